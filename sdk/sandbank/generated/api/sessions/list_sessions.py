# Generated from openapi.yaml by openapi-python-client. Do not edit.
import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.list_sessions_order import ListSessionsOrder, check_list_sessions_order
from ...models.problem import Problem
from ...models.team_session import TeamSession
from ...models.team_session_status import TeamSessionStatus, check_team_session_status
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    page: int | Unset = UNSET,
    order: ListSessionsOrder | Unset = "desc",
    created_at_gte: datetime.datetime | Unset = UNSET,
    created_at_lt: datetime.datetime | Unset = UNSET,
    team_member_id: str | Unset = UNSET,
    status: TeamSessionStatus | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["limit"] = limit

    params["cursor"] = cursor

    params["page"] = page

    json_order: str | Unset = UNSET
    if not isinstance(order, Unset):
        json_order = order

    params["order"] = json_order

    json_created_at_gte: str | Unset = UNSET
    if not isinstance(created_at_gte, Unset):
        json_created_at_gte = created_at_gte.isoformat()
    params["created_at.gte"] = json_created_at_gte

    json_created_at_lt: str | Unset = UNSET
    if not isinstance(created_at_lt, Unset):
        json_created_at_lt = created_at_lt.isoformat()
    params["created_at.lt"] = json_created_at_lt

    params["team_member_id"] = team_member_id

    json_status: str | Unset = UNSET
    if not isinstance(status, Unset):
        json_status = status

    params["status"] = json_status

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/sessions",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | list[TeamSession] | None:
    if response.status_code == 200:
        response_200 = []
        _response_200 = response.json()
        for response_200_item_data in _response_200:
            response_200_item = TeamSession.from_dict(response_200_item_data)

            response_200.append(response_200_item)

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

    if response.status_code == 410:
        response_410 = Problem.from_dict(response.json())

        return response_410

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
) -> Response[Problem | list[TeamSession]]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    page: int | Unset = UNSET,
    order: ListSessionsOrder | Unset = "desc",
    created_at_gte: datetime.datetime | Unset = UNSET,
    created_at_lt: datetime.datetime | Unset = UNSET,
    team_member_id: str | Unset = UNSET,
    status: TeamSessionStatus | Unset = UNSET,
) -> Response[Problem | list[TeamSession]]:
    """List sessions

     Returns your own sessions, newest first; with organizations:write those of another member too, by
    team_member_id. An API key has none of its own.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):
        page (int | Unset):
        order (ListSessionsOrder | Unset):  Default: 'desc'.
        created_at_gte (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        created_at_lt (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        team_member_id (str | Unset): Id of a resource, as this API gave it. One of another kind
            or another bank is 404.
        status (TeamSessionStatus | Unset): Only an ACTIVE session is let in; more values may
            come.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[TeamSession]]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        page=page,
        order=order,
        created_at_gte=created_at_gte,
        created_at_lt=created_at_lt,
        team_member_id=team_member_id,
        status=status,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    page: int | Unset = UNSET,
    order: ListSessionsOrder | Unset = "desc",
    created_at_gte: datetime.datetime | Unset = UNSET,
    created_at_lt: datetime.datetime | Unset = UNSET,
    team_member_id: str | Unset = UNSET,
    status: TeamSessionStatus | Unset = UNSET,
) -> Problem | list[TeamSession] | None:
    """List sessions

     Returns your own sessions, newest first; with organizations:write those of another member too, by
    team_member_id. An API key has none of its own.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):
        page (int | Unset):
        order (ListSessionsOrder | Unset):  Default: 'desc'.
        created_at_gte (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        created_at_lt (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        team_member_id (str | Unset): Id of a resource, as this API gave it. One of another kind
            or another bank is 404.
        status (TeamSessionStatus | Unset): Only an ACTIVE session is let in; more values may
            come.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[TeamSession]
    """

    return sync_detailed(
        client=client,
        limit=limit,
        cursor=cursor,
        page=page,
        order=order,
        created_at_gte=created_at_gte,
        created_at_lt=created_at_lt,
        team_member_id=team_member_id,
        status=status,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    page: int | Unset = UNSET,
    order: ListSessionsOrder | Unset = "desc",
    created_at_gte: datetime.datetime | Unset = UNSET,
    created_at_lt: datetime.datetime | Unset = UNSET,
    team_member_id: str | Unset = UNSET,
    status: TeamSessionStatus | Unset = UNSET,
) -> Response[Problem | list[TeamSession]]:
    """List sessions

     Returns your own sessions, newest first; with organizations:write those of another member too, by
    team_member_id. An API key has none of its own.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):
        page (int | Unset):
        order (ListSessionsOrder | Unset):  Default: 'desc'.
        created_at_gte (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        created_at_lt (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        team_member_id (str | Unset): Id of a resource, as this API gave it. One of another kind
            or another bank is 404.
        status (TeamSessionStatus | Unset): Only an ACTIVE session is let in; more values may
            come.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | list[TeamSession]]
    """

    kwargs = _get_kwargs(
        limit=limit,
        cursor=cursor,
        page=page,
        order=order,
        created_at_gte=created_at_gte,
        created_at_lt=created_at_lt,
        team_member_id=team_member_id,
        status=status,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 20,
    cursor: str | Unset = UNSET,
    page: int | Unset = UNSET,
    order: ListSessionsOrder | Unset = "desc",
    created_at_gte: datetime.datetime | Unset = UNSET,
    created_at_lt: datetime.datetime | Unset = UNSET,
    team_member_id: str | Unset = UNSET,
    status: TeamSessionStatus | Unset = UNSET,
) -> Problem | list[TeamSession] | None:
    """List sessions

     Returns your own sessions, newest first; with organizations:write those of another member too, by
    team_member_id. An API key has none of its own.

    Args:
        limit (int | Unset):  Default: 20.
        cursor (str | Unset):
        page (int | Unset):
        order (ListSessionsOrder | Unset):  Default: 'desc'.
        created_at_gte (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        created_at_lt (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on
            the bank's clock unless said otherwise.
        team_member_id (str | Unset): Id of a resource, as this API gave it. One of another kind
            or another bank is 404.
        status (TeamSessionStatus | Unset): Only an ACTIVE session is let in; more values may
            come.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | list[TeamSession]
    """

    return (
        await asyncio_detailed(
            client=client,
            limit=limit,
            cursor=cursor,
            page=page,
            order=order,
            created_at_gte=created_at_gte,
            created_at_lt=created_at_lt,
            team_member_id=team_member_id,
            status=status,
        )
    ).parsed
