"""Movements that are COMPLETED when they are written: a past that is taken over, or lived through quickly.

The rules hold (accounts, funds, limits, fraud by amount, approval), and what they speak against is not
booked. There is no saga and no reservation: record and posting come in one commit, without events.
See: movements.py for how a movement goes otherwise.
"""

from __future__ import annotations

from sandbox.contract.models.accounts import AccountRecord
from sandbox.contract.models.transactions import Transaction, TransactionMethod, TransactionType
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.ledger import Leg
from sandbox.services.accounts import public as accounts
from sandbox.services.settings import operations as settings
from sandbox.services.transactions import movements, rules


class Booking:
    """What one commit books. Made by `begin`, which reads the bank's settings once.

    Each movement gives its record, or None when a rule speaks against it. `count` is how many were booked.
    """

    def __init__(self, call: Call, thresholds: rules.FraudThresholds, approval_limit_cents: int) -> None:
        self.count = 0
        self._call = call
        self._now = call.now
        self._thresholds = thresholds
        self._approval_limit_cents = approval_limit_cents

    @classmethod
    async def begin(cls, call: Call) -> Booking:
        """Nothing is booked yet."""
        thresholds = rules.FraudThresholds(
            await settings.integer(call.tx, "fraud.medium_amount_cents"),
            await settings.integer(call.tx, "fraud.high_amount_cents"),
            await settings.integer(call.tx, "fraud.velocity_per_hour"),
        )
        return cls(call, thresholds, await settings.integer(call.tx, "transactions.approval_limit_cents"))

    async def available(self, account: AccountRecord) -> int:
        """What an account can pay, as this commit sees it."""
        return (await self._call.tx.balance(accounts.ledger_account(account))).available_cents

    async def deposit(
        self, account: AccountRecord, amount_cents: int, method: TransactionMethod, description: str
    ) -> Transaction | None:
        """Money that comes in."""
        return await self._book("DEPOSIT", None, account, amount_cents, method, description)

    async def withdrawal(
        self, account: AccountRecord, amount_cents: int, method: TransactionMethod, description: str
    ) -> Transaction | None:
        """Money that goes out."""
        return await self._book("WITHDRAWAL", account, None, amount_cents, method, description)

    async def transfer(
        self, source: AccountRecord, destination: AccountRecord, amount_cents: int, description: str
    ) -> Transaction | None:
        """Money from one account of the bank to another."""
        return await self._book("TRANSFER", source, destination, amount_cents, None, description)

    async def fee(self, account: AccountRecord, amount_cents: int, description: str) -> Transaction | None:
        """What the bank takes."""
        return await self._book("FEE", account, None, amount_cents, None, description)

    async def _book(
        self,
        transaction_type: TransactionType,
        source: AccountRecord | None,
        destination: AccountRecord | None,
        amount_cents: int,
        method: TransactionMethod | None,
        description: str,
    ) -> Transaction | None:
        is_fee = transaction_type == "FEE"
        if not self._may_move(source, destination) or not (is_fee or self._is_harmless(amount_cents)):
            return None
        if source is not None and not await self._may_pay(source, amount_cents, is_fee=is_fee):
            return None
        call = self._call
        transaction = movements.new_transaction(
            call,
            transaction_type,
            (source or destination).currency,  # type: ignore[union-attr]
            amount_cents,
            source_account_id=source.account_id if source is not None else None,
            destination_account_id=destination.account_id if destination is not None else None,
            method=method,
            description=description,
            status="COMPLETED",
            fraud_score=None if is_fee else "LOW",
            processed_at=self._now,
        )
        debit, credit = movements.sides(transaction)
        await call.tx.post(
            Leg(debit, "DEBIT", amount_cents),
            Leg(credit, "CREDIT", amount_cents),
            description=f"{transaction_type.capitalize()} {transaction.transaction_ref}",
            transaction_id=transaction.transaction_id,
        )
        call.tx.put(transaction)
        self.count += 1
        return transaction

    def _may_move(self, source: AccountRecord | None, destination: AccountRecord | None) -> bool:
        """ACTIVE accounts of one currency."""
        sides = [account for account in (source, destination) if account is not None]
        return all(account.status == "ACTIVE" and account.currency == sides[0].currency for account in sides)

    def _is_harmless(self, amount_cents: int) -> bool:
        """LOW by amount, and for nobody to approve. How many in an hour is not counted: they come at once."""
        score = rules.fraud_score(amount_cents, 0, self._thresholds)
        return score == "LOW" and not rules.needs_approval(amount_cents, score, self._approval_limit_cents)

    async def _may_pay(self, source: AccountRecord, amount_cents: int, *, is_fee: bool) -> bool:
        """Funds, and limits; a fee counts against none."""
        if await self.available(source) < amount_cents:
            return False
        if not is_fee:
            try:
                await accounts.take_limit(self._call.tx, source, amount_cents)
            except Problem:
                return False
        return True
