"""What `sessions` stores, in the platform's bank: sessions, the hashes of their tokens, passwords, failures.

A password's hash and address are sealed under the member's own key, and found by the keyed hash of the address.
"""

from __future__ import annotations

import msgspec

from sandbox.contract.models.sessions import TeamSessionRecord
from sandbox.engine.records import Kind


class SessionToken(msgspec.Struct, frozen=True, kw_only=True):
    """The token of a session, as its SHA-256."""

    token_id: str
    session_id: str


class Password(msgspec.Struct, frozen=True, kw_only=True):
    """How a member signs in: with which address, and the argon2id hash of which password."""

    team_member_id: str
    organization_id: str
    address: str
    password_hash: str


class SignInFailures(msgspec.Struct, frozen=True, kw_only=True):
    """The sign-ins that failed of late with one address, kept as its keyed hash. Times are the real world's."""

    address_hash: str
    failed_us: list[int]
    locked_until_us: int = 0


SESSIONS = Kind(
    TeamSessionRecord,
    prefix="sess",
    index=("team_member_id",),
    computed={"active_of": lambda session: (session.team_member_id,) if session.status == "ACTIVE" else ()},
    person=lambda session: session.team_member_id,
)

SESSION_TOKENS = Kind(SessionToken, prefix="")

PASSWORDS = Kind(
    Password,
    prefix="tmem",
    index=("address",),
    personal=("address", "password_hash"),
    person=lambda password: password.team_member_id,
)

SIGN_IN_FAILURES = Kind(SignInFailures, prefix="")
