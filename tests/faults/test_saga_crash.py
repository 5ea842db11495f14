"""A crash between every two steps of the transfer saga: it ends as if there had been none.

The queue does not run by itself here. After each number of steps the files are copied as they are
on disk, which is what a crash at that moment leaves, and a bank is opened on the copy.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller, system
from sandbox.engine.clock import to_us
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.services.accounts.views import account_view
from sandbox.services.transactions import operations as transactions
from sandbox.services.transactions.records import TRANSACTIONS
from tests.engine.banks import vault_of
from tests.services.api import START, router

CALLER = Caller(user_id="key_test", auth_method="API_KEY")


async def do(bank: Bank, work: Any) -> Any:
    result, saw = await bank.run("test", CALLER, lambda tx: work(Call(tx, CALLER)))
    await bank.durable(saw)
    return result


async def open_at(directory: Path, *, start_queue: bool = False) -> Bank:
    router()
    bank = Bank(directory / "bank.db", "bank_test", vault_of(directory))
    await bank.open(seed=1, start_queue=start_queue)
    return bank


async def two_accounts(bank: Bank) -> tuple[str, str]:
    """Two accounts, put in place without their services: the first holds 100.00 USD."""
    from sandbox.contract.models.accounts import AccountRecord
    from sandbox.engine import chart
    from sandbox.engine.clock import to_datetime
    from sandbox.engine.ledger import Leg

    async def work(call: Call) -> tuple[str, str]:
        ids = []
        for number in ("1", "2"):
            account = AccountRecord(
                account_id=call.new_id("acct"),
                customer_id=f"cust_{1:026}",
                joint_customer_ids=[],
                account_number=number,
                account_type="CHECKING",
                ownership="INDIVIDUAL",
                currency="USD",
                status="ACTIVE",
                daily_limit_cents=10**9,
                monthly_limit_cents=10**9,
                interest_rate_bps=0,
                risk_category="LOW",
                opened_date=to_datetime(START).date(),
                created_at=call.now,
                updated_at=call.now,
                metadata={},
            )
            call.tx.put(account)
            ids.append(account.account_id)
        credit = Leg(chart.customer_deposits(ids[0], "USD"), "CREDIT", 10_000)
        await call.tx.post(Leg(chart.cash("USD"), "DEBIT", 10_000), credit, description="Start")
        return ids[0], ids[1]

    found: tuple[str, str] = await do(bank, work)
    return found


async def fire_next(bank: Bank) -> bool:
    """One step of the queue, and everything it did on disk."""
    effect = await bank.store.next_effect()
    if effect is None or effect.due_us > bank.clock.now_us():
        return False
    await bank._fire(effect)
    await bank.durable(bank.store.state.commit)
    return True


async def approve(bank: Bank, transaction_id: str) -> bool:
    """Approve it if it waits for that, and nobody has yet."""

    async def work(call: Call) -> bool:
        waiting = await call.tx.get(TRANSACTIONS, transaction_id)
        if waiting is None or waiting.status != "PENDING" or not waiting.requires_approval or waiting.approved_by:
            return False
        approver = Call(call.tx, Caller(user_id="tmem_approver", auth_method="API_KEY"))
        await transactions.approve_transaction(approver, transaction_id)
        return True

    found: bool = await do(bank, work)
    await bank.durable(bank.store.state.commit)
    return found


async def crashed_copy(directory: Path, to: Path) -> Path:
    to.mkdir()
    for file in directory.iterdir():
        shutil.copy(file, to / file.name)
    return to


async def balances(bank: Bank, *ids: str) -> list[tuple[int, int]]:
    async def work(call: Call) -> list[tuple[int, int]]:
        from sandbox.services.accounts.public import existing

        views = [await account_view(call.tx, await existing(call.tx, account_id)) for account_id in ids]
        return [(view.available_balance_cents, view.posted_balance_cents) for view in views]

    found: list[tuple[int, int]] = await do(bank, work)
    return found


@pytest.mark.parametrize(
    ("changed", "steps"),
    [
        ({}, ["transaction.initiated", "transaction.completed"]),
        ({"fraud.high_amount_cents": "1"}, ["transaction.initiated", "transaction.failed"]),
        (
            {"transactions.approval_limit_cents": "1"},
            [f"transaction.{what}" for what in ("initiated", "approval_required", "approved", "completed")],
        ),
    ],
    ids=["completes", "fails", "is approved"],
)
async def test_a_crash_after_any_step_changes_nothing_about_the_end(
    tmp_path: Path, changed: dict[str, str], steps: list[str]
) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    bank = await open_at(origin)
    bank.begin_at(START)
    source, destination = await two_accounts(bank)
    for key, value in changed.items():
        from sandbox.contract.models.settings import SettingUpdate
        from sandbox.services.settings.operations import update_setting

        update = SettingUpdate(setting_value=value)
        await do(bank, lambda call, key=key, update=update: update_setting(call, key, update))
    from sandbox.contract.models.transactions import Transfer

    body = Transfer(source_account_id=source, destination_account_id=destination, amount_cents=2_500, currency="USD")
    accepted = await do(bank, lambda call: transactions.create_transfer(call, body))
    assert accepted.status == "PENDING"
    copies = [await crashed_copy(origin, tmp_path / "step0")]
    while await fire_next(bank) or await approve(bank, accepted.transaction_id):
        copies.append(await crashed_copy(origin, tmp_path / f"step{len(copies)}"))
    await bank.close()
    is_approved, end = len(steps) == 4, steps[-1]
    assert len(copies) == (4 if is_approved else 2)
    for copy in copies:
        again = await open_at(copy)
        while await fire_next(again) or await approve(again, accepted.transaction_id):
            pass
        ended = await do(again, lambda call: call.tx.get(TRANSACTIONS, accepted.transaction_id))
        if end == "transaction.completed":
            assert ended.status == "COMPLETED"
            assert await balances(again, source, destination) == [(7_500, 7_500), (2_500, 2_500)]
        else:
            assert (ended.status, ended.failure_code) == ("FAILED", "fraud_suspected")
            assert await balances(again, source, destination) == [(10_000, 10_000), (0, 0)]
        events, _ = await again.run(
            "test", system(), lambda tx: tx.events(after=None, limit=100, is_ascending=True), is_read=True
        )
        told = [one.event.type for one in events if one.event.resource_id == accepted.transaction_id]
        assert told == steps
        await again.close()
        findings = verify_file(copy / "bank.db").findings
        assert [one for one in findings if one.invariant != "references"] == []
    assert to_us(accepted.created_at) == START
