"""Two accounts between which tests of idempotency move money, and what must be true of a replay."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api, Reply
from tests.services.builders import balances, make_account

TRANSFER = "/transactions/transfer"


class Pair:
    """Two accounts, 100.00 USD in the first, and the body of a transfer between them."""

    def __init__(self, source: dict[str, Any], destination: dict[str, Any]) -> None:
        self.source = source
        self.destination = destination

    def body(self, cents: int = 10_00) -> dict[str, Any]:
        return {
            "source_account_id": self.source["account_id"],
            "destination_account_id": self.destination["account_id"],
            "amount_cents": cents,
            "currency": "USD",
        }


async def make_pair(api: Api) -> Pair:
    """A pair with 100.00 USD in the first."""
    return Pair(await make_account(api, cents=100_00), await make_account(api))


async def moved(api: Api, pair: Pair) -> int:
    """What has arrived, once everything has ended; what has left must be the same."""
    await api.settle()
    _, _, left = await balances(api, pair.source)
    _, _, arrived = await balances(api, pair.destination)
    assert left + arrived == 100_00
    return arrived


def is_replay_of(again: Reply, first: Reply) -> bool:
    """The kept answer: same status, body and Location, and said to be one."""
    same = (again.status, again.body, again.headers.get("location"))
    is_marked = again.headers.get("idempotent-replayed") == "true" and "idempotent-replayed" not in first.headers
    return is_marked and same == (first.status, first.body, first.headers.get("location"))


async def made_for(api: Api, pair: Pair, key: str) -> list[Any]:
    found: list[Any] = api.ok(await api.get("/transactions", idempotency_key=key))
    return found
