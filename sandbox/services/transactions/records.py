"""What `transactions` stores: movements of money, and holds that customers' merchants place.

`unsettled` finds what is PENDING or FAILED: few at any time, while COMPLETED would find nearly all.
What is personal of a movement or a hold is sealed under the key of the account: the one that it leaves, or enters.
"""

from __future__ import annotations

import msgspec

from sandbox.contract.models.transactions import Hold, Transaction
from sandbox.engine.records import Kind


class InterestPosting(msgspec.Struct, frozen=True, kw_only=True):
    """That the monthly posting of this bank has begun; it exists once interest is first promised."""

    interest_posting_id: str


def _accounts(transaction: Transaction) -> tuple[str, ...]:
    source, destination = transaction.source_account_id, transaction.destination_account_id
    if source is None:
        return () if destination is None else (destination,)
    return (source,) if destination is None else (source, destination)


def _unsettled(transaction: Transaction) -> tuple[str, ...]:
    return (transaction.status,) if transaction.status in ("PENDING", "FAILED") else ()


TRANSACTIONS = Kind(
    Transaction,
    prefix="txn",
    index=("external_reference",),
    computed={"account_id": _accounts, "unsettled": _unsettled},
    person=lambda transaction: _accounts(transaction)[0],
)

HOLDS = Kind(Hold, prefix="hold", index=("account_id", "status"), person=lambda hold: hold.account_id)

INTEREST_POSTINGS = Kind(InterestPosting, prefix="int")
