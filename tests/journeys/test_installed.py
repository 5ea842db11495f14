"""The commands as somebody has them who installed the wheels: away from this tree, with nothing of it on the path.

Both wheels are built and installed into an environment of their own; what they depend on is taken from the one that
the tests run in. What a wheel forgot to take along (a template, the contract, a module) is missing here.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

ROOT = Path(__file__).parents[2]
PARTS = ("problems", "idempotency", "pagination")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="a wheel is built where hatchling is"),
]


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; fails with what it complains about."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=cwd, env=clean, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-4000:]
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installed programs."""
    place = tmp_path_factory.mktemp("installed")
    build = (
        "import sys; from hatchling.builders.wheel import WheelBuilder;"
        "list(WheelBuilder(sys.argv[1]).build(directory=sys.argv[2], versions=['standard']))"
    )
    for project in (ROOT, ROOT / "sdk"):
        run(sys.executable, "-c", build, project, place / "wheels", cwd=place)
    wheels = sorted((place / "wheels").glob("*.whl"))
    assert [wheel.name.partition("-")[0] for wheel in wheels] == ["sandbank", "sandbank_server"]
    run(sys.executable, "-m", "venv", "--without-pip", place / "venv", cwd=place)
    python = place / "venv" / "bin" / "python"
    install = ("install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, *install, *wheels, cwd=place)
    # The dependencies, behind what was installed; a tree that is installed to be edited is not followed from there.
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=place).strip())
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    for module in ("sandbox", "sandbank"):
        found = run(python, "-c", f"import {module}; print({module}.__file__)", cwd=place)
        assert Path(found.strip()).is_relative_to(site), f"{module} comes from {found}"
    return python.parent


@pytest.fixture(scope="module")
def server(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the installed server announces."""
    place = tmp_path_factory.mktemp("served")
    command = [programs / "sandbank", "up", "--data", place / "data", "--port", "0", "--json", "--empty"]
    with (place / "stderr").open("wb") as errors:
        process = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=errors, cwd=place)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, (place / "stderr").read_text()
        yield json.loads(line)
    finally:
        process.terminate()
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def told_by(programs: Path, server: dict[str, Any], place: Path, *command: str) -> dict[str, Any]:
    """What a command of the installed program reports as JSON."""
    connection = ("--base-url", server["base_url"], "--key", server["api_key"], "--json")
    told: dict[str, Any] = json.loads(run(programs / "sandbank", *command, *connection, cwd=place))
    return told


def test_the_installed_server_serves_its_contract_and_its_pages(server: dict[str, Any]) -> None:
    for path in ("/openapi.yaml", "/reference", "/problems/wrong_state", "/health"):
        reply = httpx.get(f"{server['base_url']}{path}", follow_redirects=True)
        assert (reply.status_code, bool(reply.content)) == (200, True), path


def test_load_runs_installed(programs: Path, server: dict[str, Any], tmp_path: Path) -> None:
    report = tmp_path / "report"
    # Of so short a run on a busy machine the gates of time say nothing: it is to run and to balance.
    command = [programs / "sandbank", "load", "--profile", "average", "--seconds", "2", "--report", report, "--json"]
    command += ["--base-url", server["base_url"], "--key", server["api_key"]]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode in (0, 1), done.stderr
    told = json.loads(done.stdout)
    assert told["error_count"] == 0, told["errors"]
    assert told["kinds"]["read"]["count"] > 0
    assert {path.name for path in report.iterdir()} >= {"load.json", "load.html"}


def test_contract_check_runs_installed(programs: Path, server: dict[str, Any], tmp_path: Path) -> None:
    parts = [word for part in PARTS for word in ("--part", part)]
    told = told_by(programs, server, tmp_path, "contract", "check", *parts, "--report", str(tmp_path / "report"))
    assert list(told["parts"]) == [*PARTS]
    assert {case["outcome"] for case in told["cases"]} == {"passed"}
    assert (tmp_path / "report" / "conformance.html").stat().st_size > 0


def test_contract_check_makes_up_requests_installed(programs: Path, server: dict[str, Any], tmp_path: Path) -> None:
    pytest.importorskip("schemathesis")
    told = told_by(programs, server, tmp_path, "contract", "check", "--part", "schemas", "--examples", "1")
    assert [case for case in told["cases"] if case["outcome"] != "passed"] == []
