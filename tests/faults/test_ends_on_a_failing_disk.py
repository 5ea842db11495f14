"""A server that is told to stop while its disk fails: it ends, loses nothing that it acknowledged, and opens again.

Either the disk has failed before, and the bank is read-only when the signal comes; or it fails in the midst of closing,
at the first write, at a later one, at a sync. What is told then is a whole server in a process of its own, with a
client that goes on asking until nobody answers. See: failing_server.py; test_disk_faults.py for every write and sync.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.cli import main
from tests.faults.clients import Client, settled, wait_for
from tests.faults.failing_server import TOLD, WHEN_CLOSING
from tests.faults.power import KINDS, FaultKind
from tests.faults.server import Server, funded_accounts, running
from tests.faults.test_full_disk import limit_files

PATIENCE = 3
"""So many times what a stop takes on a disk that is well, and what follows, may one on a failing disk take."""

AND_SECONDS = 10.0


class Spender:
    """A client that transfers on and on, each under its own key, and remembers what was acknowledged."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.acknowledged: dict[str, str] = {}
        self.refused: list[str] = []
        self.other: list[Any] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._spend)

    @contextmanager
    def at_work(self) -> Iterator[Spender]:
        """Until the end, or until nobody answers any more."""
        self._thread.start()
        try:
            yield self
        finally:
            self._is_over.set()
            self._thread.join()

    def _spend(self) -> None:
        with self._server.client() as client:
            source, destination = funded_accounts(client)[:2]
            body = {
                "source_account_id": source["account_id"],
                "destination_account_id": destination["account_id"],
                "amount_cents": 1,
                "currency": "USD",
            }
            while not self._is_over.is_set():
                key = f"spend-{len(self.acknowledged)}-{len(self.refused)}"
                try:
                    reply = client.post("/transactions/transfer", json=body, headers={"Idempotency-Key": key})
                except httpx.HTTPError:
                    return  # what was not answered was not acknowledged
                self._note(key, reply)

    def _note(self, key: str, reply: httpx.Response) -> None:
        if reply.status_code == 202:
            self.acknowledged[key] = reply.json()["transaction_id"]
        elif (reply.status_code, reply.json()["code"]) in ((503, "bank_read_only"), (409, "bank_replaced")):
            self.refused.append(key)
            self._is_over.wait(0.005)
        else:
            self.other.append((key, reply.status_code, reply.text))


def log_of(data: Path) -> str:
    return data.with_name(f"{data.name}.stderr").read_text()


def usual_stop(data: Path) -> float:
    """The seconds in which a server stops whose disk is well, while a client asks."""
    with running(data, "--demo") as server, Spender(server).at_work() as spender:
        wait_for(lambda: len(spender.acknowledged) >= 5)
        return server.stop()


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> float:
    return usual_stop(tmp_path_factory.mktemp("well") / "data")


def check_end(server: Server, spender: Spender, usual: float) -> None:
    """Told to stop, it ends as it does elsewhere: in about the time, with the same code, with no trace of a failure."""
    took = server.stop()
    log = log_of(server.data)
    assert server.process.returncode == 0, log
    assert took <= usual * PATIENCE + AND_SECONDS, (took, usual)
    assert "Traceback" not in log
    assert spender.other == []


def check_it_opens_again(data: Path, spender: Spender) -> None:
    """On a disk that is well: what was acknowledged is there once, what was refused can be asked for again."""
    assert spender.acknowledged
    with running(data) as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        settled(client)
        found = {one["transaction_id"]: one["status"] for one in client.pages("/transactions?limit=100")}
        missing = set(spender.acknowledged.values()) - found.keys()
        assert not missing, f"acknowledged and gone: {sorted(missing)[:5]} of {len(spender.acknowledged)}"
        assert {found[one] for one in spender.acknowledged.values()} == {"COMPLETED"}
        for key in [*spender.acknowledged][-2:]:
            assert len(client.insist("GET", f"/transactions?idempotency_key={key}").body) == 1
        for key in spender.refused[:2]:
            assert len(client.insist("GET", f"/transactions?idempotency_key={key}").body) <= 1
        assert httpx.get(f"{server.announced['base_url']}/health").json()["status"] == "ok"
        client.close()
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0


@pytest.mark.timeout(120)
@pytest.mark.parametrize("kind", KINDS)
def test_a_server_that_is_read_only_ends_as_any_other(tmp_path: Path, usual: float, kind: FaultKind) -> None:
    data, told = tmp_path / "data", tmp_path / "told"
    environment = {TOLD: str(told)}
    with running(data, "--demo", environment=environment, module="tests.faults.failing_server") as server:
        with Spender(server).at_work() as spender:
            wait_for(lambda: len(spender.acknowledged) >= 5)
            told.write_text(kind)
            wait_for(lambda: len(spender.refused) >= 5)
            assert httpx.get(f"{server.announced['base_url']}/health").json()["status"] == "read_only"
            # Long enough that it has tried, in vain, to take writes again.
            wait_for(lambda: "is still read-only" in log_of(data))
            check_end(server, spender, usual)
        told.unlink()
    check_it_opens_again(data, spender)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    "fault", ["EIO:0:good", "EIO:2:good", "FULL:0:good", "SHORT:1:good", "SYNC:0:good", "SYNC:1:good", "EIO:1:once"]
)
def test_a_server_whose_disk_fails_while_it_closes_ends_as_any_other(tmp_path: Path, usual: float, fault: str) -> None:
    data = tmp_path / "data"
    environment = {TOLD: str(tmp_path / "told"), WHEN_CLOSING: fault}
    with (
        running(data, "--demo", environment=environment, module="tests.faults.failing_server") as server,
        Spender(server).at_work() as spender,
    ):
        wait_for(lambda: len(spender.acknowledged) >= 50)
        check_end(server, spender, usual)
    assert "failed while closing: True" in log_of(data)
    check_it_opens_again(data, spender)


@pytest.mark.timeout(120)
def test_a_server_that_lets_its_clients_go_on_while_its_disk_fails_ends_when_that_time_is_over(
    tmp_path: Path, usual: float
) -> None:
    data, told = tmp_path / "data", tmp_path / "told"
    environment = {TOLD: str(told)}
    options = ("--demo", "--drain", "2", "--archive-to", str(tmp_path / "archive"))
    with running(data, *options, environment=environment, module="tests.faults.failing_server") as server:
        with Spender(server).at_work() as spender:
            wait_for(lambda: len(spender.acknowledged) >= 5)
            began = time.monotonic()
            threading.Timer(0.5, told.write_text, ("EIO",)).start()
            check_end(server, spender, usual + 2)
            assert time.monotonic() - began >= 2
            assert spender.refused
        told.unlink()
    check_it_opens_again(data, spender)


@pytest.mark.timeout(120)
def test_a_server_that_may_write_nothing_more_ends_as_any_other(tmp_path: Path, usual: float) -> None:
    """No VFS between: the process may not make its files longer, and SQLite is told so by the system."""
    data = tmp_path / "data"
    with running(data, "--demo") as server, Spender(server).at_work() as spender:
        wait_for(lambda: len(spender.acknowledged) >= 5)
        limit_files(server, 4096)
        wait_for(lambda: len(spender.refused) >= 5)
        check_end(server, spender, usual)
    check_it_opens_again(data, spender)
