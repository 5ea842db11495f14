# Generated from openapi.yaml by openapi-python-client. Do not edit.
import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.get_usage_group_by import GetUsageGroupBy, check_get_usage_group_by
from ...models.get_usage_interval import GetUsageInterval, check_get_usage_interval
from ...models.problem import Problem
from ...models.usage_report import UsageReport
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    interval: GetUsageInterval | Unset = "hour",
    group_by: GetUsageGroupBy | Unset = "operation",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_since: str | Unset = UNSET
    if not isinstance(since, Unset):
        json_since = since.isoformat()
    params["since"] = json_since

    json_until: str | Unset = UNSET
    if not isinstance(until, Unset):
        json_until = until.isoformat()
    params["until"] = json_until

    json_interval: str | Unset = UNSET
    if not isinstance(interval, Unset):
        json_interval = interval

    params["interval"] = json_interval

    json_group_by: str | Unset = UNSET
    if not isinstance(group_by, Unset):
        json_group_by = group_by

    params["group_by"] = json_group_by

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/usage",
        "params": params,
    }

    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | UsageReport | None:
    if response.status_code == 200:
        response_200 = UsageReport.from_dict(response.json())

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
) -> Response[Problem | UsageReport]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    interval: GetUsageInterval | Unset = "hour",
    group_by: GetUsageGroupBy | Unset = "operation",
) -> Response[Problem | UsageReport]:
    """Get usage

     Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or
    key; by hour for at most 31 days at once. Kept for 90 days.

    Args:
        since (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        until (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        interval (GetUsageInterval | Unset):  Default: 'hour'.
        group_by (GetUsageGroupBy | Unset):  Default: 'operation'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UsageReport]
    """

    kwargs = _get_kwargs(
        since=since,
        until=until,
        interval=interval,
        group_by=group_by,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    interval: GetUsageInterval | Unset = "hour",
    group_by: GetUsageGroupBy | Unset = "operation",
) -> Problem | UsageReport | None:
    """Get usage

     Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or
    key; by hour for at most 31 days at once. Kept for 90 days.

    Args:
        since (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        until (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        interval (GetUsageInterval | Unset):  Default: 'hour'.
        group_by (GetUsageGroupBy | Unset):  Default: 'operation'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UsageReport
    """

    return sync_detailed(
        client=client,
        since=since,
        until=until,
        interval=interval,
        group_by=group_by,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    interval: GetUsageInterval | Unset = "hour",
    group_by: GetUsageGroupBy | Unset = "operation",
) -> Response[Problem | UsageReport]:
    """Get usage

     Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or
    key; by hour for at most 31 days at once. Kept for 90 days.

    Args:
        since (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        until (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        interval (GetUsageInterval | Unset):  Default: 'hour'.
        group_by (GetUsageGroupBy | Unset):  Default: 'operation'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | UsageReport]
    """

    kwargs = _get_kwargs(
        since=since,
        until=until,
        interval=interval,
        group_by=group_by,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    since: datetime.datetime | Unset = UNSET,
    until: datetime.datetime | Unset = UNSET,
    interval: GetUsageInterval | Unset = "hour",
    group_by: GetUsageGroupBy | Unset = "operation",
) -> Problem | UsageReport | None:
    """Get usage

     Returns calls, errors, latency and volume of this bank per hour or day of real time, by operation or
    key; by hour for at most 31 days at once. Kept for 90 days.

    Args:
        since (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        until (datetime.datetime | Unset): RFC 3339 instant in UTC with microseconds, on the
            bank's clock unless said otherwise.
        interval (GetUsageInterval | Unset):  Default: 'hour'.
        group_by (GetUsageGroupBy | Unset):  Default: 'operation'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | UsageReport
    """

    return (
        await asyncio_detailed(
            client=client,
            since=since,
            until=until,
            interval=interval,
            group_by=group_by,
        )
    ).parsed
