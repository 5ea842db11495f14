"""The engine alone, in process: durable whole transfers per second, many callers against one.

`python -m loadtests.bench.engine DIRECTORY` prints one line of JSON. A whole transfer is what the bank keeps of one:
the record, two entries and balances, the idempotent answer, an event and the audit leaf; it counts once it is on disk.
One caller waits for the disk each time; many share a flush, and the ratio is what that group commit is worth.
"""

from __future__ import annotations

import asyncio
import json
import random
import statistics
import sys
import time
from pathlib import Path

from loadtests.growth.loader import fill
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, system
from sandbox.engine.chart import customer_deposits
from sandbox.engine.ledger import Leg
from sandbox.engine.transaction import StoredAnswer, Transaction
from sandbox.host import Host, load_router
from sandbox.server import tune_interpreter
from sandbox.services.transactions import movements

ACCOUNTS = 3_000
MANY = 4_096
ROUNDS = 3
SECONDS = 3.0
_BODY = b'{"status":"COMPLETED"}'


async def measure(data: Path) -> dict[str, float]:
    """Rates of one caller and of many, the medians of interleaved rounds."""
    load_router()
    host = await Host.open(data)
    try:
        bank_id, _ = await host.first_key(None)
        bank = await host.directory.open_bank(bank_id)
        accounts = [one.account_id for one in (await fill(bank, ACCOUNTS, lambda _: None)).sample]
        tune_interpreter()
        rates: dict[int, list[float]] = {1: [], MANY: []}
        for _ in range(ROUNDS):
            for callers, found in rates.items():
                found.append(await _rate(bank, accounts, callers))
        return {"one": statistics.median(rates[1]), "many": statistics.median(rates[MANY])}
    finally:
        await host.close()


async def _rate(bank: Bank, accounts: list[str], callers: int) -> float:
    ends = time.perf_counter() + SECONDS
    done = 0

    async def caller(number: int) -> None:
        nonlocal done
        rng = random.Random(number)
        while time.perf_counter() < ends:
            _, saw = await bank.run("createTransfer", system(), _Transfer(*rng.sample(accounts, 2)).work)
            await bank.durable(saw)
            done += 1

    began = time.perf_counter()
    await asyncio.gather(*(caller(number) for number in range(callers)))
    return done / (time.perf_counter() - began)


class _Transfer:
    """One cent from one account to another."""

    def __init__(self, source: str, destination: str) -> None:
        self._source, self._destination = source, destination

    async def work(self, tx: Transaction) -> None:
        call = Call(tx, system())
        made = movements.new_transaction(
            call,
            "TRANSFER",
            "USD",
            1,
            source_account_id=self._source,
            destination_account_id=self._destination,
            status="COMPLETED",
        )
        debit, credit = (customer_deposits(one, "USD") for one in (self._source, self._destination))
        await tx.post(
            Leg(debit, "DEBIT", 1),
            Leg(credit, "CREDIT", 1),
            description=made.transaction_ref,
            transaction_id=made.transaction_id,
        )
        tx.put(made)
        tx.emit("transaction.completed", made)
        identifier = made.transaction_id
        tx.answer(StoredAnswer("bench", identifier, identifier, 202, None, _BODY, None, identifier))


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(Path(sys.argv[1])))))
