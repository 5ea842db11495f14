"""GET /verifications."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer


async def test_lists_the_newest_first_and_pages_by_cursor(api: Api) -> None:
    customers = [await make_customer(api) for _ in range(3)]
    first = await api.get("/verifications", limit=2)
    following = first.headers["link"].partition("<")[2].partition(">")[0].removeprefix("/v1")
    second = await api.get(following)
    found = [one["customer_id"] for one in [*api.ok(first), *api.ok(second)]]
    assert found == [customer["customer_id"] for customer in reversed(customers)]
    assert "link" not in second.headers


async def test_filters_by_customer_and_status(api: Api) -> None:
    verified = await make_customer(api)
    in_review = await make_customer(api, last_name="Hopper Review")
    found = api.ok(await api.get("/verifications", status="IN_REVIEW"))
    assert [one["customer_id"] for one in found] == [in_review["customer_id"]]
    identifier = verified["customer_id"]
    assert len(api.ok(await api.get("/verifications", customer_id=identifier, status="VERIFIED"))) == 1
    assert api.ok(await api.get("/verifications", customer_id=identifier, status="IN_REVIEW")) == []


async def test_finds_the_one_a_key_started(api: Api) -> None:
    customer = await make_customer(api)
    body = {"customer_id": customer["customer_id"]}
    started = api.ok(await api.post("/verifications", body, key="verify-2"))
    (found,) = api.ok(await api.get("/verifications", idempotency_key="verify-2"))
    assert found["verification_id"] == started["verification_id"]
    assert api.ok(await api.get("/verifications", idempotency_key="other")) == []
