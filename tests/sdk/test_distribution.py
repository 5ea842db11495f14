"""The SDK as a distribution: fresh, typed, quick to import, and a stranger to the server."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sandbank.event_types import EVENT_TYPES

from sandbox.contract.document import load_contract

ROOT = Path(__file__).parents[2]
SDK = ROOT / "sdk"

PROGRAM = """
from collections.abc import Mapping

from sandbank import AsyncSandbank, Sandbank, errors, webhooks
from sandbank.event_types import EVENT_TYPES, EventType
from sandbank.testing import Clock, WebhookInbox


def total(bank: Sandbank) -> int:
    return sum(account.available_balance_cents for account in bank.accounts.list_accounts(status="ACTIVE"))


def pay(bank: Sandbank, source: str, destination: str) -> str:
    try:
        paid = bank.transactions.create_transfer(
            source_account_id=source, destination_account_id=destination, amount_cents=1, currency="USD", wait=5
        )
    except errors.InsufficientFunds as refusal:
        return refusal.detail
    return bank.transactions.wait_until_final(paid.transaction_id).status


def replayed(bank: Sandbank) -> tuple[bool, int]:
    raw = bank.accounts.with_raw_response.get_account("acct_1")
    return raw.is_replayed, raw.parse().available_balance_cents


def types(bank: Sandbank) -> list[str]:
    with bank.events.stream_events(type="account.*") as stream:
        return [event.type for event in stream]


def unwrapped(bank: Sandbank, body: bytes, headers: Mapping[str, str]) -> str:
    return bank.webhooks.unwrap(body, headers, ["whsec_a"]).type + webhooks.unwrap(body, headers, "whsec_a").event_id


def copied(bank: Sandbank) -> str | None:
    exported = sum(len(chunk) for chunk in bank.banks.export_bank("bank_1", format="CANONICAL"))
    return bank.banks.import_bank(bank.banks.save_export("bank_1", f"{exported}.bank")).name


def waited(bank: Sandbank, wanted: EventType = EVENT_TYPES[0]) -> str:
    Clock(bank).advance(days=1)
    with WebhookInbox(bank) as inbox:
        return inbox.expect(wanted, where=lambda event: event.resource_id == "acct_1").event_id


async def streamed(bank: AsyncSandbank) -> int:
    size = 0
    async for event in await bank.events.stream_events():
        async for chunk in bank.banks.export_bank(event.resource_id):
            size += len(chunk)
    return size


async def names(bank: AsyncSandbank) -> list[str]:
    raw = await bank.customers.with_raw_response.list_customers()
    assert raw.status == 200
    return [customer.email async for customer in await bank.customers.list_customers()]
"""
WRONG = {
    "a name that is not there": 'bank.accounts.open_account(customer="c", account_type="CHECKING", currency="USD")',
    "a missing one": 'bank.accounts.open_account(customer_id="c")',
    "a wrong type": 'bank.transactions.capture_hold("hold_1", amount_cents="5")',
    "an attribute that is not there": 'bank.accounts.get_account("a").balance',
    "a method that is not there": "bank.accounts.drop_account()",
    "an error that is not there": "errors.NoSuchProblem",
    "a format that is not there": 'bank.banks.export_bank("bank_1", format="ZIP")',
    "a field of an event that is not there": "[event.kind for event in bank.events.stream_events()]",
}


def mypy(program: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(program)]
    return subprocess.run(command, capture_output=True, text=True, cwd=program.parent, check=False)


def test_what_is_generated_is_fresh() -> None:
    command = [sys.executable, str(SDK / "generate.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_was_generated_says_so() -> None:
    package = SDK / "sandbank"
    thin = [package / name for name in ("_resources.py", "_raw.pyi", "_problems.py", "event_types.py")]
    for file in [*package.glob("generated/**/*.py"), *thin, SDK / "api.md"]:
        assert "Generated from openapi.yaml" in file.read_text()[:200], file


def test_a_program_that_uses_it_is_typed_strictly(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    done = mypy(program)
    assert done.returncode == 0, done.stdout


def test_a_program_that_uses_it_wrongly_is_told(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text("from sandbank import Sandbank, errors\nbank = Sandbank()\n" + "\n".join(WRONG.values()) + "\n")
    done = mypy(program)
    for line, mistake in enumerate(WRONG, start=3):
        assert f"program.py:{line}: error" in done.stdout, mistake


def test_importing_it_costs_less_than_importing_its_http_client() -> None:
    code = "import time; t=time.perf_counter(); import {}; print(time.perf_counter()-t)"

    def cost(name: str) -> float:
        runs = [
            subprocess.run([sys.executable, "-c", code.format(name)], capture_output=True, check=True) for _ in range(3)
        ]
        return min(float(run.stdout) for run in runs)

    assert cost("sandbank") < cost("httpx")


def test_making_a_client_loads_no_model() -> None:
    code = (
        "import sys; from sandbank import Sandbank; Sandbank('sbk_test');"
        "print([name for name in sys.modules if name.startswith('sandbank.generated.models')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_types_of_events_are_those_of_the_contract() -> None:
    assert list(load_contract()["webhooks"]) == list(EVENT_TYPES)


def test_it_knows_nothing_of_the_server() -> None:
    for file in (SDK / "sandbank").rglob("*.py"):
        assert "from sandbox" not in file.read_text()
        assert "import sandbox" not in file.read_text()


@pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="a wheel is built where hatchling is")
def test_its_wheel_has_types_and_licence_and_not_the_generator(tmp_path: Path) -> None:
    code = (
        "import sys; from hatchling.builders.wheel import WheelBuilder;"
        "list(WheelBuilder(sys.argv[1]).build(directory=sys.argv[2], versions=['standard']))"
    )
    subprocess.run([sys.executable, "-c", code, str(SDK), str(tmp_path)], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {"sandbank/py.typed", "sandbank/_raw.pyi", "sandbank/generated/models/account.py"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {"sandbank/pytest_plugin.py", "sandbank/testing/keeper.py"} <= set(names)
    assert any(name.endswith("entry_points.txt") for name in names)
    assert not any("generator" in name or name.endswith(".jinja") for name in names)
