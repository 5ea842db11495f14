"""People who sign up and sign in, as the tests need them."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api, Reply

PASSWORD = "seven green bottles"
OTHER = "eight brown bottles"
EMAIL = "ada@acme.example"


def of(api: Api, token: str) -> Api:
    """A caller with the token of a session, who names no bank."""
    return Api(api.world, api.bank, token)


def sign_up_body(**changes: Any) -> dict[str, Any]:
    """An organization and its first person."""
    body = {"organization_name": "Acme Pay", "name": "Ada Byron", "email": EMAIL, "password": PASSWORD}
    return {**body, **changes}


async def sign_up(api: Api, **changes: Any) -> dict[str, Any]:
    """A new organization, with its owner's session."""
    made: dict[str, Any] = api.ok(await api.without_key().post("/sign_up", sign_up_body(**changes)))
    return made


async def try_to_sign_in(api: Api, password: str = PASSWORD, email: str = EMAIL, **rest: Any) -> Reply:
    """What comes of a sign-in; each from another client, so that no client has too many."""
    body = {"email": email, "password": password, **rest}
    return await api.without_key().post("/sessions", body)


async def sign_in(api: Api, password: str = PASSWORD, email: str = EMAIL, **rest: Any) -> dict[str, Any]:
    """A session of a person who has one already."""
    made: dict[str, Any] = api.ok(await try_to_sign_in(api, password, email, **rest))
    return made


async def member_with_password(
    api: Api, role: str = "DEVELOPER", email: str = "grace@acme.example", password: str = PASSWORD
) -> tuple[dict[str, Any], Api]:
    """A member of the caller's organization who has accepted, and a caller with their session on the same bank."""
    invited = api.ok(await api.post("/team_members", {"name": "Grace Hopper", "email": email, "role": role}))
    body = {"token": invited["invitation_token"], "password": password}
    session = api.ok(await api.without_key().post("/invitations/accept", body))
    return invited, of(api, session["token"])
