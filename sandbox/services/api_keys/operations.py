"""The operations of `api_keys`. They run on the platform's bank, bounded by the caller's bank.

See: rules.py for secrets, tests/services/api_keys/.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.api_keys import (
    ApiKey,
    ApiKeyCreation,
    ApiKeyRecord,
    ApiKeyRoll,
    ApiKeyUpdate,
    ApiKeyWithSecret,
)
from sandbox.contract.models.parameters import ListApiKeysQuery
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import Problem, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us, wall_us
from sandbox.engine.listing import list_records, selection_of
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.api_keys import problems, rules
from sandbox.services.api_keys.queue import schedule_expiry
from sandbox.services.api_keys.records import API_KEYS, CREDENTIALS, Credential
from sandbox.services.api_keys.views import key_view, key_view_with_secret, status_of

_AT_ONCE = 100


async def authenticate(tx: Transaction, secret: str) -> ApiKeyRecord:
    """The key of a secret. Raises `unauthenticated`, `key_expired`, `key_revoked`."""
    credential = await tx.get(CREDENTIALS, rules.hashed(secret))
    key = await tx.get(API_KEYS, credential.api_key_id) if credential is not None else None
    if credential is None or key is None:
        raise Problem("unauthenticated")
    if key.status == "REVOKED":
        raise Problem("key_revoked")
    is_rolled_away = credential.expires_us is not None and credential.expires_us <= wall_us()
    if is_rolled_away or status_of(key) == "EXPIRED":
        raise Problem("key_expired")
    return key


def create_key(
    call: Call,
    organization_id: str,
    bank_id: str,
    name: str,
    scopes: list[str],
    expires_at: datetime | None = None,
    metadata: dict[str, str] | None = None,
) -> tuple[ApiKeyRecord, str]:
    """A key and its secret, for those who have checked what may be given."""
    secret = rules.new_secret()
    key = ApiKeyRecord(
        api_key_id=call.new_id("key"),
        organization_id=organization_id,
        bank_id=bank_id,
        name=name,
        scopes=scopes,
        status="ACTIVE",
        hint=secret[-4:],
        expires_at=expires_at,
        created_at=call.now,
        metadata=metadata or {},
    )
    call.tx.put(key)
    call.tx.put(Credential(credential_id=rules.hashed(secret), api_key_id=key.api_key_id))
    call.tx.emit("api_key.created", key)
    schedule_expiry(call, key)
    return key, secret


async def revoke_keys_of(call: Call, bank_id: str) -> None:
    """End every key of a bank, because it ends itself."""
    rest = Selection({"bank_id": bank_id}, limit=_AT_ONCE)
    while keys := await call.tx.find(API_KEYS, rest):
        for key in keys:
            if key.status != "REVOKED":
                revoked = replace(key, status="REVOKED")
                call.tx.put(revoked)
                call.tx.emit("api_key.revoked", revoked, key)
        rest = rest._replace(after=keys[-1].api_key_id)


@operation("createApiKey")
async def create_api_key(call: Call, body: ApiKeyCreation) -> ApiKeyWithSecret:
    _check_scopes(call, body.scopes)
    _check_expiry(body.expires_at)
    scopes = sorted(set(body.scopes))
    key, secret = create_key(
        call, call.organization_id, call.bank_id, body.name, scopes, body.expires_at, body.metadata
    )
    return key_view_with_secret(key, secret)


@operation("listApiKeys")
async def list_api_keys(call: Call, query: ListApiKeysQuery) -> Page[ApiKey]:
    if query.status is not None:
        return await _page_of_status(call, query)
    found, following = await list_records(call, API_KEYS, query, {"bank_id": call.bank_id})
    return Page([key_view(key) for key in found], following)


@operation("getApiKey")
async def get_api_key(call: Call, api_key_id: str) -> ApiKey:
    return key_view(await _existing(call, api_key_id))


@operation("updateApiKey")
async def update_api_key(call: Call, api_key_id: str, body: ApiKeyUpdate) -> ApiKey:
    key = await _active(call, api_key_id)
    changes = given(body)
    if "scopes" in changes:
        changes["scopes"] = sorted(set(changes["scopes"]))
        _check_scopes(call, set(changes["scopes"]) - set(key.scopes))
    if "expires_at" in changes:
        _check_expiry(changes["expires_at"])
    updated = replace(key, **changes)
    call.tx.put(updated)
    if "expires_at" in changes:
        schedule_expiry(call, updated)
    call.tx.emit("api_key.updated", updated, key)
    return key_view(updated)


@operation("rollApiKey")
async def roll_api_key(call: Call, api_key_id: str, body: ApiKeyRoll | None) -> ApiKeyWithSecret:
    key = await _active(call, api_key_id)
    # Whoever rolls a key gets its secret, and with it its scopes.
    _check_scopes(call, key.scopes)
    overlap = body.overlap if body is not None else None
    overlap_us = 0 if overlap is None else rules.duration_us(overlap)
    if overlap_us is None:
        raise problems.overlap_too_long()
    # Without an overlap the old secret has ended for good: also when the machine's clock is set back.
    await _end_secrets(call, api_key_id, wall_us() + overlap_us if overlap_us else 0)
    secret = rules.new_secret()
    rolled = replace(key, hint=secret[-4:])
    call.tx.put(rolled)
    call.tx.put(Credential(credential_id=rules.hashed(secret), api_key_id=api_key_id))
    call.tx.emit("api_key.rolled", rolled, key)
    return key_view_with_secret(rolled, secret)


@operation("revokeApiKey")
async def revoke_api_key(call: Call, api_key_id: str) -> ApiKey:
    key = await _existing(call, api_key_id)
    if key.status == "REVOKED":
        raise wrong_state("key", key.status, ("ACTIVE", "EXPIRED"))
    revoked = replace(key, status="REVOKED")
    call.tx.put(revoked)
    call.tx.emit("api_key.revoked", revoked, key)
    return key_view(revoked)


# Within ------------------------------------------------------------------------------------------
async def _existing(call: Call, api_key_id: str) -> ApiKeyRecord:
    bank_id = call.bank_id
    key = await call.tx.get(API_KEYS, api_key_id)
    if key is None or key.bank_id != bank_id:
        raise not_found("API key", api_key_id)
    return key


async def _active(call: Call, api_key_id: str) -> ApiKeyRecord:
    key = await _existing(call, api_key_id)
    if status_of(key) != "ACTIVE":
        raise wrong_state("key", status_of(key), ("ACTIVE",))
    return key


async def _page_of_status(call: Call, query: ListApiKeysQuery) -> Page[ApiKey]:
    """The keys that are in a state now: whether one is EXPIRED is known when it is shown, not when it is stored."""
    selection = selection_of(query, {"bank_id": call.bank_id})
    wanted = selection.skip + selection.limit
    found: list[ApiKeyRecord] = []
    rest = selection._replace(skip=0, limit=_AT_ONCE)
    while len(found) < wanted and (keys := await call.tx.find(API_KEYS, rest)):
        found += [key for key in keys if status_of(key) == query.status]
        rest = rest._replace(after=keys[-1].api_key_id)
    page = found[selection.skip : wanted]
    following = page[query.limit - 1].api_key_id if len(page) > query.limit else None
    return Page([key_view(key) for key in page[: query.limit]], following)


async def _end_secrets(call: Call, api_key_id: str, until_us: int) -> None:
    """Let every secret of a key end at an instant, except those that end before it."""
    rest = Selection({"api_key_id": api_key_id}, limit=_AT_ONCE)
    while credentials := await call.tx.find(CREDENTIALS, rest):
        for credential in credentials:
            if credential.expires_us is None or credential.expires_us > until_us:
                call.tx.put(replace(credential, expires_us=until_us))
        rest = rest._replace(after=credentials[-1].credential_id)


def _check_scopes(call: Call, scopes: Any) -> None:
    missing = rules.not_grantable(scopes, call.caller.scopes)
    if missing:
        raise problems.scope_not_grantable(missing)


def _check_expiry(expires_at: datetime | None) -> None:
    now_us = wall_us()
    if expires_at is not None and to_us(expires_at) <= now_us:
        raise problems.expiry_in_past(now_us)
