"""The Python samples of README and quickstart, run as they stand against a real server.

A page's blocks are one program, in the order of the page, so that a reader who copies them one after
the other gets what the page says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.server import running
from tests.test_docs import ROOT, blocks


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("README.md", ["COMPLETED"]),
        ("docs/quickstart.md", ["COMPLETED", "insufficient_funds"]),
        ("docs/concepts/banks.md", []),
        ("docs/concepts/time.md", []),
        ("docs/concepts/faults.md", ["0"]),
        ("docs/concepts/webhooks.md", ["whsec_"]),
        ("docs/concepts/histories.md", []),
    ],
)
def test_the_samples_of_a_page_run_and_say_what_the_page_says(page: str, said: list[str], tmp_path: Path) -> None:
    program = "\n".join(source for where, source in blocks("python") if where.startswith(f"{page} "))
    script = tmp_path / "sample.py"
    script.write_text(program)
    with running(tmp_path / "data", "--demo") as server:
        environment = {
            **os.environ,
            "SANDBANK_API_KEY": server.announced["api_key"],
            "SANDBANK_BASE_URL": server.announced["base_url"],
        }
        command = [sys.executable, str(script)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 0, done.stderr
    for words in said:
        assert words in done.stdout
