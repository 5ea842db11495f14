# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.example_request import ExampleRequest
from ...models.problem import Problem
from ...models.webhook_attempt import WebhookAttempt
from ...types import UNSET, Response, Unset


def _get_kwargs(
    webhook_endpoint_id: str,
    *,
    body: ExampleRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/webhook_endpoints/{webhook_endpoint_id}/example".format(
            webhook_endpoint_id=quote(str(webhook_endpoint_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | WebhookAttempt | None:
    if response.status_code == 200:
        response_200 = WebhookAttempt.from_dict(response.json())

        return response_200

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 401:
        response_401 = Problem.from_dict(response.json())

        return response_401

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

    if response.status_code == 404:
        response_404 = Problem.from_dict(response.json())

        return response_404

    if response.status_code == 408:
        response_408 = Problem.from_dict(response.json())

        return response_408

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

    if response.status_code == 413:
        response_413 = Problem.from_dict(response.json())

        return response_413

    if response.status_code == 415:
        response_415 = Problem.from_dict(response.json())

        return response_415

    if response.status_code == 422:
        response_422 = Problem.from_dict(response.json())

        return response_422

    if response.status_code == 429:
        response_429 = Problem.from_dict(response.json())

        return response_429

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Problem | WebhookAttempt]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    webhook_endpoint_id: str,
    *,
    client: AuthenticatedClient,
    body: ExampleRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | WebhookAttempt]:
    """Send an example event

     Sends an example of an event type to an endpoint, signed like any other, and returns the attempt
    with what was answered. It is not part of the event log.

    Args:
        webhook_endpoint_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (ExampleRequest): Which example to send.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookAttempt]
    """

    kwargs = _get_kwargs(
        webhook_endpoint_id=webhook_endpoint_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    webhook_endpoint_id: str,
    *,
    client: AuthenticatedClient,
    body: ExampleRequest,
    idempotency_key: str | Unset = UNSET,
) -> Problem | WebhookAttempt | None:
    """Send an example event

     Sends an example of an event type to an endpoint, signed like any other, and returns the attempt
    with what was answered. It is not part of the event log.

    Args:
        webhook_endpoint_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (ExampleRequest): Which example to send.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookAttempt
    """

    return sync_detailed(
        webhook_endpoint_id=webhook_endpoint_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    webhook_endpoint_id: str,
    *,
    client: AuthenticatedClient,
    body: ExampleRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | WebhookAttempt]:
    """Send an example event

     Sends an example of an event type to an endpoint, signed like any other, and returns the attempt
    with what was answered. It is not part of the event log.

    Args:
        webhook_endpoint_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (ExampleRequest): Which example to send.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | WebhookAttempt]
    """

    kwargs = _get_kwargs(
        webhook_endpoint_id=webhook_endpoint_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    webhook_endpoint_id: str,
    *,
    client: AuthenticatedClient,
    body: ExampleRequest,
    idempotency_key: str | Unset = UNSET,
) -> Problem | WebhookAttempt | None:
    """Send an example event

     Sends an example of an event type to an endpoint, signed like any other, and returns the attempt
    with what was answered. It is not part of the event log.

    Args:
        webhook_endpoint_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (ExampleRequest): Which example to send.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | WebhookAttempt
    """

    return (
        await asyncio_detailed(
            webhook_endpoint_id=webhook_endpoint_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
