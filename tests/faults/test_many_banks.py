"""A thousand forks on one server: files on disk, few descriptors, memory that does not grow with them."""

from __future__ import annotations

import os
from pathlib import Path

from sandbox.engine.directory import MOST_OPEN, bank_files
from tests.faults.server import running

MANY = 1_000 if os.environ.get("SANDBANK_LONG") else 300


USUAL_LIMIT = 1_024
"""Descriptors that a process may have where nobody has said otherwise."""


def resident_mb(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_forks_cost_files_and_neither_descriptors_nor_memory(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data, "--empty", descriptors=USUAL_LIMIT) as server, server.client() as client:
        pid = server.process.pid
        home = server.announced["bank_id"]
        keys = []
        resident = {}
        for number in range(1, MANY + 1):
            made = client.post(f"/banks/{home}/fork")
            assert made.status_code == 201, made.text
            keys.append(made.json()["api_key"])
            answer = client.get("/customers", headers={"Authorization": f"Bearer {keys[-1]}"})
            assert answer.status_code == 200
            resident[number] = resident_mb(pid)
            assert descriptors(pid) < USUAL_LIMIT
        # The oldest were closed long ago, and are there when somebody asks.
        for key in keys[:20]:
            assert client.get("/accounts", headers={"Authorization": f"Bearer {key}"}).status_code == 200
        warm = min(MOST_OPEN + 20, MANY // 2)
        grown = resident[MANY] - resident[warm]
        assert grown / (MANY - warm) < 0.15, f"{grown:.0f} MB for {MANY - warm} forks"
        assert len(bank_files(data)) >= MANY
