"""Reconciliation: kept balances against the sum of the journal, account by account, and the proof over all books.

An account is checked by asking for it; what came of it stands in its row until the page is left.
See: templates/reconciliation.html, ledger_pages.py.
"""

from __future__ import annotations

import asyncio
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from sandbank.errors import APIStatusError

from sandbank_portal.lists import Listing
from sandbank_portal.resources import ACCOUNTS, Row
from sandbank_portal.visits import Visit

_MOST_AT_ONCE = 100
_SIDE_BY_SIDE = 8
_FAILED = "account.reconciliation_failed"


class Result(NamedTuple):
    """What came of checking one account: a report, or why there is none."""

    report: Row | None
    refusal: str = ""


class Outcome(NamedTuple):
    """What came of checking several."""

    balanced: int
    different: int
    refused: int


@get("/reconciliation")
async def reconciliation(visit: NamedDependency[Visit]) -> Response[Any]:
    """What is compared, the proof over all books, and the accounts to check."""
    return await _page(visit, {})


@post("/reconciliation", status_code=200)
async def reconcile(visit: NamedDependency[Visit]) -> Response[Any]:
    """Check the chosen accounts, and show the page again with what came of each."""
    form = await visit.form()
    chosen = list(dict.fromkeys(one for one in form.get("ids", []) if one))[:_MOST_AT_ONCE]
    limit = asyncio.Semaphore(_SIDE_BY_SIDE)

    async def one(account_id: str) -> Result:
        async with limit:
            try:
                return Result((await visit.call("reconcileAccount", account_id)).value)
            except APIStatusError as error:
                if error.status == 401:
                    raise
                return Result(None, error.detail)

    results = await asyncio.gather(*(one(account_id) for account_id in chosen))
    return await _page(visit, dict(zip(chosen, results, strict=True)), is_checked=True)


async def _page(visit: Visit, results: dict[str, Result], *, is_checked: bool = False) -> Response[Any]:
    listing = Listing(visit, "listAccounts", "/portal/reconciliation")
    problem, rows = None, []
    try:
        rows = await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 403, 410):
            raise
        problem = error.body
    balance, failures = await visit.reads(
        ("getTrialBalance", (), {}), ("listEvents", (), {"type": _FAILED, "limit": 25})
    )
    reports = [one.report for one in results.values() if one.report is not None]
    outcome = Outcome(
        sum(one["is_balanced"] for one in reports),
        sum(not one["is_balanced"] for one in reports),
        len(results) - len(reports),
    )
    elsewhere = set(results) - {row["account_id"] for row in rows}
    operation = visit.contract.operations["reconcileAccount"]
    example = rows[0]["account_id"] if rows else "…"
    return visit.page(
        "reconciliation.html",
        "reconciliation",
        listing=listing,
        rows=rows,
        titles={row["account_id"]: ACCOUNTS.title(row) for row in rows},
        problem=problem,
        results=results,
        elsewhere=sorted(elsewhere),
        outcome=outcome if is_checked else None,
        balance=balance,
        failures=failures,
        may_reconcile=visit.may("reconcileAccount"),
        samples=visit.samples(operation, {"accountId": example}),
    )


RECONCILIATION_PAGES: list[Any] = [reconciliation, reconcile]
