"""The dashboards are what Grafana takes: they fit the types that Grafana publishes of its own documents.

Its enumerations are compared by their values, as they stand in JSON.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.npm import ROOT, installed

GRAFANA = "@grafana/schema@13.2.3"
TYPESCRIPT = "typescript@5.9.3"
DASHBOARDS = sorted((ROOT / "deploy" / "observability" / "dashboards").glob("*.json"))
PANELS = {"timeseries": "timeseries", "stat": "stat"}

_TYPES = """import type {Dashboard} from "@grafana/schema";
import type {Options as timeseries, FieldConfig as drawn} from "TYPES/timeseries/panelcfg/x/types.gen";
import type {Options as stat} from "TYPES/stat/panelcfg/x/types.gen";
type Plain<T> = T extends string ? `${T}` : T extends (infer U)[] ? Plain<U>[]
  : T extends object ? {[K in keyof T]: Plain<T[K]>} : T;
"""


def _typed(dashboard: dict[str, object]) -> str:
    """A program that compiles if the dashboard, and what each of its panels says of itself, has the right type."""
    lines = [_TYPES.replace("TYPES", "./node_modules/@grafana/schema/dist/types/raw/composable")]
    lines.append(f"export const dashboard: Plain<Dashboard> = {json.dumps(dashboard)};")
    panels = dashboard["panels"]
    assert isinstance(panels, list)
    assert panels
    for place, panel in enumerate(panels):
        kind = PANELS[panel["type"]]
        lines.append(f"export const options{place}: Partial<Plain<{kind}>> = {json.dumps(panel['options'])};")
        custom = panel["fieldConfig"]["defaults"].get("custom", {})
        lines.append(f"export const drawn{place}: Partial<Plain<drawn>> = {json.dumps(custom)};")
    return "\n".join(lines)


def _compiled(folder: Path, name: str, program: str) -> str:
    """What the compiler says against a program; nothing when it is right."""
    source = folder / f"{name}.ts"
    source.write_text(program)
    command = ["node", "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck"]
    done = subprocess.run(
        [*command, "--moduleResolution", "node", source.name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout or done.stderr


@pytest.mark.parametrize("path", DASHBOARDS, ids=lambda path: path.stem)
def test_a_dashboard_is_one_that_grafana_takes(path: Path) -> None:
    program = _typed(json.loads(path.read_text()))
    assert _compiled(installed(GRAFANA, TYPESCRIPT), path.stem, program) == ""


def test_a_dashboard_that_grafana_does_not_take_is_told() -> None:
    dashboard = json.loads(DASHBOARDS[0].read_text())
    dashboard["panels"][0]["options"]["graphMode"] = "a graph"
    dashboard["refresh"] = 30
    told = _compiled(installed(GRAFANA, TYPESCRIPT), "wrong", _typed(dashboard))
    assert "Type 'number' is not assignable to type 'string'" in told
    assert "a graph" in told
