# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sign_up import SignUp
from ...models.signed_up import SignedUp
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: SignUp,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/sign_up",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | SignedUp | None:
    if response.status_code == 201:
        response_201 = SignedUp.from_dict(response.json())

        return response_201

    if response.status_code == 400:
        response_400 = Problem.from_dict(response.json())

        return response_400

    if response.status_code == 403:
        response_403 = Problem.from_dict(response.json())

        return response_403

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Problem | SignedUp]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SignedUp]:
    """Sign up

     Makes an organization with its first bank, its OWNER and a session, all at once. The session's token
    is in this answer and never again. The organization begins PENDING and can be used at once. Needs no
    credential. An address may be in several organizations. A server may be closed to this: its operator
    then makes organizations, and people are invited.

    Args:
        idempotency_key (str | Unset):
        body (SignUp): An organization and its first person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignedUp]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SignedUp | None:
    """Sign up

     Makes an organization with its first bank, its OWNER and a session, all at once. The session's token
    is in this answer and never again. The organization begins PENDING and can be used at once. Needs no
    credential. An address may be in several organizations. A server may be closed to this: its operator
    then makes organizations, and people are invited.

    Args:
        idempotency_key (str | Unset):
        body (SignUp): An organization and its first person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignedUp
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | SignedUp]:
    """Sign up

     Makes an organization with its first bank, its OWNER and a session, all at once. The session's token
    is in this answer and never again. The organization begins PENDING and can be used at once. Needs no
    credential. An address may be in several organizations. A server may be closed to this: its operator
    then makes organizations, and people are invited.

    Args:
        idempotency_key (str | Unset):
        body (SignUp): An organization and its first person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | SignedUp]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: SignUp,
    idempotency_key: str | Unset = UNSET,
) -> Problem | SignedUp | None:
    """Sign up

     Makes an organization with its first bank, its OWNER and a session, all at once. The session's token
    is in this answer and never again. The organization begins PENDING and can be used at once. Needs no
    credential. An address may be in several organizations. A server may be closed to this: its operator
    then makes organizations, and people are invited.

    Args:
        idempotency_key (str | Unset):
        body (SignUp): An organization and its first person.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | SignedUp
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
