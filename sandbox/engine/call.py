"""Who calls, and what an operation is given.

A `Caller` is an API key, a person or the bank itself; it is authenticated before an operation
sees it. A `Call` is one run of one operation: the caller and the transaction that collects what
the operation intends. An operation that runs again after a conflict gets a new `Call`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

import msgspec

from sandbox.contract.problem import Problem
from sandbox.engine.clock import to_datetime

if TYPE_CHECKING:
    from sandbox.engine.transaction import Transaction

AuthMethod = Literal["API_KEY", "TEAM_SESSION", "OIDC", "MTLS", "SYSTEM"]


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The authenticated principal of a call. `correlation_id` ties a chain of work together."""

    user_id: str
    auth_method: AuthMethod
    organization_id: str | None = None
    bank_id: str | None = None
    scopes: frozenset[str] = frozenset()
    client_id: str | None = None
    session_id: str | None = None
    correlation_id: str | None = None
    ip_address_hash: str | None = None


def system(correlation_id: str | None = None) -> Caller:
    """The bank acting for itself: timers, reactions, saga steps."""
    return Caller(user_id="system", auth_method="SYSTEM", correlation_id=correlation_id)


class Call:
    """One run of one operation."""

    __slots__ = ("caller", "tx")

    def __init__(self, tx: Transaction, caller: Caller) -> None:
        self.tx = tx
        self.caller = caller

    def new_id(self, prefix: str) -> str:
        """A new id from the bank's source, such as `acct_…`."""
        return self.tx.new_id(prefix)

    @property
    def now(self) -> datetime:
        """The bank's time at which this transaction began."""
        return to_datetime(self.tx.now_us)

    @property
    def organization_id(self) -> str:
        """The caller's organization. Raises `not_found` for a caller that belongs to none."""
        if self.caller.organization_id is None:
            raise Problem("not_found", "This caller belongs to no organization.")
        return self.caller.organization_id
