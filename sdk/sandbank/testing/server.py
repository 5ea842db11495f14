"""The server of a test run: one for all its processes, started by the first, gone after the last.

`SANDBANK_BASE_URL` and `SANDBANK_API_KEY` name one that runs already. Otherwise `sandbank up` is started
in a folder that the run's processes share, by a keeper of its own (keeper.py). Who uses the server holds
a shared lock, which the operating system takes away from whoever dies: nothing has to be told, and a
crashed process keeps no server alive. Without such locks (Windows) every process has its own server.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from sandbank.testing.keeper import ANNOUNCED, DATA, KEPT, LOG, USERS

try:
    import fcntl
except ImportError:  # pragma: no cover
    fcntl = None  # type: ignore[assignment]

_STARTING = "server.lock"
_START_WITHIN_S = 60.0
_STOP_WITHIN_S = 30.0
_PAUSE_S = 0.02


class NoServer(Exception):
    """There is no bank to test against; the text says what to do."""


class BankServer(NamedTuple):
    """A running server: its key manages banks; `data` is its directory, if it was started for this run."""

    base_url: str
    api_key: str
    data: Path | None

    def keep_data(self) -> None:
        """Leave the data directory when the server stops."""
        if self.data is not None:
            (self.data.parent / KEPT).touch()


def server_of_the_environment() -> BankServer | None:
    """The server that the environment names, if it does. Raises NoServer when only half of it is said."""
    base_url, api_key = os.environ.get("SANDBANK_BASE_URL"), os.environ.get("SANDBANK_API_KEY")
    if not base_url and not api_key:
        return None
    if not api_key:
        raise NoServer("SANDBANK_BASE_URL is set: set SANDBANK_API_KEY too, to a key that may create banks.")
    return BankServer(base_url or "http://127.0.0.1:8080", api_key, None)


def command() -> list[str]:
    """How `sandbank` is run here. Raises NoServer."""
    found = shutil.which("sandbank")
    beside = Path(sys.executable).with_name("sandbank")
    if found is None and beside.exists():
        found = str(beside)
    if found is not None:
        return [found]
    with contextlib.suppress(ImportError):
        if importlib.util.find_spec("sandbox.cli") is not None:
            return [sys.executable, "-m", "sandbox.cli"]
    raise NoServer(
        "There is no bank to test against: install the server (pip install sandbank-server), or name a running "
        "one with SANDBANK_BASE_URL and SANDBANK_API_KEY."
    )


@contextlib.contextmanager
def running_server(folder: Path, *, is_shared: bool) -> Iterator[BankServer]:
    """The server that the processes of a run share by a folder. Raises NoServer.

    is_shared: others may use it still when this one is done, so its end is not waited for.
    """
    named = server_of_the_environment()
    if named is not None:
        yield named
        return
    if fcntl is None:  # pragma: no cover
        folder = folder / f"process-{os.getpid()}"
    folder.mkdir(exist_ok=True)
    keeper: subprocess.Popen[bytes] | None = None
    with (folder / USERS).open("ab") as users:
        with (folder / _STARTING).open("ab") as starting:
            _lock(starting, is_exclusive=True)
            # A keeper that is just stopping its server holds this to the end.
            _lock(users, is_exclusive=False)
            if not (folder / ANNOUNCED).exists():
                keeper = _start(folder)
            found = json.loads((folder / ANNOUNCED).read_text())
        yield BankServer(found["base_url"], found["api_key"], Path(found["data"]))
    if keeper is not None:
        assert keeper.stdin is not None
        keeper.stdin.close()
        if not is_shared:
            keeper.wait(_STOP_WITHIN_S)


def _lock(file: IO[bytes], *, is_exclusive: bool) -> None:
    if fcntl is not None:
        fcntl.flock(file, fcntl.LOCK_EX if is_exclusive else fcntl.LOCK_SH)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    """Start the keeper and wait until its server serves."""
    wanted = [*command(), "up", "--empty", "--port", "0", "--json", "--data", str(folder / DATA)]
    # A session of its own: Ctrl-C ends the tests first, and then nobody uses the server.
    keeper = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "sandbank.testing.keeper", str(folder), *wanted],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + _START_WITHIN_S
    while not (folder / ANNOUNCED).exists():
        if keeper.poll() is not None or time.monotonic() > deadline:
            keeper.kill()
            keeper.wait()
            said = (folder / LOG).read_text(errors="replace").strip() if (folder / LOG).exists() else ""
            raise NoServer(f"`{' '.join(wanted)}` did not start a server:\n{said or 'it said nothing.'}")
        time.sleep(_PAUSE_S)
    return keeper
