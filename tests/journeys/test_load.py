"""A short load run at the sources' mix, with their latency targets as its gate."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sandbox.cli import main
from tests.faults.server import running

ROOT = Path(__file__).parents[2]
SECONDS = 60 if os.environ.get("SANDBANK_LONG") else 8


def test_the_sources_latency_targets_hold_under_a_short_load(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server:
        command = [
            # A process of its own: gevent must not come near the tests.
            str(Path(sys.executable).parent / "locust"),
            "--locustfile",
            str(ROOT / "loadtests" / "locustfile.py"),
            "--headless",
            "--users",
            "8",
            "--spawn-rate",
            "8",
            "--run-time",
            f"{SECONDS}s",
            "--host",
            server.announced["base_url"],
            "--only-summary",
        ]
        environment = {**os.environ, "SANDBANK_API_KEY": server.announced["api_key"]}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=SECONDS + 60, cwd=tmp_path, check=False
        )
        assert done.returncode == 0, done.stdout[-3_000:] + done.stderr[-3_000:]
        assert "GATE MISSED" not in done.stdout
        server.stop()
    assert main(["verify", "--data", str(tmp_path / "data")]) == 0
