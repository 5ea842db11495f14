# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.effect import Effect
from ...models.problem import Problem
from ...types import UNSET, Response


def _get_kwargs(
    effect_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/simulations/effects/{effect_id}".format(
            effect_id=quote(str(effect_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Effect | Problem | None:
    if response.status_code == 200:
        response_200 = Effect.from_dict(response.json())

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


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Effect | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    effect_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Effect | Problem]:
    """Get an effect

     Returns one pending effect. One that has happened is not found; its id follows from its time and
    place in the queue.

    Args:
        effect_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Effect | Problem]
    """

    kwargs = _get_kwargs(
        effect_id=effect_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    effect_id: str,
    *,
    client: AuthenticatedClient,
) -> Effect | Problem | None:
    """Get an effect

     Returns one pending effect. One that has happened is not found; its id follows from its time and
    place in the queue.

    Args:
        effect_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Effect | Problem
    """

    return sync_detailed(
        effect_id=effect_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    effect_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Effect | Problem]:
    """Get an effect

     Returns one pending effect. One that has happened is not found; its id follows from its time and
    place in the queue.

    Args:
        effect_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Effect | Problem]
    """

    kwargs = _get_kwargs(
        effect_id=effect_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    effect_id: str,
    *,
    client: AuthenticatedClient,
) -> Effect | Problem | None:
    """Get an effect

     Returns one pending effect. One that has happened is not found; its id follows from its time and
    place in the queue.

    Args:
        effect_id (str): Id of a resource, as this API gave it. One of another kind or another
            bank is 404.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Effect | Problem
    """

    return (
        await asyncio_detailed(
            effect_id=effect_id,
            client=client,
        )
    ).parsed
