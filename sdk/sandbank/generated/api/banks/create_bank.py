# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bank_creation import BankCreation
from ...models.bank_with_secret import BankWithSecret
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: BankCreation,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/banks",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> BankWithSecret | Problem | None:
    if response.status_code == 201:
        response_201 = BankWithSecret.from_dict(response.json())

        return response_201

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
) -> Response[BankWithSecret | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: BankCreation,
    idempotency_key: str | Unset = UNSET,
) -> Response[BankWithSecret | Problem]:
    """Create a bank

     Makes an empty bank of your organization, with its own clock and a key of its own that has the
    scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant,
    past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name
    another organization.

    Args:
        idempotency_key (str | Unset):
        body (BankCreation): A bank to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankWithSecret | Problem]
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
    client: AuthenticatedClient,
    body: BankCreation,
    idempotency_key: str | Unset = UNSET,
) -> BankWithSecret | Problem | None:
    """Create a bank

     Makes an empty bank of your organization, with its own clock and a key of its own that has the
    scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant,
    past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name
    another organization.

    Args:
        idempotency_key (str | Unset):
        body (BankCreation): A bank to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankWithSecret | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: BankCreation,
    idempotency_key: str | Unset = UNSET,
) -> Response[BankWithSecret | Problem]:
    """Create a bank

     Makes an empty bank of your organization, with its own clock and a key of its own that has the
    scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant,
    past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name
    another organization.

    Args:
        idempotency_key (str | Unset):
        body (BankCreation): A bank to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankWithSecret | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: BankCreation,
    idempotency_key: str | Unset = UNSET,
) -> BankWithSecret | Problem | None:
    """Create a bank

     Makes an empty bank of your organization, with its own clock and a key of its own that has the
    scopes of yours (never platform:admin). With `starts_at` its clock stands still at that instant,
    past or future; with `seed` its ids and simulated outcomes follow from it. An operator may name
    another organization.

    Args:
        idempotency_key (str | Unset):
        body (BankCreation): A bank to create.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankWithSecret | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
