"""/simulations/events/{eventType}/trigger: every event that a bank's own operations make can be made to happen."""

from __future__ import annotations

import pytest

from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.world.scenarios import shipped
from tests.services.api import Api
from tests.services.simulations import scenario_runs as scenario_runs

PLATFORM = ("organization.", "team_member.", "api_key.", "bank.")
NOT_TRIGGERABLE = (*PLATFORM, "account.reconciliation_failed", "webhook_endpoint.disabled")
TRIGGERABLE = sorted(one for one in EVENT_TYPES if not one.startswith(NOT_TRIGGERABLE))


@pytest.mark.parametrize("event_type", TRIGGERABLE)
async def test_triggers(api: Api, event_type: str) -> None:
    for times in (1, 2):
        reply = await api.post(f"/simulations/events/{event_type}/trigger", Prefer="wait=20")
        assert reply.status == 202
        run = reply.body
        assert (run["scenario"], run["status"], run["failure"]) == (event_type, "COMPLETED", None)
        assert len(await api.events(event_type)) >= times
    assert api.ok(await api.get("/simulations/effects", status="PARKED")) == []


@pytest.mark.parametrize("event_type", sorted({*EVENT_TYPES} - {*TRIGGERABLE}))
async def test_says_why_the_others_are_not_made_here(api: Api, event_type: str) -> None:
    reply = await api.post(f"/simulations/events/{event_type}/trigger")
    assert (reply.status, reply.code) == (422, "event_not_triggerable")
    assert reply.body["detail"].endswith(".")


async def test_refuses_what_is_no_event(api: Api) -> None:
    reply = await api.post("/simulations/events/account.open/trigger")
    assert (reply.status, reply.code) == (422, "unknown_event_type")
    assert reply.body["detail"] == "There is no event type 'account.open'. Do you mean 'account.opened'?"


async def test_needs_the_scopes_of_its_path(api: Api) -> None:
    few = await api.with_scopes("simulations:write", "customers:write")
    reply = await few.post("/simulations/events/account.opened/trigger")
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    assert reply.body["detail"] == "Playing this needs the scope accounts:write, events:read."
    reply = await (await api.with_scopes("accounts:write")).post("/simulations/events/account.opened/trigger")
    assert (reply.status, reply.code) == (403, "insufficient_scope")


async def test_fails_when_the_event_does_not_come(api: Api) -> None:
    api.ok(await api.put("/settings/fraud.medium_amount_cents", {"setting_value": "100000000"}))
    reply = await api.post("/simulations/events/transaction.approval_required/trigger", Prefer="wait=20")
    assert reply.body["status"] == "FAILED"
    assert "found none since the run began" in reply.body["failure"]


def test_every_event_type_has_a_trigger_or_a_reason() -> None:
    for event_type in TRIGGERABLE:
        assert shipped.trigger(event_type).steps[-1].event_type == event_type
