"""Every operation of the contract, asked by every kind of caller; the cases are made from the operation table.

A caller is refused before anything is looked up, so the ids in these requests exist nowhere. That the ids
of others are not found is in `test_objects.py`.
"""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import pytest

from sandbox.contract.document import load_contract
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import SCOPES
from sandbox.contract.specification import OperationSpec
from sandbox.services.organizations.rules import ROLES
from tests.services.api import Api, Reply
from tests.services.everything import NOWHERE, body_of, path_of, send

UNAUTHENTICATED = (401, "unauthenticated")
EVERYTHING = frozenset(SCOPES)
CREDITED = [spec for spec in OPERATIONS if not spec.is_anonymous]


class Asked(NamedTuple):
    """What a caller's request came to."""

    status: int
    code: str | None


async def _with_header(api: Api, spec: OperationSpec, authorization: str | None) -> Reply:
    headers = {} if authorization is None else {"authorization": authorization}
    key = f"key-{spec.operation_id}" if spec.is_unsafe else None
    body = body_of(spec, NOWHERE)
    return await api.without_key().request(spec.method, path_of(spec, NOWHERE), body, key=key, headers=headers)


async def _ask(key: Api, spec: OperationSpec) -> Reply:
    """One request; a stream that begins was let in, and is left."""
    if not _is_stream(spec):
        return await send(key, spec, NOWHERE)
    try:
        return await asyncio.wait_for(send(key, spec, NOWHERE), 0.2)
    except TimeoutError:
        return Reply(200, None, {})


def _is_stream(spec: OperationSpec) -> bool:
    answers = load_contract()["paths"][spec.path][spec.method.lower()]["responses"]
    return "text/event-stream" in answers.get("200", {}).get("content", {})


async def _ask_all(ask: Callable[[OperationSpec], Awaitable[Reply]]) -> dict[str, Asked]:
    """One request to every operation that takes a credential, and that it was every one."""
    found = {}
    for spec in CREDITED:
        reply = await ask(spec)
        found[spec.operation_id] = Asked(reply.status, reply.code)
    assert len(found) == len(CREDITED) == len({spec.operation_id for spec in CREDITED})
    return found


HEADERS = {
    "no credential": None,
    "an empty one": "Bearer ",
    "only the scheme": "Bearer",
    "another scheme": "Basic YWxpY2U6c2VjcmV0",
    "no scheme": "sbk_{secret}",
    "two tokens": "Bearer {token} {token}",
    "an unknown key": "Bearer sbk_0000000000000000000000000000000000000000000",
    "a key cut short": "Bearer {cut}",
    "a key with more behind it": "Bearer {token}x",
    "a key in capitals": "Bearer {upper}",
    "letters that no key has": "Bearer \u00fc\u00ff",
    "a very long one": "Bearer " + "a" * 8000,
    "a JWT that nobody signed": "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.",
}


@pytest.mark.parametrize("kind", HEADERS)
async def test_without_a_key_that_is_known_no_operation_lets_anybody_in(api: Api, kind: str) -> None:
    token = api.token or ""
    header = HEADERS[kind]
    if header is not None:
        header = header.format(secret=token, token=token, cut=token[:-1], upper=token.upper())
    found = await _ask_all(lambda spec: _with_header(api, spec, header))
    assert set(found.values()) == {Asked(*UNAUTHENTICATED)}


async def test_a_doubled_credential_is_malformed_for_every_operation(api: Api) -> None:
    for spec in OPERATIONS:
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def take(message: dict[str, object], sent: list[dict[str, object]] = sent) -> None:
            sent.append(message)

        token = f"Bearer {api.token}".encode()
        scope = {
            "type": "http",
            "method": spec.method,
            "path": path_of(spec, NOWHERE),
            "query_string": b"",
            "headers": [(b"authorization", token), (b"authorization", b"Bearer other")],
            "client": ("127.0.0.1", 1),
        }
        await api.world.pipeline(scope, receive, take)  # type: ignore[arg-type]
        assert sent[0]["status"] == 400, spec.operation_id


async def test_a_revoked_key_opens_no_operation(api: Api) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Gone", "scopes": sorted(EVERYTHING)}))
    api.ok(await api.post(f"/api_keys/{made['api_key_id']}/revoke"))
    gone = Api(api.world, api.bank, made["secret"])
    found = await _ask_all(lambda spec: _ask(gone, spec))
    assert set(found.values()) == {Asked(401, "key_revoked")}


async def test_an_expired_key_opens_no_operation(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    made = api.ok(
        await api.post("/api_keys", {"name": "Old", "scopes": sorted(EVERYTHING), "expires_at": soon.isoformat()})
    )
    from sandbox.engine import clock
    from sandbox.services.api_keys import operations, views

    later = clock.wall_us() + 7_200_000_000
    for module in (operations, views):
        monkeypatch.setattr(module, "wall_us", lambda: later)
    old = Api(api.world, api.bank, made["secret"])
    found = await _ask_all(lambda spec: _ask(old, spec))
    assert set(found.values()) == {Asked(401, "key_expired")}


async def test_a_secret_that_was_rolled_away_opens_no_operation(api: Api) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Rolled", "scopes": sorted(EVERYTHING)}))
    api.ok(await api.post(f"/api_keys/{made['api_key_id']}/roll", {}))
    former = Api(api.world, api.bank, made["secret"])
    found = await _ask_all(lambda spec: _ask(former, spec))
    assert set(found.values()) == {Asked(401, "key_expired")}


async def test_a_key_that_is_used_for_another_bank_than_its_own_is_refused_by_every_operation(api: Api) -> None:
    other = await api.another_bank()

    async def ask(spec: OperationSpec) -> Reply:
        named = {"sandbank-bank": other.bank.bank_id}
        key = f"key-{spec.operation_id}" if spec.is_unsafe else None
        return await api.request(spec.method, path_of(spec, NOWHERE), body_of(spec, NOWHERE), key=key, headers=named)

    found = await _ask_all(ask)
    assert {asked.code for asked in found.values()} == {"bank_mismatch"}


@pytest.mark.parametrize("scope", [None, *SCOPES])
async def test_a_key_opens_what_its_scope_opens_and_nothing_else(api: Api, scope: str | None) -> None:
    """With one scope, or with all but one (`None`: with the first alone): refused exactly where the contract says."""
    held = frozenset([scope]) if scope else EVERYTHING - {"platform:admin"}
    await _opens_exactly(api, held)


@pytest.mark.parametrize("role", ROLES)
async def test_a_role_opens_what_its_scopes_open_and_nothing_else(api: Api, role: str) -> None:
    await _opens_exactly(api, ROLES[role])


async def _opens_exactly(api: Api, held: frozenset[str]) -> None:
    key = await api.with_scopes(*sorted(held))
    found = await _ask_all(lambda spec: _ask(key, spec))
    for spec in CREDITED:
        asked = found[spec.operation_id]
        is_refused = asked == (403, "insufficient_scope")
        if is_refused and spec.operation_id == "runScenario":
            continue  # it may be played by whoever may do each of its steps
        assert is_refused == (not held.issuperset(spec.scopes)), (spec.operation_id, asked)
        if not is_refused:
            assert asked.status not in (401, 500), (spec.operation_id, asked)


def test_only_what_tells_who_you_are_and_your_own_sessions_need_no_scope() -> None:
    without = {spec.operation_id for spec in CREDITED if not spec.scopes}
    assert without == {"getCurrentUser", "listSessions", "getSession", "revokeSession", "changePassword"}


def test_only_what_makes_a_session_needs_no_credential() -> None:
    without = {spec.operation_id: spec.rate_class for spec in OPERATIONS if spec.is_anonymous}
    assert without == {"acceptInvitation": "sign_in", "signIn": "sign_in", "signUp": "sign_in"}


def test_every_scope_of_the_contract_opens_something() -> None:
    assert {scope for spec in OPERATIONS for scope in spec.scopes} == EVERYTHING


def test_no_role_operates_the_platform_and_readers_change_nothing() -> None:
    assert all("platform:admin" not in scopes for scopes in ROLES.values())
    scoped = [spec for spec in OPERATIONS if spec.scopes]
    for role in ("VIEWER", "SUPPORT", "AUDITOR"):
        assert not [spec for spec in scoped if spec.is_unsafe and ROLES[role].issuperset(spec.scopes)], role
    assert {role for role, scopes in ROLES.items() if "customers:erase" in scopes} == {"OWNER", "COMPLIANCE"}
    assert ROLES["OWNER"] - ROLES["ADMIN"] == {"customers:erase"}
    assert not any(ROLES[role] <= ROLES["ADMIN"] for role in ("OWNER", "COMPLIANCE"))
