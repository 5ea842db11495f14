"""Who calls, and what an operation is given.

A `Caller` is an API key, a person or the bank itself; it is authenticated before an operation
sees it. A `Call` is one run of one operation: the caller and the transaction that collects what
the operation intends. An operation that runs again after a conflict gets a new `Call`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.clock import to_datetime

if TYPE_CHECKING:
    from sandbox.engine.transaction import Transaction

AuthMethod = Literal["API_KEY", "TEAM_SESSION", "OIDC", "MTLS", "SYSTEM", "ANONYMOUS"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A team member, as far as they are asked who they are."""

    name: str
    email: str
    role: str
    organization_name: str


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The authenticated principal of a call. `correlation_id` ties a chain of work together.

    `person` is who is behind a session. `user_agent` is known of those who are nobody yet.
    """

    user_id: str
    auth_method: AuthMethod
    organization_id: str | None = None
    bank_id: str | None = None
    scopes: frozenset[str] = frozenset()
    client_id: str | None = None
    session_id: str | None = None
    correlation_id: str | None = None
    ip_address_hash: str | None = None
    user_agent: str | None = None
    person: Person | None = None


def system(correlation_id: str | None = None) -> Caller:
    """The bank acting for itself: timers, reactions, saga steps."""
    return Caller(user_id="system", auth_method="SYSTEM", correlation_id=correlation_id)


Ending = Callable[[bool], Awaitable[None]]
"""Told once whether the commit came about: for what lies outside of the transaction, such as files."""


class Call:
    """One run of one operation."""

    __slots__ = ("_endings", "caller", "last_event_id", "tx")

    def __init__(
        self,
        tx: Transaction,
        caller: Caller,
        endings: list[Ending] | None = None,
        last_event_id: str | None = None,
    ) -> None:
        self.tx = tx
        self.caller = caller
        self.last_event_id = last_event_id
        self._endings = endings

    def when_ended(self, told: Ending) -> None:
        """Have something told how this run ended, newest first. A crash tells nobody: the start sweeps."""
        assert self._endings is not None, "only calls of the gateway are told of their end"
        self._endings.append(told)

    @property
    def is_told(self) -> bool:
        """Whether whoever made this call tells of its end."""
        return self._endings is not None

    def new_id(self, prefix: str) -> str:
        """A new id from the bank's source, such as `acct_…`."""
        return self.tx.new_id(prefix)

    def act_as(self, user_id: str, organization_id: str, session_id: str) -> None:
        """Go on as whom a call without a credential turned out to be: the audit log names them."""
        self.caller = msgspec.structs.replace(
            self.caller, user_id=user_id, organization_id=organization_id, session_id=session_id
        )
        self.tx.act_as(self.caller)

    @property
    def now(self) -> datetime:
        """The bank's time at which this transaction began."""
        return to_datetime(self.tx.now_us)

    @property
    def bank_id(self) -> str:
        """The bank that the caller works on. Raises `bank_required` for a session that names none."""
        if self.caller.bank_id is None:
            raise Problem("bank_required")
        return self.caller.bank_id

    @property
    def organization_id(self) -> str:
        """The caller's organization. Raises `not_found` for a caller that belongs to none."""
        if self.caller.organization_id is None:
            raise Problem("not_found", "This caller belongs to no organization.")
        return self.caller.organization_id
