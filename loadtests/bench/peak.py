"""The sources' peak, offered at its own rate: 1,150 reads and 12 writes a second, and multiples of it.

`python -m loadtests.bench.peak BASE_URL KEY ACCOUNTS_FILE MULTIPLE SECONDS` prints one line of JSON. Requests leave at
the times of a plan, whether earlier ones are answered or not, and a latency counts from the planned time: a
server that stalls is not spared by a client that waits for it (coordinated omission).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import time
from collections import deque
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import uvloop

READS_PER_S, WRITES_PER_S = 1_150, 12
CONNECTIONS = 64
_LATEST_S = 10.0


class Planned(NamedTuple):
    """A request and when it is due, in seconds from the start."""

    at_s: float
    is_write: bool
    content: bytes


class Connection(asyncio.Protocol):
    """One connection; it serves one request at a time and tells when it was answered."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._buffer = b""
        self.planned: Planned | None = None
        self.transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        self._driver.free(self)

    def send(self, planned: Planned) -> None:
        """Send a request; the connection is this one's until it is answered."""
        self.planned = planned
        self.transport.write(planned.content)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        self._buffer = b""
        planned, self.planned = self.planned, None
        assert planned is not None
        self._driver.answered(planned, int(head[9:12]))
        self._driver.free(self)

    def connection_lost(self, _: Exception | None) -> None:
        if self.planned is not None:
            self._driver.answered(self.planned, 0)


class Driver:
    """Sends what is due on a connection that is free, oldest first."""

    def __init__(self, plan: list[Planned]) -> None:
        self._plan = plan
        self._waiting: deque[Planned] = deque()
        self._free: list[Connection] = []
        self._began = 0.0
        self.taken_ms: dict[bool, list[float]] = {False: [], True: []}
        self.statuses: dict[int, int] = {}
        self._answered = 0
        self._all = asyncio.Event()

    def free(self, connection: Connection) -> None:
        """The connection can serve the next request."""
        if self._waiting:
            connection.send(self._waiting.popleft())
        else:
            self._free.append(connection)

    def answered(self, planned: Planned, status: int) -> None:
        """An answer came, or 0 for a connection that broke."""
        self._answered += 1
        if self._answered == len(self._plan):
            self._all.set()
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.taken_ms[planned.is_write].append((time.perf_counter() - self._began - planned.at_s) * 1000)

    async def run(self) -> None:
        """The whole plan; the answers that are late are waited for, for a while."""
        self._began = time.perf_counter()
        for planned in self._plan:
            delay = planned.at_s - (time.perf_counter() - self._began)
            if delay > 0.0005:
                await asyncio.sleep(delay)
            if self._free:
                self._free.pop().send(planned)
            else:
                self._waiting.append(planned)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._all.wait(), _LATEST_S)


def plan(key: str, accounts: list[str], multiple: float, seconds: float) -> list[Planned]:
    """Reads and transfers of one cent at random times of the rate, by a fixed seed."""
    rng = random.Random(7)
    run = time.time_ns()
    found = []
    for is_write, rate in ((False, READS_PER_S * multiple), (True, WRITES_PER_S * multiple)):
        at_s = rng.expovariate(rate)
        while at_s < seconds:
            content = _transfer(key, rng, accounts, f"{run}-{len(found)}") if is_write else _read(key, rng, accounts)
            found.append(Planned(at_s, is_write, content))
            at_s += rng.expovariate(rate)
    return sorted(found)


def _read(key: str, rng: random.Random, accounts: list[str]) -> bytes:
    path = f"/v1/accounts/{rng.choice(accounts)}"
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n".encode()


def _transfer(key: str, rng: random.Random, accounts: list[str], name: str) -> bytes:
    source, destination = rng.sample(accounts, 2)
    ids = f'"source_account_id":"{source}","destination_account_id":"{destination}"'
    body = f'{{{ids},"amount_cents":1,"currency":"USD"}}'
    return (
        f"POST /v1/transactions/transfer HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
        f"Content-Type: application/json\r\nIdempotency-Key: {name}\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


async def measure(base_url: str, key: str, accounts: list[str], multiple: float, seconds: float) -> dict[str, Any]:
    """Percentiles of reads and writes in milliseconds, and how many got no success."""
    place = urlsplit(base_url)
    planned = plan(key, accounts, multiple, seconds)
    driver = Driver(planned)
    loop = asyncio.get_running_loop()
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: Connection(driver), place.hostname, place.port)
    await driver.run()
    reads, writes = sorted(driver.taken_ms[False]), sorted(driver.taken_ms[True])
    good = driver.statuses.get(200, 0) + driver.statuses.get(202, 0)
    return {
        "multiple": multiple,
        "offered": len(planned),
        "failed": len(planned) - good,
        "statuses": {str(status): count for status, count in driver.statuses.items()},
        "read_p50_ms": _share(reads, 0.5),
        "read_p99_ms": _share(reads, 0.99),
        "write_p50_ms": _share(writes, 0.5),
        "write_p99_ms": _share(writes, 0.99),
    }


def _share(found: list[float], share: float) -> float:
    return found[min(len(found) - 1, int(len(found) * share))] if found else float("inf")


if __name__ == "__main__":
    _, base_url, key, file, multiple, seconds = sys.argv
    accounts = Path(file).read_text().split()
    print(json.dumps(uvloop.run(measure(base_url, key, accounts, float(multiple), float(seconds)))))
