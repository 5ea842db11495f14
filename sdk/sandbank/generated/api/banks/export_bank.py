# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from io import BytesIO
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.export_bank_format import ExportBankFormat, check_export_bank_format
from ...models.problem import Problem
from ...types import UNSET, File, FileTypes, Response, Unset


def _get_kwargs(
    bank_id: str,
    *,
    format_: ExportBankFormat | Unset = "FILE",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/banks/{bank_id}/export".format(
            bank_id=quote(str(bank_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | Problem | None:
    if response.status_code == 200:
        response_200 = File(payload=BytesIO(response.content))

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

    if response.status_code == 409:
        response_409 = Problem.from_dict(response.json())

        return response_409

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    bank_id: str,
    *,
    client: AuthenticatedClient,
    format_: ExportBankFormat | Unset = "FILE",
) -> Response[File | Problem]:
    """Export a bank

     Returns a bank as it is at one instant. FILE is the whole bank, for importBank; sealed personal data
    stays sealed. CANONICAL is one JSON document per line (records, entries, events, what happens next),
    sorted and without secrets and deliveries, for comparing: the same script on the same seed gives the
    same lines.

    Args:
        bank_id (str): Id of a resource, as this API gave it. One of another kind or another bank
            is 404.
        format_ (ExportBankFormat | Unset):  Default: 'FILE'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        bank_id=bank_id,
        format_=format_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    bank_id: str,
    *,
    client: AuthenticatedClient,
    format_: ExportBankFormat | Unset = "FILE",
) -> File | Problem | None:
    """Export a bank

     Returns a bank as it is at one instant. FILE is the whole bank, for importBank; sealed personal data
    stays sealed. CANONICAL is one JSON document per line (records, entries, events, what happens next),
    sorted and without secrets and deliveries, for comparing: the same script on the same seed gives the
    same lines.

    Args:
        bank_id (str): Id of a resource, as this API gave it. One of another kind or another bank
            is 404.
        format_ (ExportBankFormat | Unset):  Default: 'FILE'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return sync_detailed(
        bank_id=bank_id,
        client=client,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    bank_id: str,
    *,
    client: AuthenticatedClient,
    format_: ExportBankFormat | Unset = "FILE",
) -> Response[File | Problem]:
    """Export a bank

     Returns a bank as it is at one instant. FILE is the whole bank, for importBank; sealed personal data
    stays sealed. CANONICAL is one JSON document per line (records, entries, events, what happens next),
    sorted and without secrets and deliveries, for comparing: the same script on the same seed gives the
    same lines.

    Args:
        bank_id (str): Id of a resource, as this API gave it. One of another kind or another bank
            is 404.
        format_ (ExportBankFormat | Unset):  Default: 'FILE'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File | Problem]
    """

    kwargs = _get_kwargs(
        bank_id=bank_id,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    bank_id: str,
    *,
    client: AuthenticatedClient,
    format_: ExportBankFormat | Unset = "FILE",
) -> File | Problem | None:
    """Export a bank

     Returns a bank as it is at one instant. FILE is the whole bank, for importBank; sealed personal data
    stays sealed. CANONICAL is one JSON document per line (records, entries, events, what happens next),
    sorted and without secrets and deliveries, for comparing: the same script on the same seed gives the
    same lines.

    Args:
        bank_id (str): Id of a resource, as this API gave it. One of another kind or another bank
            is 404.
        format_ (ExportBankFormat | Unset):  Default: 'FILE'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File | Problem
    """

    return (
        await asyncio_detailed(
            bank_id=bank_id,
            client=client,
            format_=format_,
        )
    ).parsed
