"""What goes beyond one call: waiting until a movement of money is final. Written by hand."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbank.models import Transaction

_FIRST_PAUSE_S = 0.01
_LONGEST_PAUSE_S = 0.5


class TransactionsConvenience:
    """Added to `Sandbank.transactions`."""

    get_transaction: Any

    def wait_until_final(self, transaction_id: str, *, timeout: float = 10.0) -> Transaction:
        """The transaction once it is no longer PENDING. Raises TimeoutError with it still open."""
        deadline, pause = time.monotonic() + timeout, _FIRST_PAUSE_S
        while True:
            transaction: Transaction = self.get_transaction(transaction_id)
            if transaction.status != "PENDING":
                return transaction
            if time.monotonic() >= deadline:
                raise TimeoutError(f"{transaction_id} is still PENDING after {timeout} s")
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)


class AsyncTransactionsConvenience:
    """Added to `AsyncSandbank.transactions`."""

    get_transaction: Any

    async def wait_until_final(self, transaction_id: str, *, timeout: float = 10.0) -> Transaction:
        """The transaction once it is no longer PENDING. Raises TimeoutError with it still open."""
        deadline, pause = time.monotonic() + timeout, _FIRST_PAUSE_S
        while True:
            transaction: Transaction = await self.get_transaction(transaction_id)
            if transaction.status != "PENDING":
                return transaction
            if time.monotonic() >= deadline:
                raise TimeoutError(f"{transaction_id} is still PENDING after {timeout} s")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
