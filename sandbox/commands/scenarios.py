"""`sandbank trigger` and `sandbank scenario`: make an event happen, or play a whole story.

Both are runs of a scenario: steps that are operations, moves of the clock and assertions. Each step is told
as it is done; a run that fails exits 1 and says why.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sandbox.commands.connection import Connection, content, listed, open_bank, open_home
from sandbox.commands.options import SubParsers, add_command, add_group, completes_files, identifier
from sandbox.commands.output import Output
from sandbox.commands.refusals import FOUND, OK, CannotDo
from sandbox.commands.waiting import until_over

_MARKS = {"COMPLETED": ("✓", "green"), "FAILED": ("✗", "red")}


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    trigger = add_command(commands, "trigger", _trigger, help="make an event of a type happen")
    trigger.add_argument(
        "event_type", nargs="?", type=identifier, metavar="EVENT", help="its type, such as transaction.completed"
    )
    trigger.add_argument("--list", action="store_true", help="list the types of events")
    _, group = add_group(commands, "scenario", help="play a story: steps, moves of the clock, assertions")
    add_command(group, "list", _list, help="list the scenarios that are shipped")
    run = add_command(group, "run", _run, help="play one")
    what = run.add_argument("scenario", metavar="NAME|FILE.yaml", help="a shipped one by name, or a file of your own")
    completes_files(what)


def _trigger(options: argparse.Namespace) -> int:
    if options.list:
        return _event_types(options)
    if options.event_type is None:
        raise CannotDo("Name a type of event; `sandbank trigger --list` shows them.")
    bank = open_bank(options)
    return _follow(options, bank, content(bank.sdk.simulations.with_raw_response.trigger_event(options.event_type)))


def _event_types(options: argparse.Namespace) -> int:
    home, out = open_home(options), Output(options)
    answer = home.http.get(f"{home.base_url}/openapi.json")
    try:
        webhooks = answer.json()["webhooks"]
    except (ValueError, KeyError, TypeError):
        raise CannotDo("There is no contract at that address: is it a Sandbank's?") from None
    found = [{"type": name, "summary": event["post"].get("summary", "")} for name, event in webhooks.items()]
    if out.is_json:
        out.document(found)
    out.table(("EVENT", "WHAT HAPPENED"), [(one["type"], one["summary"]) for one in found], empty="There are none.")
    return OK


def _list(options: argparse.Namespace) -> int:
    out = Output(options)
    found = list(listed(open_bank(options).sdk.simulations.with_raw_response.list_scenarios))
    if out.is_json:
        out.document(found)
    rows = [(one["name"], one["step_count"], one["title"]) for one in found]
    out.table(("NAME", "STEPS", "WHAT HAPPENS"), rows, empty="No scenario is shipped.")
    return OK


def _run(options: argparse.Namespace) -> int:
    path = Path(options.scenario)
    if path.suffix in (".yaml", ".yml"):
        if not path.is_file():
            raise CannotDo(f"There is no file {path}.")
        what: dict[str, Any] = {"definition": path.read_text(encoding="utf-8")}
    else:
        what = {"scenario": options.scenario}
    bank = open_bank(options)
    return _follow(options, bank, content(bank.sdk.simulations.with_raw_response.run_scenario(**what)))


def _follow(options: argparse.Namespace, bank: Connection, run: dict[str, Any]) -> int:
    """Tell each step once it is over, then the end. Gives the exit code."""
    out = Output(options)
    told = 0

    def show(now: dict[str, Any]) -> None:
        nonlocal told
        for step in now["steps"][told:]:
            if step["status"] == "PENDING":
                break
            mark, style = _MARKS.get(step["status"], ("·", None))
            parts = (mark, f"{step['number']:>3}", step["action"], step["detail"], step["resource_id"])
            out.say("  ".join(part for part in parts if part), style)
            told += 1

    raw = bank.sdk.simulations.with_raw_response
    run = until_over(run, lambda: content(raw.get_scenario_run(run["scenario_run_id"])), show)
    is_well = run["status"] == "COMPLETED"
    if out.is_json:
        out.document(run)
    for name, bound in run["bindings"].items() if is_well else ():
        out.say(f"{name} = {bound}")
    out.say(f"{run['scenario']} is done." if is_well else f"{run['scenario']} failed: {run['failure']}")
    return OK if is_well else FOUND
