"""A real server in a process of its own, to be killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx


class Server:
    """A `sandbank up` on a free port."""

    def __init__(
        self,
        data: Path,
        *options: str,
        descriptors: int | None = None,
        environment: dict[str, str] | None = None,
        module: str = "sandbox.cli",
    ) -> None:
        self.data = data
        limit = [] if descriptors is None else ["prlimit", f"--nofile={descriptors}:{descriptors}"]
        command = [*limit, sys.executable, "-m", module, "up", "--data", str(data), "--port", "0", "--json"]
        # Into a file: a pipe that nobody reads holds the server up as soon as it is full.
        log = data.with_name(f"{data.name}.stderr")
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [*command, *options], stdout=subprocess.PIPE, stderr=errors, env={**os.environ, **(environment or {})}
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(log.read_text())
        self.announced: dict[str, str] = json.loads(line)

    def client(self) -> httpx.Client:
        """A client with the server's key."""
        return httpx.Client(
            base_url=f"{self.announced['base_url']}/v1",
            headers={"Authorization": f"Bearer {self.announced['api_key']}"},
            timeout=10,
        )

    def kill(self) -> None:
        """kill -9: nothing of it may go on."""
        self.process.kill()
        self._reap()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Stop it as a person would; gives the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(how)
        self.process.wait(20)
        took = time.monotonic() - began
        self._reap()
        return took

    def _reap(self) -> None:
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()


@contextmanager
def running(
    data: Path,
    *options: str,
    descriptors: int | None = None,
    environment: dict[str, str] | None = None,
    module: str = "sandbox.cli",
) -> Iterator[Server]:
    """A server that is gone at the end, whatever happens; with at most so many descriptors, and more variables."""
    server = Server(data, *options, descriptors=descriptors, environment=environment, module=module)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def funded_accounts(client: httpx.Client) -> list[dict[str, Any]]:
    """The demo's dollar accounts."""
    found = client.get("/accounts", params={"currency": "USD", "limit": 100, "status": "ACTIVE"}).json()
    return [account for account in found if account["available_balance_cents"] >= 10_000_00]
