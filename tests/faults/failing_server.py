"""`sandbank up` on a disk that fails when it is told to: run as a program, in a process of its own.

While the file that `TOLD` names is there, every write of SQLite fails as the file says, or every sync (`SYNC`).
`WHEN_CLOSING` is a `Fault`, counted from the moment on in which the server begins to close.
See: power.py, test_ends_on_a_failing_disk.py.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sandbox.cli import main
from sandbox.host import Host
from tests.faults.power import KINDS, Disk, Fault, FaultKind

TOLD = "FAILING_DISK_TOLD"
WHEN_CLOSING = "FAILING_DISK_WHEN_CLOSING"


class ToldDisk(Disk):
    """A disk that fails for as long as somebody outside says so."""

    def __init__(self, told: Path) -> None:
        super().__init__("told", is_default=True)
        self._told = told

    def next_fails(self, file: str, *, is_sync: bool) -> FaultKind | None:
        """How a write or sync fails, if it does; what is noted of the ones before is not needed here."""
        self.steps.clear()
        failing = super().next_fails(file, is_sync=is_sync)
        try:
            said = self._told.read_text()
        except FileNotFoundError:
            return failing
        kind = next((one for one in KINDS if one == said), None)
        return kind if kind is not None and (kind == "SYNC") == is_sync else failing


def fail_when_closing(disk: Disk, fault: Fault) -> None:
    """From the moment on in which a server closes, count anew, and fail so."""
    close = Host.close

    async def closing(self: Any) -> None:
        before = disk.syncs if fault.kind == "SYNC" else disk.writes
        disk.fault = fault._replace(position=before + fault.position)
        await close(self)
        sys.stderr.write(f"failed while closing: {disk.has_failed}\n")

    Host.close = closing  # type: ignore[method-assign]


if __name__ == "__main__":
    told_disk = ToldDisk(Path(os.environ[TOLD]))
    if WHEN_CLOSING in os.environ:
        fail_when_closing(told_disk, Fault.parse(os.environ[WHEN_CLOSING]))
    sys.exit(main())
