"""What growth is measured on is a bank like any other: its books prove themselves, and its people are found."""

from __future__ import annotations

from pathlib import Path

from loadtests.growth.loader import CREDITS_PER_ACCOUNT, load
from sandbox.cli import main
from tests.faults.server import running


async def test_a_filled_bank_is_proved_and_served(tmp_path: Path) -> None:
    data = tmp_path / "data"
    loaded = await load(data, 700, lambda _: None)
    assert (loaded.accounts, loaded.entries) == (700, 700 * (CREDITS_PER_ACCOUNT + 1))
    assert main(["verify", "--data", str(data)]) == 0
    some = loaded.sample[-1]
    with running(data, "--empty") as server, server.client() as client:
        (found,) = client.get("/customers", params={"email": some.email}).json()
        assert found["customer_id"] == some.customer_id
        account = client.get(f"/accounts/{some.account_id}").json()
        assert account["posted_balance_cents"] == 1_000_00 + 5 * 1_00
        sampled = {one.account_id for one in loaded.sample}
        assert len(sampled) == len(loaded.sample)
