"""The clock in the top bar: advance, freeze, run, and the chip by itself. The clock's own page is time_pages.py.

What was asked is told where the person is; a move that takes longer than a moment is followed on the clock's page.
"""

from __future__ import annotations

import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.formatting import exact, parsed
from sandbank_portal.timeline import fired_in_words
from sandbank_portal.visits import Visit

_WAIT_S = 3
_TOLD = 100
_AN_INSTANT = datetime.timedelta(microseconds=1)
_A_MOMENT = datetime.timedelta(milliseconds=250)
_UNTIL = {"next_effect": "NEXT_EFFECT", "next_business_day": "NEXT_BUSINESS_DAY"}
_NOTHING_WRONG = ("nothing_pending",)


def _move(form: dict[str, list[str]]) -> dict[str, str]:
    """The body of advanceClock that was chosen."""
    to = next(iter(form.get("to", [])), "")
    if to in _UNTIL:
        return {"until": _UNTIL[to]}
    if to == "date":
        given = next(iter(form.get("date", [])), "")
        date = parsed(given)
        return {"to": date.isoformat().replace("+00:00", "Z") if date else given}
    amount = next(iter(form.get("by", [])), "").strip().upper()
    return {"by": amount or "P1D"}


def _back(form: dict[str, list[str]]) -> str:
    return own_page(next(iter(form.get("next", [])), "")) or "/portal/time"


@post("/clock/advance", status_code=200)
async def advance(visit: NamedDependency[Visit]) -> Response[Any]:
    """Move the bank's time on, and tell what fell due on the way."""
    form = await visit.form()
    try:
        move = (await visit.call("advanceClock", body=_move(form), wait=_WAIT_S)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(_back(form), _refusal(error), kind="info" if error.code in _NOTHING_WRONG else "failed")
    if move.get("status") == "PENDING":
        return visit.to("/portal/time")
    return visit.to(_back(form), await told_of(visit, move), link=("Events", events_during(move)))


def _refusal(error: APIStatusError) -> str:
    """What was wrong, in words that say what to write instead."""
    wrong = {str(one.get("pointer", "")).rpartition("/")[2] for one in error.errors}
    if "by" in wrong:
        return "Write a duration of ISO 8601: P1D is a day, P1M a month, PT6H six hours."
    if "to" in wrong and error.code != "clock_would_go_back":
        return "Choose a date and a time between the bank's present and the year 3000."
    return f"{error.title}. {error.detail}" if error.code in _NOTHING_WRONG else error.detail


async def told_of(visit: Visit, move: dict[str, Any]) -> str:
    """A move that has ended, in words."""
    fired = move.get("fired_count") or 0
    events = (await visit.read("listEvents", query={**span_of(move), "limit": _TOLD}) or []) if fired else []
    text = "Cancelled at" if move["status"] == "CANCELLED" else "It is"
    return f"{text} {exact(move['reached_at'])}. {fired_in_words(fired, events)}"


def span_of(move: dict[str, Any]) -> dict[str, str]:
    """The bank's time in which a move's events happened: after its first instant, at which the bank stood before, and
    until a moment after its last, when what fell due there has happened."""
    start, end = parsed(move["starts_at"]), parsed(move["completed_at"] or move["ends_at"])
    span = (start + _AN_INSTANT if start else None, end + _A_MOMENT if end else None)
    first, last = (one.isoformat().replace("+00:00", "Z") if one else "" for one in span)
    return {"created_at.gte": first, "created_at.lt": last}


def events_during(move: dict[str, Any]) -> str:
    """The page of the events of a move."""
    return f"/portal/events?{urlencode(span_of(move))}"


@post("/clock/freeze", status_code=200)
async def freeze(visit: NamedDependency[Visit]) -> Response[Any]:
    """Stop the bank's time."""
    return await _set(visit, "freezeClock", "The clock stands still at")


@post("/clock/run", status_code=200)
async def run(visit: NamedDependency[Visit]) -> Response[Any]:
    """Let the bank's time run."""
    return await _set(visit, "runClock", "The clock runs from")


async def _set(visit: Visit, operation_id: str, text: str) -> Response[Any]:
    form = await visit.form()
    try:
        clock = (await visit.call(operation_id)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(_back(form), error.detail, kind="failed")
    return visit.to(_back(form), f"{text} {exact(clock['now'])}.")


@get("/clock/chip")
async def chip(visit: NamedDependency[Visit]) -> Response[Any]:
    """The clock of the top bar alone: it is drawn again when the bank's time was moved elsewhere."""
    visit.frame.path = own_page(visit.request.query_params.get("next", "")) or "/portal/time"
    return visit.page("clock_chip.html")


CLOCK: list[Any] = [advance, freeze, run, chip]
