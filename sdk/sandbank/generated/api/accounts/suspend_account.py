# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.account import Account
from ...models.problem import Problem
from ...models.reason import Reason
from ...types import UNSET, Response, Unset


def _get_kwargs(
    account_id: str,
    *,
    body: Reason | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/accounts/{account_id}/suspend".format(
            account_id=quote(str(account_id), safe=""),
        ),
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Account | Problem | None:
    if response.status_code == 200:
        response_200 = Account.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Account | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    account_id: str,
    *,
    client: AuthenticatedClient,
    body: Reason | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Account | Problem]:
    """Suspend an account

     Stops new movements on an ACTIVE account; what is under way is completed.

    Args:
        account_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.
        idempotency_key (str | Unset):
        body (Reason | Unset): Why this is done, in one's own words, which may name a person. A
            verification that is rejected keeps them as its `reason`, a reversal as its `description`;
            otherwise the request log tells that there were some.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Account | Problem]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    account_id: str,
    *,
    client: AuthenticatedClient,
    body: Reason | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Account | Problem | None:
    """Suspend an account

     Stops new movements on an ACTIVE account; what is under way is completed.

    Args:
        account_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.
        idempotency_key (str | Unset):
        body (Reason | Unset): Why this is done, in one's own words, which may name a person. A
            verification that is rejected keeps them as its `reason`, a reversal as its `description`;
            otherwise the request log tells that there were some.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Account | Problem
    """

    return sync_detailed(
        account_id=account_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    account_id: str,
    *,
    client: AuthenticatedClient,
    body: Reason | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[Account | Problem]:
    """Suspend an account

     Stops new movements on an ACTIVE account; what is under way is completed.

    Args:
        account_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.
        idempotency_key (str | Unset):
        body (Reason | Unset): Why this is done, in one's own words, which may name a person. A
            verification that is rejected keeps them as its `reason`, a reversal as its `description`;
            otherwise the request log tells that there were some.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Account | Problem]
    """

    kwargs = _get_kwargs(
        account_id=account_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    account_id: str,
    *,
    client: AuthenticatedClient,
    body: Reason | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Account | Problem | None:
    """Suspend an account

     Stops new movements on an ACTIVE account; what is under way is completed.

    Args:
        account_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.
        idempotency_key (str | Unset):
        body (Reason | Unset): Why this is done, in one's own words, which may name a person. A
            verification that is rejected keeps them as its `reason`, a reversal as its `description`;
            otherwise the request log tells that there were some.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Account | Problem
    """

    return (
        await asyncio_detailed(
            account_id=account_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
