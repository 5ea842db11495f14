"""The tables of the documentation that follow from the contract and the code: `TABLES` by the name a page asks for.

Each is a function without arguments that gives Markdown. What a table says stands in one place of the house already:
the contract's tables, the settings of a bank, the roles, the parser of the command, the shipped scenarios.
See: assembly.py, tests/test_docs.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from sandbox.contract.document import load_contract
from sandbox.contract.models.problems import PROBLEMS, SCOPES
from sandbox.contract.problem import Problem
from sandbox.pages.docs.command_tables import commands, options_of_the_server, variables
from sandbox.pages.docs.emitted import operations_telling
from sandbox.pages.docs.schemas import cell
from sandbox.services.organizations.rules import ROLES
from sandbox.services.settings.rules import SETTINGS
from sandbox.world.scenarios import shipped
from sandbox.world.scenarios.definition import Step

_API = "api"


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(titles)} |"]
    lines.append("|" + "---|" * (lines[0].count("|") - 1))
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _operations() -> dict[str, tuple[str, dict[str, Any]]]:
    """(tag, operation) by operationId."""
    found = {}
    for item in load_contract()["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                found[operation["operationId"]] = (operation["tags"][0], operation)
    return found


def _linked(operation_id: str) -> str:
    tag, _ = _operations()[operation_id]
    return f"[`{operation_id}`]({_API}/{tag}.md#{operation_id})"


def settings() -> str:
    """What a bank can be told to do."""
    rows = (
        (f"`{key}`", found.data_type, f"`{found.default}`", cell(found.description)) for key, found in SETTINGS.items()
    )
    return table(("key", "type", "default", "meaning"), rows)


def magic_values() -> str:
    """Values that make the simulated outside answer in a chosen way; one row for the operations that take it."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for one in load_contract()["x-magic-values"]:
        rows.setdefault((one["place"], one["value"], one["outcome"]), []).append(one["applies_to"])
    return table(
        ("where", "value", "what happens", "given to"),
        (
            (f"`{place}`", f"`{value}`", cell(outcome), ", ".join(_linked(name) for name in names))
            for (place, value, outcome), names in rows.items()
        ),
    )


def triggers() -> str:
    """Operations that make one thing of the outside happen to one resource."""
    rows = []
    for name, (tag, operation) in _operations().items():
        if tag == "simulations" and name.startswith("simulate"):
            rows.append((_linked(name), cell(operation["description"])))
    return table(("operation", "what it does"), rows)


def event_triggers() -> str:
    """The path to every event that a bank can be made to tell, and why there is none to the others."""
    rows = []
    for name in load_contract()["webhooks"]:
        try:
            steps = shipped.trigger(name).steps
        except Problem as refusal:
            rows.append((f"`{name}`", f"Not triggerable. {cell(refusal.detail)}"))
            continue
        done = [_step(one) for one in steps]
        rows.append((f"`{name}`", ", ".join(word for word in done if word)))
    return table(("type", "what `sandbank trigger` does for it"), rows)


def _step(step: Step) -> str:
    """A step in a word; nothing for what only looks."""
    if step.action == "DO":
        return f"`{step.operation}`"
    return "time passes" if step.action == "ADVANCE" else ""


def problems() -> str:
    """Every code by status, with an anchor for each."""
    parts = []
    for status in sorted({spec.status for spec in PROBLEMS.values()}):
        rows = (
            (f'<a id="{code}"></a>`{code}`', cell(spec.description), cell(spec.action))
            for code, spec in PROBLEMS.items()
            if spec.status == status
        )
        parts.append(f"## {status} {HTTPStatus(status).phrase}\n\n{table(('code', 'what it is', 'what to do'), rows)}")
    return "\n\n".join(parts)


def events() -> str:
    """Every type of event, with an anchor for each."""
    document = load_contract()
    rows = []
    for name, item in document["webhooks"].items():
        told = ", ".join(_linked(one) for one in operations_telling(name) if one in _operations())
        rows.append((f'<a id="{name.replace(".", "-")}"></a>`{name}`', cell(item["post"]["summary"]), told))
    return table(("type", "what happened", "told after"), rows)


def scopes() -> str:
    """Every scope, and the roles that have it."""
    rows = (
        (
            f"`{scope}`",
            cell(about),
            ", ".join(role for role, held in ROLES.items() if scope in held) or "the operator alone",
        )
        for scope, about in SCOPES.items()
    )
    return table(("scope", "what it allows", "roles"), rows)


def roles() -> str:
    """Every role with its scopes."""
    rows = []
    for role, held in ROLES.items():
        named = [scope for scope in SCOPES if scope in held]
        without = [scope for scope in SCOPES if scope not in held]
        few = len(without) <= 3
        told = f"all but {_listed(without)}" if few else _listed(named)
        rows.append((f"`{role}`", told))
    return table(("role", "scopes"), rows)


def _listed(scopes: list[str]) -> str:
    return ", ".join(f"`{scope}`" for scope in scopes)


def scenarios() -> str:
    """The shipped scenarios."""
    rows = ((f"`{name}`", cell(shipped.scenario(name).title)) for name in shipped.names())
    return table(("name", "title"), rows)


def tags() -> str:
    """The tags of the API, from the concept pages' side of the folder."""
    rows = ((f"`{tag['name']}`", cell(tag["description"])) for tag in load_contract()["tags"])
    return table(("tag", "what it is"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "settings": settings,
    "magic-values": magic_values,
    "triggers": triggers,
    "event-triggers": event_triggers,
    "problems": problems,
    "events": events,
    "scopes": scopes,
    "roles": roles,
    "scenarios": scenarios,
    "tags": tags,
    "commands": commands,
    "server-options": options_of_the_server,
    "variables": variables,
}
