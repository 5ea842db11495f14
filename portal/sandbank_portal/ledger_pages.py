"""The books: chart of accounts, trial balance, journal, and the pages of a ledger account and a ledger transaction.

Everything is read from the ledger as it stands; what customers' accounts hold is one line, since there may be many.
See: templates/ledger.html, ledger_account.html, ledger_transaction.html, reconciliation_pages.py.
"""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from sandbank.errors import APIStatusError

from sandbank_portal.formatting import digits_of, instant, parsed
from sandbank_portal.lists import Listing, exported
from sandbank_portal.resources import Row
from sandbank_portal.visits import Visit

DEPOSITS = "2000"
_TABS = (("chart", "Chart of accounts"), ("trial_balance", "Trial balance"), ("entries", "Entries"))
_CLASSES = {"1": "Assets", "2": "Liabilities", "3": "Equity", "4": "Income", "5": "Expense"}
_OTHER_CLASS = "Suspense and other"
_PAGE = 100
_MOST_ADDED_UP = 5
_MOST_CHARTED = 20
_MOST_POINTS = 600


class Line(NamedTuple):
    """A line of the chart: an account of the bank's own, or all customers' deposits. None: too many to add up."""

    code: str
    name: str
    url: str | None
    debits: int | None
    credits: int | None
    balance: int
    normal_side: str
    account_count: int | None = None


class Chart(NamedTuple):
    """The chart of accounts of one currency: classes with their lines."""

    currency: str
    total_debits: int
    total_credits: int
    is_balanced: bool
    classes: list[tuple[str, int, list[Line]]]


def class_of(code: str) -> str:
    """What the first digit of a code stands for."""
    return _CLASSES.get(code[:1], _OTHER_CLASS)


async def charts(visit: Visit, trial_balance: Row) -> list[Chart]:
    """The chart of accounts by currency, from the trial balance of now and the turnover of each account."""
    codes = sorted({line["code"] for one in trial_balance["currencies"] for line in one["lines"]} - {DEPOSITS})
    found = await asyncio.gather(*(_accounts(visit, {"code": code}) for code in codes))
    own = {row["ledger_account_id"]: row for rows, _ in found for row in rows}
    return [await _chart(visit, one, own) for one in trial_balance["currencies"]]


async def _chart(visit: Visit, currency: Row, own: dict[str, Row]) -> Chart:
    classes: dict[str, list[Line]] = {}
    for line in currency["lines"]:
        row = own.get(line["ledger_account_id"] or "")
        shown = await _deposits(visit, currency["currency"], line) if row is None else _line(row)
        classes.setdefault(class_of(line["code"]), []).append(shown)
    return Chart(
        currency["currency"],
        currency["total_debits_cents"],
        currency["total_credits_cents"],
        currency["is_balanced"],
        [(name, _net(lines), lines) for name, lines in classes.items()],
    )


def _net(lines: list[Line]) -> int:
    """The balance of a class, on the side of its first line."""
    side = lines[0].normal_side
    return sum(one.balance if one.normal_side == side else -one.balance for one in lines)


def _line(row: Row) -> Line:
    return Line(
        row["code"],
        row["name"],
        f"/portal/ledger/accounts/{row['ledger_account_id']}",
        row["debits_posted_cents"],
        row["credits_posted_cents"],
        row["balance_cents"],
        row["normal_side"],
    )


async def _deposits(visit: Visit, currency: str, line: Row) -> Line:
    """All accounts of one code as one line: their turnover when they are few, their balance always."""
    rows, is_all = await _accounts(visit, {"code": line["code"], "currency": currency})
    debits = sum(row["debits_posted_cents"] for row in rows) if is_all else None
    credits = sum(row["credits_posted_cents"] for row in rows) if is_all else None
    url = f"/portal/ledger?tab=accounts&code={line['code']}&currency={currency}"
    balance = line["credit_cents"] - line["debit_cents"]
    return Line(line["code"], line["name"], url, debits, credits, balance, "CREDIT", len(rows) if is_all else None)


async def _accounts(visit: Visit, query: dict[str, Any]) -> tuple[list[Row], bool]:
    """Ledger accounts under a filter, and whether these are all."""
    rows: list[Row] = []
    cursor: str | None = ""
    for _ in range(_MOST_ADDED_UP):
        answer = await visit.call("listLedgerAccounts", query={**query, "limit": _PAGE, "cursor": cursor})
        rows += answer.rows
        cursor = answer.next_cursor
        if cursor is None:
            return rows, True
    return rows, False


# The ledger --------------------------------------------------------------------------------------
@get("/ledger")
async def ledger(visit: NamedDependency[Visit]) -> Response[Any]:
    """The books, in three ways of looking at them; and the accounts behind one line of the chart."""
    wanted = visit.request.query_params.get("tab", "chart")
    context: dict[str, Any] = {"charts": [], "balance": None, "rows": [], "listing": None, "problem": None, "as_of": ""}
    try:
        if wanted == "trial_balance":
            context |= await _trial_balance(visit)
        elif wanted in ("entries", "accounts"):
            context |= await _listed(visit, "listEntries" if wanted == "entries" else "listLedgerAccounts")
        else:
            wanted = "chart"
            context["charts"] = await charts(visit, (await visit.call("getTrialBalance")).value)
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        context["problem"] = error.body
    return visit.page("ledger.html", "ledger", tab=wanted, tabs=_tabs(), samples=_samples(visit, wanted), **context)


def _tabs() -> list[dict[str, str]]:
    return [
        {"id": name, "label": text, "url": "/portal/ledger" if name == "chart" else f"/portal/ledger?tab={name}"}
        for name, text in _TABS
    ]


def _samples(visit: Visit, tab: str) -> list[dict[str, str]]:
    names = {"chart": "listLedgerAccounts", "accounts": "listLedgerAccounts", "entries": "listEntries"}
    return visit.samples(visit.contract.operations[names.get(tab, "getTrialBalance")], {}, {})


async def _trial_balance(visit: Visit) -> dict[str, Any]:
    typed = visit.request.query_params.get("as_of", "").strip()
    at_instant = instant(typed)
    if typed and at_instant is None:
        problem = {
            "code": "validation_failed",
            "title": "This is no instant",
            "detail": f"Write {typed!r} as 2026-01-15T09:30.",
        }
        return {"problem": problem, "as_of": ""}
    balance = (await visit.call("getTrialBalance", query={"as_of": at_instant})).value
    at = parsed(balance["as_of"])
    return {"balance": balance, "as_of": at.strftime("%Y-%m-%dT%H:%M:%S") if at and typed else ""}


async def _listed(visit: Visit, operation_id: str) -> dict[str, Any]:
    listing = Listing(visit, operation_id, "/portal/ledger")
    try:
        rows = await listing.rows()
        names = await _names(visit, rows) if operation_id == "listEntries" else {}
        return {"listing": listing, "rows": rows, "names": names}
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        return {"listing": listing, "problem": error.body}


async def _names(visit: Visit, rows: list[Row]) -> dict[str, str]:
    """What the ledger accounts of some entries are called; what cannot be read just now has no name."""
    ids = sorted({row["ledger_account_id"] for row in rows})
    found = await asyncio.gather(*(visit.read("getLedgerAccount", one) for one in ids), return_exceptions=True)
    return {row["ledger_account_id"]: row["name"] for row in found if isinstance(row, dict)}


@get("/export/entries/{form:str}")
async def export_entries(visit: NamedDependency[Visit], form: FromPath[str]) -> Stream:
    """The journal as CSV or JSON."""
    return await exported(visit, "listEntries", "entries", form)


# One ledger account ------------------------------------------------------------------------------
@get("/ledger/accounts/{ledger_account_id:str}")
async def ledger_account(visit: NamedDependency[Visit], ledger_account_id: FromPath[str]) -> Response[Any]:
    """A ledger account: facts, its balance over time, its entries with the balance after each."""
    record = (await visit.call("getLedgerAccount", ledger_account_id)).value
    base = f"/portal/ledger/accounts/{ledger_account_id}"
    listing = Listing(visit, "listEntries", base)
    problem, rows = None, []
    try:
        rows = await listing.rows(fixed={"ledger_account_id": ledger_account_id})
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        problem = error.body
    account = await visit.read("getAccount", record["account_id"]) if record["account_id"] else None
    operation = visit.contract.operations["listEntries"]
    return visit.page(
        "ledger_account.html",
        "ledger",
        record=record,
        rows=rows,
        listing=listing,
        problem=problem,
        account=account,
        base=base,
        class_name=class_of(record["code"]),
        samples=visit.samples(operation, {}, {"ledger_account_id": ledger_account_id}),
    )


@get("/ledger/accounts/{ledger_account_id:str}/balance.json")
async def balance_over_time(visit: NamedDependency[Visit], ledger_account_id: FromPath[str]) -> Response[Any]:
    """The balance of a ledger account over the bank's time, for the chart; of very long histories the newest part."""
    record = (await visit.call("getLedgerAccount", ledger_account_id)).value
    entries: list[Row] = []
    cursor: str | None = ""
    for _ in range(_MOST_CHARTED):
        query = {"ledger_account_id": ledger_account_id, "limit": _PAGE, "cursor": cursor}
        answer = await visit.call("listEntries", query=query)
        entries += answer.rows
        cursor = answer.next_cursor
        if cursor is None:
            break
    return Response(plotted(entries, record, visit.now), media_type="application/json")


def plotted(entries: list[Row], record: Row, now: str | None) -> Row:
    """Entries, newest first, as the values of a chart: the balance at the end of each instant, up to now."""
    points: dict[int, int] = {}
    for entry in reversed(entries):
        at = parsed(entry["effective_at"])
        if at is not None and not entry["is_pending"]:
            points[int(at.timestamp())] = entry["balance_after_cents"]
    end = parsed(now)
    if points and end is not None:
        points.setdefault(max(int(end.timestamp()), max(points)), record["balance_cents"])
    times = sorted(points)
    step = max(1, -(-len(times) // _MOST_POINTS))
    kept = sorted({*times[::step], *times[-1:]})
    divisor = 10 ** digits_of(record["currency"])
    values = [points[at] / divisor for at in kept]
    return {"x": kept, "series": [{"label": "Balance", "values": values, "unit": record["currency"]}] if kept else []}


# One ledger transaction --------------------------------------------------------------------------
@get("/ledger/transactions/{ledger_transaction_id:str}")
async def ledger_transaction(visit: NamedDependency[Visit], ledger_transaction_id: FromPath[str]) -> Response[Any]:
    """A balanced set of entries, with the movement or the hold that caused it."""
    record = (await visit.call("getLedgerTransaction", ledger_transaction_id)).value
    entries = record["entries"]
    names = sorted({entry["ledger_account_id"] for entry in entries})
    movement, *accounts = await asyncio.gather(
        _cause(visit, record), *(visit.read("getLedgerAccount", name) for name in names)
    )
    operation = visit.contract.operations["getLedgerTransaction"]
    return visit.page(
        "ledger_transaction.html",
        "ledger",
        record=record,
        sums=sums(entries),
        movement=movement,
        accounts={one["ledger_account_id"]: one for one in accounts if one},
        samples=visit.samples(operation, {"ledgerTransactionId": ledger_transaction_id}),
    )


async def _cause(visit: Visit, record: Row) -> Row | None:
    if record["transaction_id"]:
        found: Row | None = await visit.read("getTransaction", record["transaction_id"])
        return found
    return None


class Sum(NamedTuple):
    """Both sides of a set of entries in one currency."""

    currency: str
    debits: int
    credits: int

    @property
    def is_balanced(self) -> bool:
        """Whether both sides are the same."""
        return self.debits == self.credits


def sums(entries: list[Row]) -> list[Sum]:
    """Debits and credits of each currency."""
    found: dict[str, list[int]] = {}
    for entry in entries:
        both = found.setdefault(entry["currency"], [0, 0])
        both[entry["direction"] != "DEBIT"] += entry["amount_cents"]
    return [Sum(currency, *both) for currency, both in sorted(found.items())]


LEDGER_PAGES: list[Any] = [
    ledger,
    export_entries,
    ledger_account,
    balance_over_time,
    ledger_transaction,
]
