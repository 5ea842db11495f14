"""Faults on purpose: deliveries doubled, late, lost or out of order, and all of them there in the end."""

from __future__ import annotations

from typing import Any, NamedTuple

from sandbox.engine.events import StoredEvent
from sandbox.services.webhooks.records import StoredEndpoint
from tests.services.api import Api
from tests.services.builders import make_account
from tests.services.webhooks.conftest import Courier, until
from tests.services.webhooks.receiver import Receiver


class Fault(NamedTuple):
    kind: str
    delay_ms: int = 0


class Script:
    """Gives the first deliveries the faults of a list, one after the other."""

    def __init__(self, *faults: Fault | None) -> None:
        self.faults = [*faults]

    def on_delivery(self, event: StoredEvent, endpoint: StoredEndpoint) -> Fault | None:
        return self.faults.pop(0) if self.faults else None


async def spoiled(courier: Courier, *faults: Fault | None) -> tuple[Receiver, dict[str, Any]]:
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["account.updated"])
    await courier.start(faults=Script(*faults))
    return receiver, endpoint


async def limit(api: Api, account: dict[str, Any], *limits: int) -> None:
    """An event of one resource for each limit."""
    for cents in limits:
        api.ok(await api.patch(f"/accounts/{account['account_id']}", {"daily_limit_cents": cents}))


def limits_before(receiver: Receiver) -> list[int]:
    return [event["previous"]["daily_limit_cents"] for event in receiver.events]


async def test_a_doubled_delivery_comes_twice_with_one_id(courier: Courier) -> None:
    receiver, endpoint = await spoiled(courier, Fault("WEBHOOK_DOUBLED"))
    account = await make_account(courier.api)
    await limit(courier.api, account, 1, 2)
    await until(lambda: len(receiver.received) == 3)
    assert limits_before(receiver) == [account["daily_limit_cents"], account["daily_limit_cents"], 1]
    assert receiver.received[0].event_id == receiver.received[1].event_id
    await courier.idle()
    attempts = await courier.attempts(endpoint)
    assert [one["status"] for one in attempts] == ["DELIVERED"] * 3


async def test_a_late_delivery_waits_in_real_time_and_its_resource_with_it(courier: Courier) -> None:
    receiver, endpoint = await spoiled(courier, Fault("WEBHOOK_LATE", 30_000))
    late, other = await make_account(courier.api), await make_account(courier.api)
    await limit(courier.api, late, 1, 2)
    await limit(courier.api, other, 3)
    await until(lambda: receiver.received)
    await courier.idle()
    assert [event["resource_id"] for event in receiver.events] == [other["account_id"]]
    assert len(await courier.attempts(endpoint, status="PENDING")) == 2
    courier.pass_time(31)
    await until(lambda: len(receiver.received) == 3)
    assert limits_before(receiver)[1:] == [late["daily_limit_cents"], 1]


async def test_a_lost_delivery_is_recorded_and_comes_with_its_next_attempt(courier: Courier) -> None:
    receiver, endpoint = await spoiled(courier, Fault("WEBHOOK_LOST"))
    await limit(courier.api, await make_account(courier.api), 1)
    await courier.idle()
    (failed,) = await courier.attempts(endpoint, status="FAILED")
    assert failed["error"].startswith("Lost on purpose")
    assert failed["response_status"] is None
    assert receiver.received == []
    courier.pass_time(6)
    await until(lambda: len(receiver.received) == 1)
    assert receiver.received[0].event_id == failed["event_id"]


async def test_a_delivery_out_of_order_comes_after_the_next_one(courier: Courier) -> None:
    fault = Fault("WEBHOOK_OUT_OF_ORDER")
    receiver, _ = await spoiled(courier, None, fault, fault, None)
    account = await make_account(courier.api)
    await limit(courier.api, account, 1, 2, 3, 4)
    await until(lambda: len(receiver.received) == 4)
    limits, usual = limits_before(receiver), account["daily_limit_cents"]
    assert sorted(limits) == [1, 2, 3, usual]
    # The third was meant for the same; but somebody has to be sent for the second to come after it.
    assert limits == [usual, 2, 1, 3] or limits == [usual, 2, 3, 1]


async def test_a_delivery_out_of_order_that_nothing_follows_comes_all_the_same(courier: Courier) -> None:
    receiver, _ = await spoiled(courier, Fault("WEBHOOK_OUT_OF_ORDER"))
    await limit(courier.api, await make_account(courier.api), 1)
    await courier.idle()
    assert receiver.received == []
    courier.pass_time(3601)
    await until(lambda: receiver.received)


async def test_a_declared_fault_meets_the_deliveries_of_its_bank(api: Api) -> None:
    receiver = await Receiver().start()
    api.ok(await api.post("/webhook_endpoints", {"url": receiver.url, "event_types": ["account.updated"]}))
    fault = api.ok(
        await api.post(
            "/simulations/faults", {"kind": "WEBHOOK_DOUBLED", "event_type": "account.updated", "remaining": 1}
        )
    )
    account = await make_account(api)
    await limit(api, account, 1, 2)
    await until(lambda: len(receiver.received) == 3)
    assert limits_before(receiver) == [account["daily_limit_cents"], account["daily_limit_cents"], 1]
    shown = api.ok(await api.get(f"/simulations/faults/{fault['fault_id']}"))
    assert (shown["status"], shown["applied_count"]) == ("EXHAUSTED", 1)
    await receiver.close()
