"""What `accounts` stores: the account without its balances, which belong to the ledger."""

from __future__ import annotations

import msgspec

from sandbox.contract.models.accounts import AccountRecord
from sandbox.engine.records import Kind


class EndOfDay(msgspec.Struct, frozen=True, kw_only=True):
    """That the daily accrual of this bank has begun; it exists once interest is first promised."""

    end_of_day_id: str
    first_day: str


def _holders(account: AccountRecord) -> tuple[str, ...]:
    return account.customer_id, *account.joint_customer_ids


def _interest(account: AccountRecord) -> tuple[str, ...]:
    return ("yes",) if account.interest_rate_bps and account.status != "CLOSED" else ()


ACCOUNTS = Kind(
    AccountRecord,
    prefix="acct",
    index=("status", "currency", "account_type"),
    unique=("account_number",),
    computed={"customer_id": _holders, "bears_interest": _interest},
    person=lambda account: account.customer_id,
)

END_OF_DAY = Kind(EndOfDay, prefix="eod")
