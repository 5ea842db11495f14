"""`kill -9` while customers are erased: who was promised to be forgotten is, and nobody else."""

from __future__ import annotations

import random
import threading
import time
from pathlib import Path
from typing import Any

import apsw
import httpx

from tests.faults.server import running


def _names(data: Path) -> set[str]:
    ring = apsw.Connection(str(data / "keys.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return {str(row[0]) for row in ring.execute("SELECT name FROM keys")}
    finally:
        ring.close()


def _person(number: int) -> dict[str, Any]:
    return {"customer_type": "INDIVIDUAL", "first_name": "Canary", "last_name": "Erased",
            "email": f"canary{number}@example.com", "date_of_birth": "1985-12-10"}  # fmt: skip


def test_an_acknowledged_erasure_survives_kill_9_and_is_finished(tmp_path: Path) -> None:
    data, chance = tmp_path / "data", random.Random(11)
    erased: list[str] = []
    asked: set[str] = set()
    everybody: list[str] = []
    for turn in range(4):
        with running(data, "--empty") as server, server.client() as client:
            fresh = [
                str(client.post("/customers", json=_person(turn * 100 + number)).json()["customer_id"])
                for number in range(30)
            ]
            everybody += fresh

            def erase(client: httpx.Client = client, fresh: list[str] = fresh) -> None:
                try:
                    for customer_id in fresh:
                        asked.add(customer_id)
                        if client.post(f"/customers/{customer_id}/erase").status_code == 200:
                            erased.append(customer_id)
                except httpx.HTTPError:
                    return

            erasing = threading.Thread(target=erase)
            count = len(erased)
            erasing.start()
            while len(erased) == count:
                time.sleep(0.001)
            time.sleep(chance.random() / 50)
            server.kill()
            erasing.join()
    with running(data) as server, server.client() as client:
        for customer_id in everybody:
            shown = client.get(f"/customers/{customer_id}").json()
            if customer_id in erased:
                assert (shown["status"], shown["first_name"]) == ("CLOSED", None)
            elif customer_id not in asked:
                assert (shown["status"], shown["first_name"]) == ("ACTIVE", "Canary")
        server.stop()
    names = _names(data)
    assert not [one for one in erased if f"person/{one}" in names]
    assert [one for one in everybody if one not in asked and f"person/{one}" in names]
    assert len(erased) >= 4
