"""Dashboards, alerts and the page about them name only what /metrics has, and promtool proves every alert."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.observability.watching import Watch
from tests.services.api import Api
from tests.services.builders import make_account, make_customer, pay_in

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy" / "observability"
DASHBOARDS = sorted((DEPLOY / "dashboards").glob("*.json"))
ALERTS = yaml.safe_load((DEPLOY / "alerts.yml").read_text())
RULES = [rule for group in ALERTS["groups"] for rule in group["rules"]]

needs_promtool = pytest.mark.skipif(
    shutil.which("promtool") is None, reason="install promtool (Debian: apt-get install prometheus)"
)


def names_in(expression: str) -> set[str]:
    """The metrics that an expression of PromQL names."""
    return set(re.findall(r"\b(?:sandbank|process)_[a-z0-9_]+", expression))


def expressions_of(node: Any) -> Iterator[str]:
    """Every expression in a dashboard."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name in ("expr", "query") and isinstance(value, str):
                yield value
            else:
                yield from expressions_of(value)
    elif isinstance(node, list):
        for value in node:
            yield from expressions_of(value)


async def told_by(api: Api, watch: Watch) -> dict[str, set[str]]:
    """The series of a bank in use: name → its labels."""
    await pay_in(api, await make_account(api, await make_customer(api)), 100)
    await api.get("/accounts/acct_none")
    await api.settle()
    for bank in api.world.host.directory.banks():
        await api.world.host.recorder.written(bank)
    found: dict[str, set[str]] = {}
    for line in (await watch.metrics()).decode().splitlines():
        if not line.startswith("#"):
            name = re.match(r"[a-z0-9_]+", line)
            assert name is not None
            found.setdefault(name[0], set()).update(re.findall(r'([a-z_]+)="', line))
    return found


async def test_everything_that_is_shown_or_watched_is_measured(api: Api, watch: Watch) -> None:
    measured = await told_by(api, watch)
    shown = {path.name: [*expressions_of(json.loads(path.read_text()))] for path in DASHBOARDS}
    shown["alerts.yml"] = [rule["expr"] for rule in RULES]
    assert len(DASHBOARDS) == 3
    for where, expressions in shown.items():
        assert expressions, where
        for expression in expressions:
            missing = names_in(expression) - measured.keys()
            assert not missing, f"{where}: {missing} in {expression}"


async def test_labels_that_are_asked_for_exist(api: Api, watch: Watch) -> None:
    measured = await told_by(api, watch)
    expressions = [rule["expr"] for rule in RULES]
    for path in DASHBOARDS:
        expressions += expressions_of(json.loads(path.read_text()))
    for expression in expressions:
        for name, selectors in re.findall(r"\b((?:sandbank|process)_[a-z0-9_]+)\{([^}]*)\}", expression):
            asked = set(re.findall(r"([a-z_]+)\s*[=!]", selectors)) - {"job", "instance"}
            assert asked <= measured[name], f"{expression}: {asked - measured[name]}"


async def test_the_page_lists_every_metric_and_every_alert(api: Api, watch: Watch) -> None:
    page = (ROOT / "docs" / "observability.md").read_text()
    measured = {name for name in await told_by(api, watch) if name.startswith("sandbank_")}
    families = {re.sub(r"_(bucket|sum|count)$", "", name) for name in measured}
    assert not [name for name in sorted(families) if f"`{name}`" not in page]
    assert not [rule["alert"] for rule in RULES if "alert" in rule and f"`{rule['alert']}`" not in page]


def test_every_alert_has_a_test_and_says_how_grave_it_is() -> None:
    tested = yaml.safe_load((DEPLOY / "alerts_test.yml").read_text())["tests"]
    alerts = [rule for rule in RULES if "alert" in rule]
    assert {case["alert_rule_test"][0]["alertname"] for case in tested} == {rule["alert"] for rule in alerts}
    assert all(rule["labels"]["severity"] in ("page", "ticket") for rule in alerts)
    assert all(case["alert_rule_test"][0]["exp_alerts"] for case in tested)


@needs_promtool
@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rules", "alerts.yml"),
        ("test", "rules", "alerts_test.yml"),
        ("check", "config", "prometheus.yml"),
    ],
    ids=" ".join,
)
async def test_promtool_agrees(arguments: tuple[str, ...]) -> None:
    told = await asyncio.to_thread(
        subprocess.run, ["promtool", *arguments], cwd=DEPLOY, capture_output=True, text=True, timeout=60
    )
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_a_dashboard_can_be_imported_as_it_is(path: Path) -> None:
    board = json.loads(path.read_text())
    assert board["uid"] == f"sandbank-{path.stem}"
    numbers = [panel["id"] for panel in board["panels"]]
    assert len(numbers) == len(set(numbers))
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken, f"{panel['title']} lies over another"
        taken |= cells
        assert panel["datasource"]["uid"] == "${datasource}"


@needs_promtool
async def test_every_expression_of_a_dashboard_is_one(tmp_path: Path) -> None:
    found = [one for path in DASHBOARDS for one in expressions_of(json.loads(path.read_text())["panels"])]
    filled = [
        one.replace("$__rate_interval", "1m").replace("$job", "sandbank").replace("$instance", ".*") for one in found
    ]
    rules = [{"record": f"shown:{number}", "expr": expression} for number, expression in enumerate(filled)]
    file = tmp_path / "shown.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "shown", "rules": rules}]}))
    told = await asyncio.to_thread(
        subprocess.run, ["promtool", "check", "rules", str(file)], capture_output=True, text=True, timeout=60
    )
    assert rules
    assert told.returncode == 0, told.stdout + told.stderr
