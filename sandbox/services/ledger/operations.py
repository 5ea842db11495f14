"""The operations of `ledger`: accounts, entries, ledger transactions, the trial balance. Read only.

A page of entries goes on exactly behind the entry that its cursor names, so entries that are added
meanwhile neither repeat nor hide one. Order is the journal's: by ledger transaction, then by place.
See: engine/ledger.py for what moves, tests/services/ledger/.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict

from sandbox.contract.binder import operation
from sandbox.contract.models.ledger import (
    Entry,
    LedgerAccount,
    LedgerTransaction,
    TrialBalance,
    TrialBalanceCurrency,
    TrialBalanceLine,
)
from sandbox.contract.models.parameters import GetTrialBalanceQuery, ListEntriesQuery, ListLedgerAccountsQuery
from sandbox.contract.pages import Page, decode_cursor
from sandbox.contract.problem import Problem, not_found
from sandbox.engine import ledger as books
from sandbox.engine.call import Call
from sandbox.engine.chart import CUSTOMER_DEPOSITS
from sandbox.engine.clock import to_datetime, to_us
from sandbox.engine.ids import derived
from sandbox.engine.listing import selection_of
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.ledger.rules import debit_and_credit, is_behind, parse_position
from sandbox.services.ledger.views import account_view, entry_view, transaction_view

_SLICE = 500
_TRIES = 20


@operation("listLedgerAccounts")
async def list_ledger_accounts(call: Call, query: ListLedgerAccountsQuery) -> Page[LedgerAccount]:
    selection = selection_of(query, {"code": query.code, "currency": query.currency})
    if query.account_id is not None:
        found = await _behind_account(call.tx, selection, query.account_id)
    else:
        found = await call.tx.ledger_accounts(selection)
    shown = [account_view(balance) for balance in found[: query.limit]]
    return Page(shown, shown[-1].ledger_account_id if len(found) > query.limit else None)


@operation("getLedgerAccount")
async def get_ledger_account(call: Call, ledger_account_id: str) -> LedgerAccount:
    return account_view(await _account(call.tx, ledger_account_id))


@operation("getLedgerTransaction")
async def get_ledger_transaction(call: Call, ledger_transaction_id: str) -> LedgerTransaction:
    journal = await call.tx.ledger_transaction(ledger_transaction_id)
    if journal is None:
        raise not_found("ledger transaction", ledger_transaction_id)
    return transaction_view(journal, await _sides(call.tx, journal))


@operation("listEntries")
async def list_entries(call: Call, query: ListEntriesQuery) -> Page[Entry]:
    if query.ledger_account_id is not None and query.ledger_transaction_id is None:
        return await _entries_of_account(call, query, query.ledger_account_id)
    return await _entries_of_journal(call, query)


@operation("getTrialBalance")
async def get_trial_balance(call: Call, query: GetTrialBalanceQuery) -> TrialBalance:
    now_us = call.tx.now_us
    at_us = now_us if query.as_of is None else min(to_us(query.as_of), now_us)
    for _ in range(_TRIES):
        currencies = await _currencies(call.tx, at_us)
        if all(one.is_balanced for one in currencies):
            break
    return TrialBalance(as_of=to_datetime(at_us), currencies=currencies)


# Within ------------------------------------------------------------------------------------------
async def _account(tx: Transaction, ledger_account_id: str) -> books.Balance:
    balance = await tx.ledger_account(ledger_account_id)
    if balance is None:
        raise not_found("ledger account", ledger_account_id)
    return balance


async def _behind_account(tx: Transaction, selection: Selection, account_id: str) -> list[books.Balance]:
    """The ledger account of a customer's account: its id follows from the account's, so nothing is searched."""
    found = await tx.ledger_account(derived("lacc", account_id))
    if found is None or found.account.account_id != account_id or selection.after is not None or selection.skip:
        return []
    is_match = all(getattr(found.account, name) == wanted for name, wanted in selection.where.items())
    return [found] if is_match else []


async def _sides(tx: Transaction, journal: books.LedgerTransaction) -> dict[str, books.Direction]:
    names = {entry.ledger_account_id for entry in journal.entries}
    return {name: (await _account(tx, name)).account.normal_side for name in names}


async def _entries_of_account(call: Call, query: ListEntriesQuery, ledger_account_id: str) -> Page[Entry]:
    balance = await call.tx.ledger_account(ledger_account_id)
    if balance is None:
        return Page([], None)
    skip = (query.page - 1) * query.limit if query.page else 0
    found = await call.tx.entries(
        ledger_account_id,
        after=_instant_and_sequence(query.cursor),
        limit=query.limit + 1 + skip,
        is_ascending=query.order == "asc",
    )
    shown = found[skip : skip + query.limit]
    side = balance.account.normal_side
    items = [entry_view(journal, journal.entries.index(entry), side) for journal, entry in shown]
    following = None
    if len(found) > skip + query.limit:
        journal, entry = shown[-1]
        following = f"{journal.at_us}.{entry.sequence}"
    return Page(items, following)


async def _entries_of_journal(call: Call, query: ListEntriesQuery) -> Page[Entry]:
    """Of one ledger transaction or of the whole bank: ledger transactions in order, then their entries."""
    is_ascending = query.order == "asc"
    behind = _place(query.cursor)
    skip = (query.page - 1) * query.limit if query.page else 0
    # A ledger transaction has two entries or more, so half as many of them fill a page.
    size = min(_SLICE, (query.limit + skip) // 2 + 2)
    after = _up_to(behind[0], is_ascending=is_ascending) if behind else None
    sides: dict[str, books.Direction] = {}
    shown: list[Entry] = []
    position = ""
    while True:
        journals = await _journals(call.tx, query, Selection(limit=size, is_ascending=is_ascending, after=after))
        for journal in journals:
            places = range(len(journal.entries))
            for place in places if is_ascending else reversed(places):
                here, account = (journal.ledger_transaction_id, place), journal.entries[place].ledger_account_id
                if behind is not None and not is_behind(here, behind, is_ascending=is_ascending):
                    continue
                if query.ledger_account_id not in (None, account):
                    continue
                if skip:
                    skip -= 1
                    continue
                if len(shown) == query.limit:
                    return Page(shown, position)
                if account not in sides:
                    sides[account] = (await _account(call.tx, account)).account.normal_side
                shown.append(entry_view(journal, place, sides[account]))
                position = f"{journal.ledger_transaction_id}.{place}"
        if len(journals) < size:
            return Page(shown, None)
        after = journals[-1].ledger_transaction_id
        await asyncio.sleep(0)


async def _journals(tx: Transaction, query: ListEntriesQuery, selection: Selection) -> list[books.LedgerTransaction]:
    if query.ledger_transaction_id is None:
        return await tx.ledger_transactions(selection)
    one = await tx.ledger_transaction(query.ledger_transaction_id)
    return [] if one is None else [one]


def _up_to(identifier: str, *, is_ascending: bool) -> str:
    """A bound, itself outside, that lets this ledger transaction come first: it may hold more entries."""
    if is_ascending:
        return f"{identifier[:-1]}{chr(ord(identifier[-1]) - 1)}\x7f"
    return f"{identifier}\x01"


def _place(cursor: str | None) -> tuple[str, int] | None:
    """The ledger transaction and the place in it where the last page ended. Raises `invalid_cursor`."""
    if cursor is None:
        return None
    found = parse_position(decode_cursor(cursor))
    if found is None:
        raise Problem("invalid_cursor")
    return found


def _instant_and_sequence(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    instant, _, sequence = decode_cursor(cursor).partition(".")
    if not (instant.isdigit() and sequence.isdigit() and len(instant) < 19 and len(sequence) < 19):
        raise Problem("invalid_cursor")
    return int(instant), int(sequence)


async def _currencies(tx: Transaction, at_us: int) -> list[TrialBalanceCurrency]:
    """One pass over the chart. A flush between two slices shows as an imbalance, and calls for another pass."""
    lines: dict[str, dict[str, TrialBalanceLine]] = defaultdict(dict)
    after = None
    while slice_ := await tx.ledger_accounts(Selection(limit=_SLICE, is_ascending=True, after=after)):
        for current in slice_:
            if current.created_us > at_us:
                continue
            balance = current if at_us == tx.now_us else await tx.balance_as_of(current.account, at_us)
            _add_line(lines[current.account.currency], current.account, balance)
        after = slice_[-1].account.ledger_account_id
    return [_currency(currency, [*found.values()]) for currency, found in sorted(lines.items())]


def _add_line(lines: dict[str, TrialBalanceLine], account: books.LedgerAccount, balance: books.Balance) -> None:
    """Customer deposits are added up in one line; the bank's own accounts have one each."""
    is_customers = account.code == CUSTOMER_DEPOSITS
    key = CUSTOMER_DEPOSITS if is_customers else account.ledger_account_id
    earlier = lines.get(key)
    debits = balance.debits_posted + (earlier.debit_cents if earlier else 0)
    credits = balance.credits_posted + (earlier.credit_cents if earlier else 0)
    debit, credit = debit_and_credit(debits, credits)
    lines[key] = TrialBalanceLine(
        ledger_account_id=None if is_customers else account.ledger_account_id,
        code=account.code,
        name=account.name,
        debit_cents=debit,
        credit_cents=credit,
    )


def _currency(currency: str, lines: list[TrialBalanceLine]) -> TrialBalanceCurrency:
    lines.sort(key=lambda line: (line.code, line.name))
    debits, credits = sum(line.debit_cents for line in lines), sum(line.credit_cents for line in lines)
    return TrialBalanceCurrency(
        currency=currency,
        total_debits_cents=debits,
        total_credits_cents=credits,
        is_balanced=debits == credits,
        lines=lines,
    )
