"""A file system of a few megabytes that is really full: nothing acknowledged is lost, and nothing is half done.

Not a limit of the process as in test_full_disk.py, but a disk that has no block left for anybody: the bank's file,
its log, its edge, the keys, snapshots. Needs to mount; where that is not allowed the tests are skipped.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.cli import main
from sandbox.engine.directory import bank_files
from tests.faults.clients import Client, Reply, settled, wait_for
from tests.faults.server import Server, funded_accounts, running

SIZE = 48 << 20
LEFT = 1 << 20
"""What is left when the disk is filled; what a batch, or a copy of a bank, does not fit into for long."""


def _run(*command: str) -> str | None:
    """What went wrong with a command; None when nothing did."""
    if shutil.which(command[0]) is None:
        return f"there is no {command[0]}"
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    return None if done.returncode == 0 else f"{command[0]}: {done.stderr.strip()}"


def _mount(kind: str, folder: Path, image: Path) -> str | None:
    if kind == "tmpfs":
        return _run("mount", "-t", "tmpfs", "-o", f"size={SIZE}", "sandbank-test", str(folder))
    with image.open("wb") as file:
        file.truncate(SIZE)
    return _run("mkfs.ext4", "-q", "-m", "0", str(image)) or _run("mount", "-o", "loop", str(image), str(folder))


@pytest.fixture(params=["ext4", "tmpfs"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """A small file system, empty, that is gone after the test."""
    folder = tmp_path / "disk"
    folder.mkdir()
    refused = _mount(request.param, folder, tmp_path / "disk.img")
    if refused is not None:
        pytest.skip(f"no small file system can be mounted here: {refused}")
    try:
        yield folder
    finally:
        assert _run("umount", str(folder)) is None


def fill(disk: Path) -> Path:
    """Take nearly all that is left."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        for left in (LEFT, 2 * LEFT, 4 * LEFT):
            found = os.statvfs(disk)
            # The file system needs some blocks itself to say where these are.
            with contextlib.suppress(OSError):
                os.posix_fallocate(file.fileno(), 0, found.f_bavail * found.f_frsize - left)
                break
    assert ballast.stat().st_size > SIZE // 8
    return ballast


def health(server: Server) -> tuple[int, str]:
    reply = httpx.get(f"{server.announced['base_url']}/health")
    return reply.status_code, reply.json()["status"]


def until_refused(do: Callable[[int], Reply]) -> tuple[list[Any], int]:
    """Do it until it is refused for the disk; gives what was acknowledged, and the number that was not."""
    acknowledged: list[Any] = []
    for number in range(100_000):
        reply = do(number)
        if reply.status >= 300:
            assert (reply.status, reply.code) == (503, "bank_read_only"), reply
            assert "retry-after" in reply.headers
            assert acknowledged, "the disk was full before anything was done"
            return acknowledged, number
        acknowledged.append(reply.body)
    raise AssertionError("the disk was never full")


def transfers(server: Server, client: Client) -> Callable[[int], Reply]:
    with server.client() as other:
        source, destination = funded_accounts(other)[:2]
    body = {
        "source_account_id": source["account_id"],
        "destination_account_id": destination["account_id"],
        "amount_cents": 1,
        "currency": "USD",
        "description": "x" * 400,
    }
    return lambda number: client.request("POST", "/transactions/transfer", body, f"transfer-{number}")


@pytest.mark.timeout(300)
def test_a_disk_without_a_block_left_loses_nothing_and_recovers(disk: Path) -> None:
    data = disk / "data"
    with running(data, "--demo") as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        do = transfers(server, client)
        assert do(-1).status == 202
        ballast = fill(disk)
        acknowledged, refused = until_refused(do)
        assert health(server) == (503, "read_only")
        for made in acknowledged[-3:]:
            assert client.request("GET", f"/transactions/{made['transaction_id']}").status == 200
        assert client.request("GET", "/accounts?limit=5").status == 200
        ballast.unlink()
        wait_for(lambda: do(refused).status == 202)
        wait_for(lambda: health(server) == (200, "ok"))
        settled(client)
        ids = [made["transaction_id"] for made in acknowledged]
        found = {one["transaction_id"]: one["status"] for one in client.pages("/transactions?limit=100")}
        assert {found[one] for one in ids} == {"COMPLETED"}
        # The first, the refused one and the last acknowledged are there once, each under its key.
        for number in (-1, refused, refused - 1):
            assert len(client.insist("GET", f"/transactions?idempotency_key=transfer-{number}").body) == 1
        print(f"{len(acknowledged)} transfers before the disk was full")
        client.close()
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0


@pytest.mark.timeout(300)
def test_what_needs_room_beside_the_bank_is_refused_whole_on_a_full_disk(disk: Path) -> None:
    data = disk / "data"
    with running(data, "--demo") as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        bank_id = client.request("GET", "/banks?limit=1").body[0]["bank_id"]
        ballast = fill(disk)
        until_refused(transfers(server, client))
        customers = len(client.pages("/customers?limit=100"))
        person = {"customer_type": "INDIVIDUAL", "first_name": "Ada", "last_name": "Late", "email": "late@example.com"}
        person["date_of_birth"] = "1985-12-10"
        tried = (
            ("/customers", person),
            (f"/banks/{bank_id}/snapshots", None),
            (f"/banks/{bank_id}/fork", None),
            ("/banks", {"name": "Another"}),
            ("/encryption_keys/rotate", None),
        )
        for number, (path, body) in enumerate(tried):
            reply = client.request("POST", path, body, f"try-{number}")
            assert reply.status < 300 or (reply.status, reply.code) == (503, "bank_read_only"), (path, reply)
        ballast.unlink()
        for number, (path, body) in enumerate(tried):
            reply = client.insist("POST", path, body, f"try-{number}")
            assert reply.status < 300, (path, reply)
        assert len(client.pages("/customers?limit=100")) == customers + 1
        banks = len(client.pages("/banks?limit=100"))
        client.close()
        server.stop()
    with running(data) as server:  # a start finishes or undoes what was half made
        server.stop()
    assert len(bank_files(data)) == banks
    assert not [*(data / "banks").glob("*.new")]
    assert main(["verify", "--data", str(data)]) == 0


@pytest.mark.timeout(300)
def test_a_server_that_is_killed_on_a_full_disk_has_what_it_acknowledged(disk: Path) -> None:
    data = disk / "data"
    with running(data, "--demo") as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        ballast = fill(disk)
        acknowledged, refused = until_refused(transfers(server, client))
        client.close()
        server.kill()
    ballast.unlink()
    with running(data) as server:
        client = Client(server.announced["base_url"], server.announced["api_key"])
        settled(client)
        found = {one["transaction_id"]: one["status"] for one in client.pages("/transactions?limit=100")}
        assert {found[made["transaction_id"]] for made in acknowledged} == {"COMPLETED"}
        assert client.insist("GET", f"/transactions?idempotency_key=transfer-{refused}").status == 200
        client.close()
        server.stop()
    assert main(["verify", "--data", str(data)]) == 0
