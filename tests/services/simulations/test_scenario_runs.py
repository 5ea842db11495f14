"""Runs of scenarios: kept, listed, the same again, across crashes, one at a time, for whom they are."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any

from sandbox.engine.clock import to_datetime
from sandbox.host import Host
from tests.services.api import START, Api, World
from tests.services.simulations.scenario_runs import ACCOUNT, MONEY, PERSON, ask, completed, played, run_shipped


# Runs --------------------------------------------------------------------------------------------
async def test_lists_runs_newest_first_and_by_status(api: Api) -> None:
    good = await completed(api, "", PERSON)
    bad = await played(api, "- expect_event: account.closed")
    assert api.ok(await api.get("/simulations/scenario_runs")) == [bad, good]
    assert api.ok(await api.get("/simulations/scenario_runs", status="COMPLETED")) == [good]
    assert api.ok(await api.get("/simulations/scenario_runs", status="FAILED", limit=1)) == [bad]
    assert api.ok(await api.get(f"/simulations/scenario_runs/{good['scenario_run_id']}")) == good
    reply = await (await api.another_bank()).get(f"/simulations/scenario_runs/{good['scenario_run_id']}")
    assert (reply.status, reply.code) == (404, "not_found")


async def test_the_same_key_starts_one_run(api: Api) -> None:
    body = {"definition": f"name: twice\nsteps:\n{PERSON}"}
    first = await api.post("/simulations/scenario_runs", body, key="once")
    again = await api.post("/simulations/scenario_runs", body, key="once")
    assert first.body == again.body
    assert (first.body["scenario"], first.body["status"], first.body["steps"]) == ("twice", "PENDING", [])
    await api.settle()
    assert len(api.ok(await api.get("/simulations/scenario_runs"))) == 1


async def test_the_same_scenario_on_the_same_seed_gives_the_same_ids(tmp_path: Path) -> None:
    runs = []
    for name in ("one", "two"):
        api = await Api.open(tmp_path / name)
        run = await run_shipped(api, "payday")
        events = [api.ok(await api.get("/events", limit=100, order="asc", page=page)) for page in (1, 2)]
        runs.append((run, events))
        await api.world.close()
    assert runs[0] == runs[1]


async def test_a_crash_between_any_two_rows_changes_nothing(tmp_path: Path) -> None:
    api = await Api.open(tmp_path / "data")
    definition = f"steps:\n{MONEY}\n  - advance: P1D\n  - expect_event: transaction.completed\n"
    async with api.bank._queue:
        asked = api.ok(await api.post("/simulations/scenario_runs", {"definition": definition}))
        copies = 0
        is_moving = True
        while is_moving:
            await api.bank.durable()
            shutil.copytree(api.world.path, tmp_path / f"crash{copies}")
            copies += 1
            effect = await api.bank.store.next_effect()
            if effect is not None and effect.due_us <= api.bank.clock.now_us():
                await api.bank._fire(effect)
            else:
                is_moving = await api.bank._move_on(None if effect is None else effect.due_us)
    path = f"/simulations/scenario_runs/{asked['scenario_run_id']}"
    wanted = api.ok(await api.get(path))
    assert wanted["status"] == "COMPLETED"
    token = api.token
    await api.world.close()
    assert copies > 20
    for number in range(copies):
        assert await _outcome(tmp_path / f"crash{number}", token, path) == wanted, number


async def _outcome(directory: Path, token: str | None, path: str) -> Any:
    """A run as it ends in a bank that was opened on what a crash left."""
    host = await Host.open(directory)
    assert token is not None
    caller = await host.authenticate(token)
    api = Api(World(host, directory), await host.bank(caller, "bank"), token)
    await api.settle()
    run = api.ok(await api.get(path))
    await api.world.close()
    return run


# Who may, and when -------------------------------------------------------------------------------
async def test_needs_the_scopes_of_its_operations_and_of_what_it_reads(api: Api) -> None:
    few = await api.with_scopes("simulations:write", "simulations:read", "customers:write")
    steps = """
    - {do: updateAccount, with: {account_id: '${account}', nickname: '${ada.first_name}'}}
    - expect_event: account.opened
    """
    reply = await ask(few, steps, ACCOUNT)
    assert (reply.status, reply.code) == (403, "insufficient_scope")
    assert reply.body["detail"] == "Playing this needs the scope accounts:write, customers:read, events:read."
    assert api.ok(await api.get("/simulations/scenario_runs")) == []
    await completed(few, "", PERSON)
    reply = await (await api.with_scopes("simulations:read", "customers:write")).post("/simulations/scenario_runs", {})
    assert (reply.status, reply.code) == (403, "insufficient_scope")


async def test_one_at_a_time_and_nobody_else_moves_the_clock_meanwhile(api: Api) -> None:
    async with api.bank._queue:
        api.ok(await api.post("/simulations/scenario_runs", {"scenario": "payday"}))
        for path, body in (
            ("scenario_runs", {"scenario": "payday"}),
            ("events/account.opened/trigger", None),
            ("clock/advance", {"by": "P1D"}),
            ("clock/run", None),
        ):
            reply = await api.post(f"/simulations/{path}", body)
            assert (reply.status, reply.code) == (409, "clock_move_in_progress"), path
    await api.settle()
    assert [run["status"] for run in api.ok(await api.get("/simulations/scenario_runs"))] == ["COMPLETED"]


async def test_of_two_runs_at_once_one_is_refused(api: Api) -> None:
    asked = [api.post("/simulations/scenario_runs", {"scenario": "payday"}) for _ in range(2)]
    replies = await asyncio.gather(*asked)
    assert sorted(reply.status for reply in replies) in ([202, 202], [202, 409])
    await api.settle()
    runs = api.ok(await api.get("/simulations/scenario_runs"))
    assert {run["status"] for run in runs} == {"COMPLETED"}


async def test_a_run_whose_advance_is_cancelled_waits_until_the_clock_gets_there(api: Api) -> None:
    async with api.bank._queue:
        asked = api.ok(await api.post("/simulations/scenario_runs", {"definition": "steps: [{advance: P1D}]"}))
        due_us = await api.bank._run_due()
        while (clock := api.ok(await api.get("/simulations/clock")))["clock_move_id"] is None:
            await api.bank._move_on(due_us)
            due_us = await api.bank._run_due()
        api.ok(await api.post(f"/simulations/clock/moves/{clock['clock_move_id']}/cancel"))
    await api.settle()
    path = f"/simulations/scenario_runs/{asked['scenario_run_id']}"
    waiting = api.ok(await api.get(path))
    assert (waiting["status"], waiting["steps"][0]["status"]) == ("PENDING", "PENDING")
    assert to_datetime(api.bank.clock.now_us()) < to_datetime(START + 86_400_000_000)
    await api.advance(days=1)
    assert api.ok(await api.get(path))["status"] == "COMPLETED"


async def test_requests_are_served_while_a_run_is_played(api: Api) -> None:
    steps = f"{PERSON}\n  - {{advance: PT1S, repeat: 500}}\n"
    asked = api.ok(await api.post("/simulations/scenario_runs", {"definition": f"steps:\n{steps}"}))
    path = f"/simulations/scenario_runs/{asked['scenario_run_id']}"
    seen = set()
    while (run := api.ok(await api.get(path)))["status"] == "PENDING":
        seen.add(len(run["steps"]))
    assert len(run["steps"]) == 501
    assert len(seen) > 3


async def test_refuses_what_is_not_shipped_and_what_is_no_request(api: Api) -> None:
    reply = await api.post("/simulations/scenario_runs", {"scenario": "paydays"})
    assert (reply.status, reply.code) == (422, "unknown_scenario")
    assert reply.body["detail"] == "No shipped scenario is called 'paydays'. Do you mean 'payday'?"
    for body in ({}, {"scenario": "payday", "definition": "steps: []"}):
        reply = await api.post("/simulations/scenario_runs", body)
        assert (reply.status, reply.code) == (400, "invalid_field")
