# Generated from openapi.yaml by openapi-python-client. Do not edit.
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.team_member import TeamMember
from ...models.team_member_update import TeamMemberUpdate
from ...types import UNSET, Response, Unset


def _get_kwargs(
    team_member_id: str,
    *,
    body: TeamMemberUpdate,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/team_members/{team_member_id}".format(
            team_member_id=quote(str(team_member_id), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Problem | TeamMember | None:
    if response.status_code == 200:
        response_200 = TeamMember.from_dict(response.json())

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
) -> Response[Problem | TeamMember]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    team_member_id: str,
    *,
    client: AuthenticatedClient,
    body: TeamMemberUpdate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TeamMember]:
    """Update a team member

     Changes a member's name or role, or disables and restores their access. Disabling ends their
    sessions at once; another role holds from their next request. Refuses to take the last active OWNER
    away, and to touch a role with scopes that your own key lacks.

    Args:
        team_member_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (TeamMemberUpdate): What to change of a team member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TeamMember]
    """

    kwargs = _get_kwargs(
        team_member_id=team_member_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    team_member_id: str,
    *,
    client: AuthenticatedClient,
    body: TeamMemberUpdate,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TeamMember | None:
    """Update a team member

     Changes a member's name or role, or disables and restores their access. Disabling ends their
    sessions at once; another role holds from their next request. Refuses to take the last active OWNER
    away, and to touch a role with scopes that your own key lacks.

    Args:
        team_member_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (TeamMemberUpdate): What to change of a team member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TeamMember
    """

    return sync_detailed(
        team_member_id=team_member_id,
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    team_member_id: str,
    *,
    client: AuthenticatedClient,
    body: TeamMemberUpdate,
    idempotency_key: str | Unset = UNSET,
) -> Response[Problem | TeamMember]:
    """Update a team member

     Changes a member's name or role, or disables and restores their access. Disabling ends their
    sessions at once; another role holds from their next request. Refuses to take the last active OWNER
    away, and to touch a role with scopes that your own key lacks.

    Args:
        team_member_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (TeamMemberUpdate): What to change of a team member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TeamMember]
    """

    kwargs = _get_kwargs(
        team_member_id=team_member_id,
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    team_member_id: str,
    *,
    client: AuthenticatedClient,
    body: TeamMemberUpdate,
    idempotency_key: str | Unset = UNSET,
) -> Problem | TeamMember | None:
    """Update a team member

     Changes a member's name or role, or disables and restores their access. Disabling ends their
    sessions at once; another role holds from their next request. Refuses to take the last active OWNER
    away, and to touch a role with scopes that your own key lacks.

    Args:
        team_member_id (str): Id of a resource, as this API gave it. One of another kind or
            another bank is 404.
        idempotency_key (str | Unset):
        body (TeamMemberUpdate): What to change of a team member.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TeamMember
    """

    return (
        await asyncio_detailed(
            team_member_id=team_member_id,
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
