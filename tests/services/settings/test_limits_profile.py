"""The setting `limits.profile`: a bank chooses how strict it is."""

from __future__ import annotations

from tests.services.api import Api


async def test_a_bank_chooses_its_profile(api: Api) -> None:
    reply = await api.put("/settings/limits.profile", {"setting_value": "LAX"})
    assert (reply.status, reply.code) == (422, "setting_invalid")
    api.ok(await api.put("/settings/limits.profile", {"setting_value": "EVERY_TENTH"}))
    statuses = [(await api.get("/customers")).status for _ in range(20)]
    assert statuses.count(429) == 2
    other = await api.another_bank()
    assert {(await other.get("/customers")).status for _ in range(20)} == {200}
