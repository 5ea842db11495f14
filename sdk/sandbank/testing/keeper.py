"""A process that keeps one server for a test run: `python -m sandbank.testing.keeper FOLDER COMMAND…`.

Every process of the run that uses the server holds a shared lock on a file. The keeper waits for the
lock for itself alone: it gets it when the last user is gone, however that one ended, and then stops the
server by its own handle. It writes what the server announced, or why there is none. See: server.py.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ANNOUNCED = "server.json"
LOG = "server.log"
USERS = "server.users"
DATA = "sandbank-data"
KEPT = "sandbank-kept"
_STOP_WITHIN_S = 20.0


def keep(folder: Path, command: list[str]) -> int:
    """Start the server, wait until nobody uses it, stop it; gives the exit code."""
    with (folder / LOG).open("wb") as log:
        server = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, start_new_session=True
        )
    assert server.stdout is not None
    line = server.stdout.readline()
    if not line:
        server.wait()
        return 1
    try:
        _announce(folder, {**json.loads(line), "data": str(folder / DATA)})
        _wait_for_the_last_user(folder)
    finally:
        (folder / ANNOUNCED).unlink(missing_ok=True)
        _stop(server)
        if not (folder / KEPT).exists():
            shutil.rmtree(folder / DATA, ignore_errors=True)
    return 0


def _announce(folder: Path, found: dict[str, str]) -> None:
    fresh = folder / f"{ANNOUNCED}.new"
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps(found))
    fresh.replace(folder / ANNOUNCED)


def _wait_for_the_last_user(folder: Path) -> None:
    """Return when no other process holds the file. Where locks are not shared, when standard input ends."""
    try:
        import fcntl
    except ImportError:
        sys.stdin.read()
        return
    users = (folder / USERS).open("ab")
    # Never closed: whoever comes now must wait until this process, and with it the server, is gone.
    _held.append(users)
    fcntl.flock(users, fcntl.LOCK_EX)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        server.wait(_STOP_WITHIN_S)
    if server.poll() is None:
        server.kill()
        server.wait()


_held: list[object] = []

if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1]), sys.argv[2:]))
