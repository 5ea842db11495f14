"""POST, GET, PATCH, DELETE /customers/{customerId}/owners."""

from __future__ import annotations

from typing import Any

from tests.services.api import Api
from tests.services.builders import make_business, make_customer


def owner(bps: int, **overrides: Any) -> dict[str, Any]:
    return {"name": "Mary Somerville", "date_of_birth": "1980-12-26", "ownership_bps": bps, **overrides}


async def test_owners_of_a_business_are_added_changed_and_removed(api: Api) -> None:
    business = await make_business(api)
    path = f"/customers/{business['customer_id']}/owners"
    first = api.ok(await api.post(path, owner(6_000, is_control_person=True)))
    second = api.ok(await api.post(path, owner(4_000, name="John Herschel")))
    assert [one["owner_id"] for one in api.ok(await api.get(path))] == [second["owner_id"], first["owner_id"]]
    changed = api.ok(await api.patch(f"{path}/{second['owner_id']}", {"ownership_bps": 1_000}))
    assert (changed["ownership_bps"], changed["name"]) == (1_000, "John Herschel")
    reply = await api.delete(f"{path}/{first['owner_id']}")
    assert (reply.status, reply.body) == (204, None)
    assert [one["owner_id"] for one in api.ok(await api.get(path))] == [second["owner_id"]]
    assert (await api.delete(f"{path}/{first['owner_id']}")).code == "not_found"


async def test_shares_never_make_more_than_the_whole(api: Api) -> None:
    business = await make_business(api)
    path = f"/customers/{business['customer_id']}/owners"
    api.ok(await api.post(path, owner(7_000)))
    reply = await api.post(path, owner(3_001))
    assert (reply.status, reply.code) == (422, "ownership_over_100_percent")
    second = api.ok(await api.post(path, owner(3_000)))
    reply = await api.patch(f"{path}/{second['owner_id']}", {"ownership_bps": 3_001})
    assert reply.code == "ownership_over_100_percent"
    api.ok(await api.patch(f"{path}/{second['owner_id']}", {"ownership_bps": 3_000, "name": "J"}))


async def test_a_person_has_no_owners(api: Api) -> None:
    person = await make_customer(api)
    reply = await api.post(f"/customers/{person['customer_id']}/owners", owner(1))
    assert (reply.status, reply.code) == (422, "not_a_business")


async def test_a_suspended_business_gets_no_new_owner(api: Api) -> None:
    business = await make_business(api)
    api.ok(await api.post(f"/customers/{business['customer_id']}/suspend"))
    reply = await api.post(f"/customers/{business['customer_id']}/owners", owner(1))
    assert reply.code == "customer_not_active"


async def test_an_owner_of_another_business_is_not_found(api: Api) -> None:
    one, other = await make_business(api), await make_business(api)
    made = api.ok(await api.post(f"/customers/{one['customer_id']}/owners", owner(1)))
    path = f"/customers/{other['customer_id']}/owners/{made['owner_id']}"
    assert (await api.patch(path, {"name": "X"})).code == "not_found"
    assert (await api.delete(path)).code == "not_found"
