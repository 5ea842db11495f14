"""A bank on a temporary file, and the small kinds and steps that the engine's tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, system
from sandbox.engine.ledger import LedgerAccount, Leg
from sandbox.engine.queue import step
from sandbox.engine.records import Kind
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.vault import FileMasterKey, Keyring, Vault

R = TypeVar("R")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A record with a status, a unique label, and something personal."""

    note_id: str
    status: str = "OPEN"
    label: str | None = None
    secret: str | None = None
    is_ill: bool | None = None


NOTES = Kind(
    Note,
    prefix="note",
    index=("status",),
    unique=("label",),
    personal=("secret", "is_ill"),
    person=lambda note: note.note_id,
)


@step("tests.append")
async def append(call: Call, subject: str) -> None:
    """Put a note whose label tells when it ran."""
    call.tx.put(Note(note_id=call.new_id("note"), label=f"{subject}@{call.tx.now_us}"))


@step("tests.fail")
async def fail(call: Call, subject: str) -> None:
    """A step that never works."""
    raise RuntimeError(f"cannot do {subject}")


def vault_of(directory: Path, bank_id: str = "bank_test") -> Vault:
    """A vault on its own ring of keys."""
    return Vault(bank_id, Keyring(directory / "keys.db", FileMasterKey(directory / "master.key")))


@asynccontextmanager
async def open_bank(directory: Path, *, seed: int | None = 1, start_queue: bool = True) -> AsyncIterator[Bank]:
    """A bank in a directory; its books are verified when it closes."""
    bank = Bank(directory / "bank.db", "bank_test", vault_of(directory))
    await bank.open(seed=seed, start_queue=start_queue)
    try:
        yield bank
    finally:
        await bank.close()
    assert_verifies(directory)


def assert_verifies(directory: Path) -> None:
    """Every invariant holds in the file."""
    findings = verify_file(directory / "bank.db").findings
    assert not findings, "\n".join(str(finding) for finding in findings)


async def run(bank: Bank, work: Callable[[Any], Awaitable[R]]) -> R:
    """Run work as an operation and wait until it is on disk."""
    result, saw = await bank.run("test", system(), work)
    await bank.durable(saw)
    return result


def account(name: str, currency: str = "USD") -> LedgerAccount:
    """A customer's ledger account, never below zero."""
    return chart.customer_deposits(f"acct_{name:0>26}", currency)


async def fund(bank: Bank, name: str, cents: int, currency: str = "USD") -> None:
    """Pay cash into an account."""

    async def work(tx: Any) -> None:
        legs = (Leg(chart.cash(currency), "DEBIT", cents), Leg(account(name, currency), "CREDIT", cents))
        await tx.post(*legs, description="Cash deposit")

    await run(bank, work)


async def available(bank: Bank, name: str) -> int:
    """What an account can spend."""

    async def work(tx: Any) -> int:
        return int((await tx.balance(account(name))).available_cents)

    return await run(bank, work)
