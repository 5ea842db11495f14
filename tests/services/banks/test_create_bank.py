"""POST, GET, PATCH /banks: new banks, seen and changed."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account, make_customer


async def test_makes_an_empty_bank_with_a_key_of_its_own(api: Api) -> None:
    await make_customer(api)
    reply = await api.post("/banks", {"name": "Second"})
    assert reply.status == 201
    made = reply.body
    assert reply.headers["location"] == f"/v1/banks/{made['bank_id']}"
    assert made["status"] == "ACTIVE"
    assert made["forked_from"] is None
    assert made["clock_mode"] == "RUNNING"
    second = await api.of_bank(made)
    assert api.ok(await second.get("/customers")) == []
    me = api.ok(await second.get("/users/me"))
    assert me["bank_id"] == made["bank_id"]
    assert "platform:admin" not in me["scopes"]
    shown = api.ok(await second.get(f"/banks/{made['bank_id']}"))
    assert "api_key" not in shown
    assert shown["name"] == "Second"


async def test_the_key_is_left_out_of_a_replayed_answer(api: Api) -> None:
    first = api.ok(await api.post("/banks", {"name": "Second"}, key="once"))
    again = api.ok(await api.post("/banks", {"name": "Second"}, key="once"))
    assert "api_key" in first
    assert "api_key" not in again
    assert again["bank_id"] == first["bank_id"]
    assert len(api.ok(await api.get("/banks"))) == 2


async def test_begins_where_and_as_it_is_told(api: Api) -> None:
    body = {"name": "Past", "starts_at": "2001-02-03T04:05:06Z", "seed": "42", "country": "DE", "home_currency": "EUR"}
    made = api.ok(await api.post("/banks", body))
    assert made["now"] == "2001-02-03T04:05:06Z"
    assert made["clock_mode"] == "FROZEN"
    assert made["seed"] == "42"
    past = await api.of_bank(made)
    clock = api.ok(await past.get("/simulations/clock"))
    assert (clock["now"], clock["mode"]) == ("2001-02-03T04:05:06Z", "FROZEN")
    assert api.ok(await past.get("/settings/bank.country"))["setting_value"] == "DE"
    account = await make_account(past, currency="EUR")
    assert account["account_type"] == "CHECKING"


async def test_the_same_seed_and_script_give_the_same_ids(api: Api) -> None:
    body = {"name": "Seeded", "starts_at": "2026-01-01T00:00:00Z", "seed": "7"}
    ids = []
    for _ in range(2):
        bank = await api.of_bank(api.ok(await api.post("/banks", body)))
        customer = await make_customer(bank)
        ids.append(customer["customer_id"])
    assert ids[0] == ids[1]


async def test_a_bank_of_another_organization_needs_the_operator(api: Api) -> None:
    other = api.ok(await api.post("/organizations", {"name": "Other", "type": "FINTECH"}))
    made = api.ok(await api.post("/banks", {"name": "Theirs", "organization_id": other["organization_id"]}))
    assert made["organization_id"] == other["organization_id"]
    theirs = await api.of_bank(made)
    assert [bank["bank_id"] for bank in api.ok(await theirs.get("/banks"))] == [made["bank_id"]]
    mine = api.ok(await api.get("/users/me"))["organization_id"]
    refused = await theirs.post("/banks", {"name": "Not theirs", "organization_id": mine})
    assert (refused.status, refused.code) == (403, "insufficient_scope")


async def test_refuses_a_currency_that_does_not_exist_and_a_seed_that_is_too_large(api: Api) -> None:
    reply = await api.post("/banks", {"name": "X", "home_currency": "ZZZ"})
    assert (reply.status, reply.code) == (422, "currency_not_supported")
    reply = await api.post("/banks", {"name": "X", "seed": str(2**256)})
    assert (reply.status, reply.code) == (400, "invalid_field")
    assert len(api.ok(await api.get("/banks"))) == 1
    assert not [*(api.world.path / "banks").glob("*.new")]


async def test_refuses_more_banks_than_the_quota(api: Api, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sandbox.services.banks.operations.MOST_BANKS", 2)
    api.ok(await api.post("/banks", {"name": "Second"}))
    reply = await api.post("/banks", {"name": "Third"})
    assert (reply.status, reply.code) == (422, "bank_quota_exceeded")


async def test_is_renamed(api: Api) -> None:
    path = f"/banks/{api.bank.bank_id}"
    renamed = api.ok(await api.patch(path, {"name": "New name", "metadata": {"team": "A"}}))
    assert (renamed["name"], renamed["metadata"]) == ("New name", {"team": "A"})


async def test_banks_of_others_are_not_found(api: Api) -> None:
    stranger = await api.another_bank()
    for method, path in (("GET", ""), ("GET", "/export"), ("POST", "/fork"), ("POST", "/reset"), ("DELETE", "")):
        reply = await stranger.request(method, f"/banks/{api.bank.bank_id}{path}")
        assert (reply.status, reply.code) == (404, "not_found")
