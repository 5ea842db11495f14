"""Everything that can be asked of a bank's past, in pages of several sizes: what must not change when it is moved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sandbox.engine import chart
from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from sandbox.engine.records import KINDS
from sandbox.engine.transaction import Selection
from sandbox.services.banks.canonical import canonical_lines
from tests.engine.banks import account

ACCOUNTS = (*(account(name) for name in ("a", "b", "c", "never")), chart.cash("USD"))
PAGES = (1, 3, 50)


async def everything(bank: Bank) -> dict[str, Any]:
    """The answers, by what was asked."""
    found, _ = await bank.run("test", system(), _asked, is_read=True)
    return found


async def canonical(bank: Bank, place: Path) -> bytes:
    """The bank's canonical export."""
    copy = place / "copy.db"
    await bank.copy_to(copy)
    return b"".join([chunk async for chunk in canonical_lines(copy)])


async def _asked(tx: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    reader = tx.store.reader
    for number in range(2):
        found["rows over all of its life", number] = reader.life_row("SELECT count(*), sum(commit_seq) FROM versions")
    leaves = await tx.leaves(after=None, limit=10_000, is_ascending=True)
    instants = sorted({leaf.leaf.at_us + shift for leaf in leaves for shift in (-1, 0, 1)})
    some = instants[:: max(1, len(instants) // 12)]
    found["leaves"] = leaves
    await _ask_books(tx, found, instants)
    await _ask_events(tx, found, some)
    for is_ascending in (True, False):
        for size in PAGES:
            found["leaf pages", is_ascending, size] = await _leaf_pages(tx, size, is_ascending=is_ascending)
        for from_us in some:
            times = {"from_us": from_us, "until_us": from_us + 90_000_000_000}
            asked = await tx.leaves(after=None, limit=5, is_ascending=is_ascending, **times)
            found["leaves at", is_ascending, from_us] = asked
    for leaf in leaves:
        found["last event", leaf.position] = reader.last_event_at(leaf.leaf.commit)
        found["proof", leaf.position] = await tx.inclusion(leaf.position)
        for mark in leaf.leaf.versions:
            found["version", mark] = await tx.version(KINDS[mark.kind], mark.id, mark.version)
            about = await tx.leaves(after=None, limit=20, is_ascending=False, entity_id=mark.id)
            found["leaves about", mark.id] = about
            about = await tx.events(after=None, limit=20, is_ascending=False, resource_id=mark.id)
            found["events about", mark.id] = about
    return found


async def _ask_books(tx: Any, found: dict[str, Any], instants: list[int]) -> None:
    for one in ACCOUNTS:
        for at_us in instants:
            balance = await tx.balance_as_of(one, at_us)
            counters = balance.posted_cents, balance.held_cents, balance.incoming_cents, balance.sequence, balance.at_us
            found["balance", one.ledger_account_id, at_us] = counters
        for is_ascending in (True, False):
            for size in PAGES:
                pages = await _entry_pages(tx, one.ledger_account_id, size, is_ascending=is_ascending)
                found["entries", one.ledger_account_id, is_ascending, size] = pages
    for is_ascending in (True, False):
        for size in PAGES:
            pages = await _journal_pages(tx, size, is_ascending=is_ascending)
            found["journal", is_ascending, size] = pages
    for journal in found["journal", True, 50]:
        identifier = journal.ledger_transaction_id
        found["ledger transaction", identifier] = await tx.ledger_transaction(identifier)
    accounts = await tx.ledger_accounts(Selection(limit=100))
    found["ledger accounts"] = [(one.account, one.posted_cents, one.held_cents, one.sequence) for one in accounts]
    for at_us in instants[:: max(1, len(instants) // 8)]:
        window = Selection(limit=4, from_us=at_us, until_us=at_us + 200_000_000_000)
        found["journal at", at_us] = await tx.ledger_transactions(window)


async def _ask_events(tx: Any, found: dict[str, Any], some: list[int]) -> None:
    for is_ascending in (True, False):
        for size in PAGES:
            found["events", is_ascending, size] = await _event_pages(tx, size, is_ascending=is_ascending)
        for from_us in some:
            times = {"from_us": from_us, "until_us": from_us + 90_000_000_000}
            asked = await tx.events(after=None, limit=5, is_ascending=is_ascending, **times)
            found["events at", is_ascending, from_us] = asked
    found["typed"] = await tx.events(after=None, limit=9, is_ascending=False, skip=3, types=("setting.updated",))
    for event in found["events", True, 50]:
        found["event", event.event.event_id] = await tx.event(event.event.event_id)


async def _entry_pages(tx: Any, name: str, size: int, *, is_ascending: bool) -> list[Any]:
    found: list[Any] = []
    after = None
    while page := await tx.entries(name, after=after, limit=size, is_ascending=is_ascending):
        found += page
        after = page[-1][0].at_us, page[-1][1].sequence
    return found


async def _journal_pages(tx: Any, size: int, *, is_ascending: bool) -> list[Any]:
    found: list[Any] = []
    after = None
    while page := await tx.ledger_transactions(Selection(after=after, limit=size, is_ascending=is_ascending)):
        found += page
        after = page[-1].ledger_transaction_id
    return found


async def _event_pages(tx: Any, size: int, *, is_ascending: bool) -> list[Any]:
    found: list[Any] = []
    after = None
    while page := await tx.events(after=after, limit=size, is_ascending=is_ascending):
        found += page
        after = page[-1].sequence
    return found


async def _leaf_pages(tx: Any, size: int, *, is_ascending: bool) -> list[Any]:
    found: list[Any] = []
    after = None
    while page := await tx.leaves(after=after, limit=size, is_ascending=is_ascending):
        found += page
        after = page[-1].position
    return found
