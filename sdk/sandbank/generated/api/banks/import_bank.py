# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.bank_with_secret import BankWithSecret
from ...models.problem import Problem
from ...types import UNSET, File, FileTypes, Response, Unset


def _get_kwargs(
    *,
    body: File,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    params: dict[str, Any] = {}

    params["name"] = name

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/banks/import",
        "params": params,
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

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
    body: File,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[BankWithSecret | Problem]:
    """Import a bank

     Makes a bank from a file that exportBank gave, on this server or another one. The bank keeps the ids
    of its records and gets an id and a key of its own; personal data of another server is unreadable
    here, because its keys never leave it. A damaged file, or one of a newer version, is refused and
    leaves nothing behind.

    Args:
        name (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankWithSecret | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> BankWithSecret | Problem | None:
    """Import a bank

     Makes a bank from a file that exportBank gave, on this server or another one. The bank keeps the ids
    of its records and gets an id and a key of its own; personal data of another server is unreadable
    here, because its keys never leave it. A damaged file, or one of a newer version, is refused and
    leaves nothing behind.

    Args:
        name (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BankWithSecret | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> Response[BankWithSecret | Problem]:
    """Import a bank

     Makes a bank from a file that exportBank gave, on this server or another one. The bank keeps the ids
    of its records and gets an id and a key of its own; personal data of another server is unreadable
    here, because its keys never leave it. A damaged file, or one of a newer version, is refused and
    leaves nothing behind.

    Args:
        name (str | Unset):
        idempotency_key (str | Unset):
        body (File):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BankWithSecret | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        name=name,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: File,
    name: str | Unset = UNSET,
    idempotency_key: str | Unset = UNSET,
) -> BankWithSecret | Problem | None:
    """Import a bank

     Makes a bank from a file that exportBank gave, on this server or another one. The bank keeps the ids
    of its records and gets an id and a key of its own; personal data of another server is unreadable
    here, because its keys never leave it. A damaged file, or one of a newer version, is refused and
    leaves nothing behind.

    Args:
        name (str | Unset):
        idempotency_key (str | Unset):
        body (File):

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
            name=name,
            idempotency_key=idempotency_key,
        )
    ).parsed
