"""GET /events/{eventId}."""

from __future__ import annotations

from tests.services.api import Api
from tests.services.builders import make_account


async def test_an_event_is_the_same_alone_and_in_the_list(api: Api) -> None:
    account = await make_account(api)
    [listed] = await api.events("account.opened")
    assert listed["resource_id"] == account["account_id"]
    assert api.ok(await api.get(f"/events/{listed['event_id']}")) == listed


async def test_an_event_does_not_change_with_its_resource(api: Api) -> None:
    account = await make_account(api)
    [opened] = await api.events("account.opened")
    api.ok(await api.post(f"/accounts/{account['account_id']}/close"))
    assert api.ok(await api.get(f"/events/{opened['event_id']}")) == opened
    assert opened["data"]["status"] == "ACTIVE"


async def test_an_unknown_event_is_not_found(api: Api) -> None:
    account = await make_account(api)
    for identifier in ("evt_none", account["account_id"], "x"):
        reply = await api.get(f"/events/{identifier}")
        assert (reply.status, reply.code) == (404, "not_found")
