"""A bank that lives ninety days under random work and declared faults, twice, to the same canonical export.

The script follows from one seed: customers, accounts, transfers, deposits, cheques that clear or come back,
withdrawals, fees, holds, reversals, documents, and a day at a time. Some requests are refused on purpose and
some answers are lost on purpose; each is sent again with its key. The second life is also interrupted: the
server ends and starts again in between. Afterwards the books prove themselves. See: services/banks/canonical.py.
"""

from __future__ import annotations

import os
import random
import secrets
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sandbox.host import Host
from tests.services.api import Api, Reply

DAYS = 90
IS_LONG = bool(os.environ.get("SANDBANK_LONG"))
A_DAY = 100 if IS_LONG else 12
AGAIN = "SANDBANK_SEED={seed} python -m pytest -q tests/faults/test_ninety_days.py"
FAULTS = (
    {"kind": "ERROR", "operation_id": "createTransfer", "status_code": 503, "rate_bps": 1_500},
    {"kind": "ERROR", "status_code": 429, "rate_bps": 200},
    {"kind": "TIMEOUT_AFTER_COMMIT", "delay_ms": 0, "rate_bps": 1_000},
    {"kind": "LATENCY", "delay_ms": 1, "rate_bps": 500},
)


class Life:
    """One bank and the script that it lives through."""

    def __init__(self, home: Api, bank: Api, seed: int) -> None:
        self.home = home
        self.bank = bank
        self.seed = seed
        self.done: Counter[str] = Counter()
        self._random = random.Random(seed)
        self._number = 0
        self._customers: list[str] = []
        self._accounts: list[str] = []
        self._movements: list[str] = []
        self._holds: list[str] = []
        self._cheques: list[str] = []
        self._suspended: str | None = None
        self.ways: dict[str, Callable[[], Any]] = {
            "customer": self._customer,
            "account": self._account,
            "transfer": self._transfer,
            "deposit": self._deposit,
            "cheque": self._cheque,
            "cheque_returned": self._cheque_returned,
            "withdrawal": self._withdrawal,
            "fee": self._fee,
            "hold": self._hold,
            "hold_ended": self._hold_ended,
            "reversal": self._reversal,
            "document": self._document,
            "suspension": self._suspension,
        }

    @classmethod
    async def begin(cls, home: Api, seed: int) -> Life:
        """A bank of this seed with its faults declared."""
        body = {"name": "Ninety days", "seed": str(seed), "starts_at": "2026-01-15T09:30:00Z"}
        life = cls(home, await home.of_bank(home.ok(await home.post("/banks", body))), seed)
        for fault in FAULTS:
            home.ok(await life.bank.post("/simulations/faults", fault))
        for _ in range(3):
            await life._customer()
            await life._account()
        return life

    async def live(self, days: int) -> None:
        """So many days, each with some work and its night."""
        names, weights = [*self.ways], (2, 4, 30, 14, 5, 3, 10, 4, 10, 9, 4, 2, 2)
        for _ in range(days):
            for way in self._random.choices(names, weights, k=A_DAY):
                await self.ways[way]()
                await self.bank.settle()
            await self._night()

    async def restart(self) -> None:
        """The server ends and starts again."""
        world = self.home.world
        await world.host.close()
        world.host = await Host.open(world.path)
        world.pipeline._host = world.host  # type: ignore[attr-defined]
        world.pipeline._recorder = world.host.recorder  # type: ignore[attr-defined]
        for api in (self.home, self.bank):
            api.bank = await world.host.directory.open_bank(api.bank.bank_id)

    async def export(self) -> bytes:
        """The bank as lines."""
        reply = await self.home.get(f"/banks/{self.bank.bank.bank_id}/export", format="CANONICAL")
        assert reply.status == 200, reply
        content: bytes = reply.body
        return content

    # What happens on a day -----------------------------------------------------------------------
    async def _night(self) -> None:
        hours = self._random.randint(20, 28)
        reply = await self._insist("/simulations/clock/advance", {"by": f"PT{hours}H"}, Prefer="wait=30")
        assert reply.status == 202, reply
        await self.bank.settle()

    async def _insist(self, path: str, body: Any = None, **headers: str) -> Reply:
        """The same request with the same key, until a fault neither refuses it nor loses its answer."""
        self._number += 1
        while True:
            reply = await self.bank.post(path, body, key=f"day-{self._number}", **headers)
            if reply.code not in ("overloaded", "rate_limited", "answer_lost"):
                return reply
            assert "sandbank-fault" in reply.headers
            self.done[f"fault:{reply.code}"] += 1

    async def _do(self, way: str, path: str, body: Any = None) -> Any:
        reply = await self._insist(path, body)
        assert reply.status < 300 or reply.status in (409, 422), (path, body, reply)
        self.done[way if reply.status < 300 else f"refused:{reply.code}"] += 1
        return reply.body if reply.status < 300 else None

    async def _customer(self) -> None:
        number = len(self._customers)
        body = {
            "customer_type": "INDIVIDUAL",
            "first_name": self._random.choice(("Ada", "Grace", "Mary", "Emmy")),
            "last_name": f"Person{number}",
            "email": f"person{number}@example.com",
            "date_of_birth": f"19{self._random.randint(40, 99)}-06-15",
        }
        made = await self._do("customer", "/customers", body)
        self._customers.append(made["customer_id"])
        await self.bank.settle()

    async def _account(self) -> None:
        kind = self._random.choice(("CHECKING", "SAVINGS"))
        body = {"customer_id": self._random.choice(self._customers), "account_type": kind, "currency": "USD"}
        made = await self._do("account", "/accounts", body)
        if made is not None:
            self._accounts.append(made["account_id"])

    def _amount(self) -> dict[str, Any]:
        cents = self._random.choice((1, 999, 10_00, 250_00, 4_000_00)) * self._random.randint(1, 9)
        return {"amount_cents": cents, "currency": "USD"}

    def _one(self) -> dict[str, Any]:
        return {"account_id": self._random.choice(self._accounts), **self._amount()}

    async def _money(self, way: str, path: str, body: dict[str, Any]) -> Any:
        made = await self._do(way, path, body)
        if made is not None:
            self._movements.append(made["transaction_id"])
        return made

    async def _transfer(self) -> None:
        source, destination = self._random.sample(self._accounts, 2)
        body = {"source_account_id": source, "destination_account_id": destination, **self._amount()}
        await self._money("transfer", "/transactions/transfer", body)

    async def _deposit(self) -> None:
        await self._money("deposit", "/transactions/deposit", {**self._one(), "method": "CASH"})

    async def _cheque(self) -> None:
        made = await self._money("cheque", "/transactions/deposit", {**self._one(), "method": "CHEQUE"})
        if made is not None:
            self._cheques.append(made["transaction_id"])

    async def _cheque_returned(self) -> None:
        if self._cheques:
            cheque = self._cheques.pop(self._random.randrange(len(self._cheques)))
            await self._do("cheque_returned", f"/simulations/deposits/{cheque}/return")

    async def _withdrawal(self) -> None:
        await self._money("withdrawal", "/transactions/withdrawal", {**self._one(), "method": "ATM"})

    async def _fee(self) -> None:
        await self._money("fee", "/transactions/fee", {**self._one(), "description": "Fee"})

    async def _hold(self) -> None:
        made = await self._do("hold", "/holds", self._one())
        if made is not None:
            self._holds.append(made["hold_id"])

    async def _hold_ended(self) -> None:
        if self._holds:
            hold = self._holds.pop(self._random.randrange(len(self._holds)))
            way = self._random.choice(("capture", "release"))
            await self._do(f"hold_{way}d", f"/holds/{hold}/{way}")

    async def _reversal(self) -> None:
        if self._movements:
            await self._do("reversal", f"/transactions/{self._random.choice(self._movements)}/reverse")

    async def _document(self) -> None:
        body = {
            "customer_id": self._random.choice(self._customers),
            "document_type": "ID",
            "file_name": "id.txt",
            "content_type": "text/plain",
            "content": "dGVzdA==",
        }
        await self._do("document", "/documents", body)

    async def _suspension(self) -> None:
        if self._suspended is None:
            self._suspended = self._random.choice(self._accounts)
            await self._do("suspend", f"/accounts/{self._suspended}/suspend")
        else:
            await self._do("reactivate", f"/accounts/{self._suspended}/reactivate")
            self._suspended = None


def difference(one: bytes, other: bytes) -> str:
    """The first lines that are not the same."""
    pairs = zip(one.splitlines(), other.splitlines(), strict=False)
    found = [f"{left.decode()}\n{right.decode()}" for left, right in pairs if left != right]
    return "\n\n".join(found[:3]) or "one is longer"


@pytest.fixture
def seed() -> int:
    chosen = int(os.environ.get("SANDBANK_SEED") or (secrets.randbelow(10**9) if IS_LONG else 4711))
    print(f"\nThe same again: {AGAIN.format(seed=chosen)}")
    return chosen


async def test_a_bank_that_lives_ninety_days_twice_is_the_same_bank(tmp_path: Path, seed: int) -> None:
    home = await Api.open(tmp_path / "data")
    try:
        first = await Life.begin(home, seed)
        await first.live(DAYS)
        second = await Life.begin(home, seed)
        rng = random.Random(f"{seed}/restarts")
        parts = sorted(rng.sample(range(1, DAYS), 3))
        for begins, ends in zip([0, *parts], [*parts, DAYS], strict=True):
            await second.live(ends - begins)
            await second.restart()
        first.bank.bank = await home.world.host.directory.open_bank(first.bank.bank.bank_id)
        exports = [await life.export() for life in (first, second)]
        assert exports[0] == exports[1], f"{AGAIN.format(seed=seed)}\n{difference(*exports)}"
        assert first.done == second.done
        print(f"{len(exports[0].splitlines())} lines; {dict(sorted(first.done.items()))}")
        # What was to be met was met.
        assert {"transfer", "cheque_returned", "hold_captured", "reversal", "document"} <= set(first.done)
        assert {"refused:insufficient_funds", "fault:overloaded", "fault:answer_lost"} <= set(first.done)
        other = await Life.begin(home, seed + 1)
        await other.live(2)
        assert await other.export() not in exports
    finally:
        await home.world.close()
