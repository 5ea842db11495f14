"""GET /verifications/{verificationId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.kyc.papers import verification_of


async def test_shows_a_verification_with_its_checks(api: Api) -> None:
    customer = await make_customer(api)
    listed = await verification_of(api, customer)
    verification = api.ok(await api.get(f"/verifications/{listed['verification_id']}"))
    assert verification == listed
    assert verification["checks"][0] == {"check_type": "IDENTITY", "status": "PASSED", "reason": None}
    assert verification["completed_at"] == "2026-01-15T09:30:00Z"


async def test_refuses_an_unknown_one(api: Api) -> None:
    customer = await make_customer(api)
    assert (await api.get("/verifications/ver_none")).code == "not_found"
    assert (await api.get(f"/verifications/{customer['customer_id']}")).code == "not_found"
