"""Deliveries when the bank's log is made anew: a restore takes events away, and others come in their place."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.webhooks.conftest import Courier, until


async def restored(api: Api, snapshot: dict[str, str]) -> Api:
    """The same caller on the bank as it was."""
    path = f"/banks/{api.bank.bank_id}/restore"
    api.ok(await api.post(path, {"snapshot_id": snapshot["snapshot_id"]}))
    bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    return Api(api.world, bank, api.token)


async def test_after_a_restore_what_happens_anew_is_delivered_and_nothing_twice(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    await courier.endpoint(receiver, event_types=["customer.created"])
    first = await make_customer(api)
    snapshot = api.ok(await api.post(f"/banks/{api.bank.bank_id}/snapshots"))
    second = await make_customer(api)
    await until(lambda: len(receiver.received) == 2)
    await courier.idle()
    courier.api = again = await restored(api, snapshot)
    await courier.start()
    third = await make_customer(again)
    await until(lambda: len(receiver.received) == 3)
    await courier.idle()
    assert [event["resource_id"] for event in receiver.events] == [
        customer["customer_id"] for customer in (first, second, third)
    ]


async def test_after_a_restore_what_waited_is_delivered_as_far_as_it_ever_happened(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver(lambda _: 500)
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    kept = await make_customer(api)
    snapshot = api.ok(await api.post(f"/banks/{api.bank.bank_id}/snapshots"))
    await make_customer(api)
    await until(lambda: len(receiver.received) == 2)
    await courier.idle()
    courier.api = await restored(api, snapshot)
    await courier.start()
    await courier.idle()
    receiver.answer = lambda _: 200
    courier.pass_time(6)
    await until(lambda: len(receiver.received) == 3)
    await courier.idle()
    assert receiver.events[2]["resource_id"] == kept["customer_id"]
    assert len(receiver.received) == 3
    assert await courier.attempts(endpoint, status="PENDING") == []
    tried = await courier.attempts(endpoint, status="FAILED", order="asc")
    assert [one["request_body"] is None for one in tried] == [False, True]


async def test_an_endpoint_that_a_restore_takes_away_gets_nothing_more(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    other = await courier.receiver()
    await courier.endpoint(other, event_types=["customer.created"])
    snapshot = api.ok(await api.post(f"/banks/{api.bank.bank_id}/snapshots"))
    await courier.endpoint(receiver, event_types=["customer.created"])
    courier.api = again = await restored(api, snapshot)
    await courier.start()
    await make_customer(again)
    await until(lambda: len(other.received) == 1)
    await courier.idle()
    assert receiver.received == []


async def test_an_endpoint_that_a_restore_disables_again_begins_with_its_new_enabling(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}"
    api.ok(await api.patch(path, {"status": "DISABLED"}))
    snapshot = api.ok(await api.post(f"/banks/{api.bank.bank_id}/snapshots"))
    api.ok(await api.patch(path, {"status": "ENABLED"}))
    await make_customer(api)
    await until(lambda: len(receiver.received) == 1)
    courier.api = again = await restored(api, snapshot)
    await courier.start()
    await make_customer(again)
    assert again.ok(await again.get(path))["status"] == "DISABLED"
    again.ok(await again.patch(path, {"status": "ENABLED"}))
    wanted = await make_customer(again)
    await until(lambda: len(receiver.received) == 2)
    await courier.idle()
    assert receiver.events[-1]["resource_id"] == wanted["customer_id"]
    assert len(receiver.received) == 2
