"""The operations of `ledger`: accounts, entries, ledger transactions, the trial balance. Read only.

See: engine/ledger.py for what moves, tests/services/ledger/.
"""

from __future__ import annotations

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
from sandbox.engine.listing import selection_of
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.ledger.rules import debit_and_credit
from sandbox.services.ledger.views import account_view, entry_view, transaction_view

_SLICE = 500


@operation("listLedgerAccounts")
async def list_ledger_accounts(call: Call, query: ListLedgerAccountsQuery) -> Page[LedgerAccount]:
    where = {"code": query.code, "currency": query.currency, "account_id": query.account_id}
    found = await call.tx.ledger_accounts(selection_of(query, where))
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
    lines: dict[str, dict[str, TrialBalanceLine]] = defaultdict(dict)
    after = None
    while slice_ := await call.tx.ledger_accounts(Selection(limit=_SLICE, is_ascending=True, after=after)):
        for current in slice_:
            balance = current if at_us == now_us else await call.tx.balance_as_of(current.account, at_us)
            _add_line(lines[current.account.currency], current.account, balance)
        after = slice_[-1].account.ledger_account_id
    currencies = [_currency(currency, [*found.values()]) for currency, found in sorted(lines.items())]
    return TrialBalance(as_of=to_datetime(at_us), currencies=currencies)


# Within ------------------------------------------------------------------------------------------
async def _account(tx: Transaction, ledger_account_id: str) -> books.Balance:
    balance = await tx.ledger_account(ledger_account_id)
    if balance is None:
        raise not_found("ledger account", ledger_account_id)
    return balance


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
    if query.ledger_transaction_id is not None:
        one = await call.tx.ledger_transaction(query.ledger_transaction_id)
        journals = [one] if one is not None else []
    else:
        selection = selection_of(query)
        # A ledger transaction has two entries or more: this many are enough for a page.
        wanted = selection._replace(limit=query.limit + 2 + selection.skip, skip=0, after=None)
        journals = await call.tx.ledger_transactions(wanted._replace(after=_before(query)))
    lines = []
    for journal in journals:
        sides = await _sides(call.tx, journal)
        for place, entry in enumerate(journal.entries):
            if query.ledger_account_id in (None, entry.ledger_account_id):
                position = f"{journal.ledger_transaction_id}.{place}"
                lines.append((position, entry_view(journal, place, sides[entry.ledger_account_id])))
    if query.cursor is not None:
        lines = _behind(lines, decode_cursor(query.cursor))
    skip = (query.page - 1) * query.limit if query.page else 0
    shown = lines[skip : skip + query.limit]
    following = shown[-1][0] if len(lines) > skip + query.limit else None
    return Page([entry for _, entry in shown], following)


def _before(query: ListEntriesQuery) -> str | None:
    """Where to begin so that the ledger transaction of the cursor comes first again."""
    if query.cursor is None:
        return None
    identifier = decode_cursor(query.cursor).partition(".")[0]
    if not identifier.startswith("ltxn_") or not identifier.isascii():
        raise Problem("invalid_cursor")
    return identifier[:-1] if query.order == "asc" else f"{identifier}\x01"


def _behind(lines: list[tuple[str, Entry]], position: str) -> list[tuple[str, Entry]]:
    places = [place for place, _ in lines]
    return lines[places.index(position) + 1 :] if position in places else []


def _instant_and_sequence(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    instant, _, sequence = decode_cursor(cursor).partition(".")
    if not (instant.isdigit() and sequence.isdigit() and len(instant) < 19 and len(sequence) < 19):
        raise Problem("invalid_cursor")
    return int(instant), int(sequence)


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
