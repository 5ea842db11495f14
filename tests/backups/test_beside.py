"""Who copies a bank's file in the server's process leaves the server its locks on it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

from tests.backups.houses import house

_TAKE = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
"""


async def test_a_fork_a_snapshot_and_a_backup_leave_the_file_locked(tmp_path: Path) -> None:
    async with house(tmp_path, archive=True) as home:
        bank_id = home.api.bank.bank_id
        home.api.ok(await home.api.post(f"/banks/{bank_id}/fork", {}))
        home.api.ok(await home.api.post(f"/banks/{bank_id}/snapshots", {"name": "kept"}))
        home.back_up()
        for file in ("platform.db", "keys.db", f"banks/{bank_id}.db"):
            command = [sys.executable, "-c", _TAKE, str(home.path / file)]
            taken = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
            assert "BlockingIOError" in taken.stderr, file
