"""Backups, restores and the archive of a real server: under load, with banks that come and go, and kill -9 anywhere.

Whatever was acknowledged before a backup began is in it; a backup or a restore that was killed is none, and the
next one works; the archive goes on where a killed server left it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx

from sandbox.backups.stores import BackupStore
from sandbox.cli import main
from sandbox.engine.clock import to_datetime, wall_us
from tests.faults.server import Server, funded_accounts, running
from tests.faults.test_kill import Load, wait_until_settled

ROUNDS = 40 if os.environ.get("SANDBANK_LONG") else 6


class Churn(threading.Thread):
    """Banks that are made, forked, replaced and deleted, until told to end."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server
        self.is_ending = threading.Event()
        self.made = 0

    def run(self) -> None:
        with self._server.client() as client:
            while not self.is_ending.is_set():
                bank_id = client.post("/banks", json={"name": f"Churn {self.made}"}).json()["bank_id"]
                fork = client.post(f"/banks/{bank_id}/fork", json={}).json()["bank_id"]
                client.post(f"/banks/{fork}/reset", json={})
                for doomed in (bank_id, fork):
                    assert client.delete(f"/banks/{doomed}").status_code in (200, 204)
                self.made += 1


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sandbox.cli", *arguments]


def restored(tmp_path: Path, name: str, *more: str) -> Path:
    """A directory made of the store, its books proved again."""
    target = tmp_path / name
    key = str(tmp_path / "data" / "master.key")
    arguments = ["restore", "--from", str(tmp_path / "store"), "--data", str(target), "--master-key", key]
    assert main([*arguments, *more]) == 0
    assert main(["verify", "--data", str(target)]) == 0
    return target


def assert_holds(target: Path, acknowledged: list[str]) -> None:
    """A server in the restored directory knows every transfer, and ends it."""
    with running(target) as server, server.client() as client:
        wait_until_settled(client)
        for identifier in acknowledged:
            assert client.get(f"/transactions/{identifier}").json()["status"] == "COMPLETED"


def begun(server: Server, name: str) -> list[Load]:
    """Clients that transfer."""
    with server.client() as client:
        accounts = funded_accounts(client)
    loads = [Load(server, accounts, f"{name}{number}") for number in range(2)]
    for load in loads:
        load.start()
    return loads


def acknowledged_by(loads: list[Load]) -> list[str]:
    return [one for load in loads for one in [*load.acknowledged.values()]]


def test_a_set_taken_under_load_with_churn_is_whole_and_has_all_that_was_acknowledged(tmp_path: Path) -> None:
    before: dict[str, list[str]] = {}
    with running(tmp_path / "data", "--demo") as server:
        loads, churn = begun(server, "load"), Churn(server)
        churn.start()
        for number in range(ROUNDS):
            time.sleep(0.2)
            known = acknowledged_by(loads)
            mode = ("--full", "--incremental", "--differential")[number % 3]
            taken = subprocess.run(
                command("backup", "--data", str(server.data), "--to", str(tmp_path / "store"), mode, "--json"),
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
            assert taken.returncode == 0, taken.stderr
            before[json.loads(taken.stdout)["backup_id"]] = known
        churn.is_ending.set()
        churn.join(20)
        server.kill()
        for load in loads:
            load.join(20)
    assert churn.made > ROUNDS
    for backup_id in before:
        restored(tmp_path, backup_id, "--backup", backup_id)
    last = [*before][-1]
    assert len(before[last]) > ROUNDS
    assert_holds(tmp_path / last, before[last][-50:])


def test_a_backup_that_is_killed_is_none_and_the_next_one_works(tmp_path: Path) -> None:
    rng = random.Random(7)
    arguments = ("backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path / "store"))
    store = BackupStore(tmp_path / "store")
    with running(tmp_path / "data", "--demo") as server:
        loads = begun(server, "load")
        assert subprocess.run(command(*arguments), stdout=subprocess.DEVNULL, timeout=60, check=False).returncode == 0
        for _ in range(ROUNDS):
            process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL)
            deadline = time.monotonic() + 20
            while not [*store.backups_path.glob("*.new")] and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(rng.uniform(0, 0.02))
            process.kill()
            process.wait(20)
            assert process.returncode in (0, -9)
        known = acknowledged_by(loads)
        assert subprocess.run(command(*arguments), stdout=subprocess.DEVNULL, timeout=60, check=False).returncode == 0
        server.kill()
        for load in loads:
            load.join(20)
    assert not [*store.backups_path.glob("*.new")]
    assert_holds(restored(tmp_path, "again"), known[-50:])


def test_a_restore_that_is_killed_leaves_no_directory_and_the_next_one_works(tmp_path: Path) -> None:
    rng = random.Random(8)
    with running(tmp_path / "data", "--demo") as server:
        server.stop()
    assert main(["backup", "--data", str(tmp_path / "data"), "--to", str(tmp_path / "store")]) == 0
    target = tmp_path / "again"
    arguments = ["restore", "--from", str(tmp_path / "store"), "--data", str(target)]
    arguments += ["--master-key", str(tmp_path / "data" / "master.key")]
    killed = 0
    for _ in range(ROUNDS):
        process = subprocess.Popen(command(*arguments), stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not target.with_name("again.new").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.2))
        process.kill()
        if process.wait(20) == -9 and not target.exists():
            killed += 1
        elif target.exists():
            # It was quicker: what is there is whole.
            assert main(["verify", "--data", str(target)]) == 0
            target.rename(tmp_path / f"done-{rng.random()}")
    assert killed
    restored(tmp_path, "again")


def test_the_archive_goes_on_where_a_killed_server_left_it(tmp_path: Path) -> None:
    instants: list[tuple[int, list[str]]] = []
    everything: list[str] = []
    for number in range(3):
        with running(tmp_path / "data", "--demo", "--archive-to", str(tmp_path / "store")) as server:
            loads = begun(server, f"r{number}")
            time.sleep(1.0)
            known = [*everything, *acknowledged_by(loads)]
            instants.append((wall_us(), known))
            # Longer than the archive is ever behind: what was acknowledged by the instant is in it.
            time.sleep(1.0)
            server.kill()
            for load in loads:
                load.join(20)
            everything += acknowledged_by(loads)
    with running(tmp_path / "data", "--archive-to", str(tmp_path / "store")) as server:
        server.stop()
    for at_us, known in [*instants, (wall_us(), everything)]:
        name = f"at-{at_us}"
        restored(tmp_path, name, "--at", to_datetime(at_us).isoformat())
        assert_holds(tmp_path / name, known[-50:])


def test_backups_on_a_schedule_are_taken_kept_and_told(tmp_path: Path) -> None:
    store = BackupStore(tmp_path / "store")
    options = ("--backup-to", str(store.path), "--backup-every", "PT0.2S", "--keep", "3")
    with running(tmp_path / "data", "--demo", *options) as server:
        health = httpx.get(f"{server.announced['base_url']}/health")
        assert (health.status_code, health.json()["backups"]["error"]) == (200, None)
        seen: set[str] = set()
        told = _until(server, lambda state: seen.add(str(state["last_backup_id"])) or len(seen) > 5)
        assert told["last_backup_at"] is not None
        # A store that cannot be written is told, and fails nothing.
        aside = store.path.rename(tmp_path / "aside")
        store.path.write_text("no folder")
        assert _until(server, lambda state: state["error"] is not None)["error"]
        assert httpx.get(f"{server.announced['base_url']}/health").status_code == 200
        store.path.unlink()
        aside.rename(store.path)
        _until(server, lambda state: state["error"] is None)
        server.stop()
    ids = store.ids()
    assert 3 <= len(ids) <= 5
    assert {one.rpartition("-")[2] for one in seen - {"None"}} == {"full", "incremental"}
    restored(tmp_path, "again")


def _until(server: Server, is_so: Any) -> dict[str, Any]:
    for _ in range(600):
        state: dict[str, Any] = httpx.get(f"{server.announced['base_url']}/health").json()["backups"]
        if is_so(state):
            return state
        time.sleep(0.05)
    raise AssertionError(f"it never came: {state}")
