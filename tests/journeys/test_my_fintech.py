"""The test suite of a small fintech, as it would run it: every test passes, and the plugin leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_suite_of_a_small_fintech_passes_on_a_bank_of_its_own(tmp_path: Path) -> None:
    base = tmp_path / "base"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "SANDBANK_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--basetemp={base}"]
    done = subprocess.run(
        [*command, str(ROOT / "examples" / "test_my_fintech.py")],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "8 passed" in done.stdout
    assert not (base / "sandbank" / "sandbank-data").exists()
    assert not (base / "sandbank" / "server.json").exists()
