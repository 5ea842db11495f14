"""The quickstart as a newcomer runs it, against a real server, and the proof of the books after it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx

from sandbox.cli import main
from tests.faults.server import running

ROOT = Path(__file__).parents[2]


def test_the_quickstart_runs_to_its_end_and_the_books_prove_themselves(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server:
        environment = {
            **os.environ,
            "SANDBANK_API_KEY": server.announced["api_key"],
            "SANDBANK_BASE_URL": server.announced["base_url"],
        }
        done = subprocess.run(
            [sys.executable, str(ROOT / "examples" / "quickstart.py")],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout
        for line in (
            "Ada Lovelace is VERIFIED",
            "Charles Review's verification is IN_REVIEW",
            "Approved by a reviewer: VERIFIED",
            "The business account is BUSINESS",
            "COMPLETED, 1,000.00 USD available",
            ": PENDING\n",
            "COMPLETED, 750.00 USD available",
            "the transfer is REVERSED",
            "Refused with insufficient_funds: 1,000.00 USD is available",
            "First page has 2, all pages 4 movements",
        ):
            assert line in said, said
        first, second = [line for line in said.splitlines() if line.startswith("Key rainy-days")]
        assert first == second
        assert first.endswith("950.00 USD available")
        # Also beside the running server.
        assert main(["verify", "--data", str(tmp_path / "data")]) == 0
    assert main(["verify", "--data", str(tmp_path / "data")]) == 0


def test_the_demo_bank_is_what_the_readme_promises(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--demo") as server, server.client() as client:
        customers = client.get("/customers", params={"limit": 100}).json()
        accounts = client.get("/accounts", params={"limit": 100}).json()
        movements = client.get("/transactions", params={"limit": 100, "order": "asc"}).json()
        assert len(customers) == 10
        assert sum(customer["customer_type"] == "BUSINESS" for customer in customers) == 2
        reviews = client.get("/verifications", params={"status": "IN_REVIEW"}).json()
        assert len(reviews) == 1
        dollars = [one for one in accounts if one["currency"] == "USD" and one["status"] == "ACTIVE"]
        rich = [one for one in dollars if one["available_balance_cents"] >= 10_000_00]
        assert len(rich) >= 6
        assert all(one["daily_limit_cents"] >= 10**9 for one in rich)
        assert sum(one["currency"] == "EUR" for one in accounts) == 1
        newest = client.get("/transactions", params={"limit": 1}).json()[0]
        assert newest["created_at"][:7] > movements[0]["created_at"][:7]
        assert client.get("/transactions", params={"transaction_type": "INTEREST"}).json()


def test_everything_beside_the_contract_is_served(tmp_path: Path) -> None:
    with running(tmp_path / "data", "--empty") as server:
        base = server.announced["base_url"]
        document = httpx.get(f"{base}/openapi.json").json()
        assert document["openapi"].startswith("3.1")
        assert httpx.get(f"{base}/openapi.yaml").content == (ROOT / "openapi.yaml").read_bytes()
        assert httpx.get(f"{base}/health").json()["status"] == "ok"
        assert "insufficient_funds" in httpx.get(f"{base}/problems/insufficient_funds").text
        assert httpx.get(f"{base}/problems/nothing").status_code == 404
        portal = httpx.get(server.announced["portal_url"], follow_redirects=True)
        assert portal.url.path == "/portal/sign_in"
        assert portal.status_code == 200
