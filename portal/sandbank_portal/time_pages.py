"""Time: the bank's clock and its moves, and what happens next.

A move of the clock that takes longer than a moment shows how far it has come, and the page asks once a second until it
has ended. See: clock.py, which moves it; timeline.py, which puts what is pending into words.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import own_page
from sandbank_portal.clock import events_during, span_of, told_of
from sandbank_portal.lists import Listing
from sandbank_portal.resources import page_of
from sandbank_portal.sessions import toast_cookie
from sandbank_portal.timeline import days, icon_of, kinds, weekday, words_of
from sandbank_portal.visits import Visit

_RECENT = 6
_PARKED = 100
_OVER = ("COMPLETED", "CANCELLED")
_DEEDS = {"fire": ("fireEffect", "Fired now"), "skip": ("skipEffect", "Skipped, and will not happen")}
STEPS = (("1 hour", "PT1H"), ("1 day", "P1D"), ("1 week", "P7D"), ("1 month", "P1M"), ("1 year", "P1Y"))


@get("/time")
async def time_page(visit: NamedDependency[Visit]) -> Response[Any]:
    """The clock, what moves it, and what happens next."""
    tab = visit.request.query_params.get("tab", "next")
    tab = tab if tab in ("next", "parked", "moves") else "next"
    listing = Listing(visit, "listClockMoves" if tab == "moves" else "listPendingEffects", "/portal/time")
    fixed = {"next": {"status": "PENDING"}, "parked": {"status": "PARKED"}}.get(tab, {})
    rows, problem = await _rows(listing, fixed)
    coming, parked, moves = await visit.reads(
        ("listPendingEffects", (), {"limit": 1}),
        ("listPendingEffects", (), {"status": "PARKED", "limit": _PARKED}),
        ("listClockMoves", (), {"limit": _RECENT}),
    )
    move_id = visit.frame.clock.get("clock_move_id")
    advance = visit.contract.operations["advanceClock"]
    chosen = listing.filters.get("kind", "")
    return visit.page(
        "time.html",
        "time",
        tab=tab,
        listing=listing,
        rows=rows,
        problem=problem,
        days=days(rows, visit.now) if tab != "moves" else [],
        kinds=kinds(rows, chosen) if tab != "moves" else [],
        coming=(coming or [None])[0],
        parked_count=len(parked or []),
        moves=moves or [],
        move=await visit.read("getClockMove", move_id) if move_id else None,
        words_of=words_of,
        weekday=weekday(visit.now),
        steps=STEPS,
        events_during=events_during,
        samples=visit.samples(advance, {}, None, {"by": "P1D"}),
    )


async def _rows(listing: Listing, fixed: dict[str, str]) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """The records of this page, or what is wrong with its filters."""
    try:
        return await listing.rows(fixed=fixed), None
    except APIStatusError as error:
        if error.status not in (400, 410, 422):
            raise
        return [], error.body


# A move under way ---------------------------------------------------------------------------------
@get("/time/progress/{move_id:str}")
async def progress(visit: NamedDependency[Visit], move_id: FromPath[str]) -> Response[Any]:
    """How far a move has come; once it has ended, the page that shows it is drawn again and tells what fired."""
    back = own_page(visit.request.query_params.get("next", "")) or "/portal/time"
    move = (await visit.call("getClockMove", move_id)).value
    if move["status"] not in _OVER:
        return visit.page("clock_progress.html", move=move, back=back)
    told = toast_cookie(visit.request, await told_of(visit, move), "ok", events_during(move), "Events")
    return visit.redraw(back, [told])


@get("/time/moves/{move_id:str}")
async def move_page(visit: NamedDependency[Visit], move_id: FromPath[str]) -> Response[Any]:
    """A move of the clock: how far it came, and what happened on the way."""
    move = (await visit.call("getClockMove", move_id)).value
    events = await visit.read("listEvents", query={**span_of(move), "limit": 50})
    return visit.page(
        "clock_move.html", "time", move=move, events=events or [], events_url=events_during(move), title=_title(move)
    )


def _title(move: dict[str, Any]) -> str:
    return "A move of the clock" if move["status"] in _OVER else "The clock is moving"


@post("/time/moves/{move_id:str}/cancel", status_code=200)
async def cancel_move(visit: NamedDependency[Visit], move_id: FromPath[str]) -> Response[Any]:
    """End a move where it has come to."""
    form = await visit.form()
    back = own_page(next(iter(form.get("next", [])), "")) or "/portal/time"
    try:
        move = (await visit.call("cancelClockMove", move_id)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to(back, error.detail, kind="failed")
    return visit.to(back, await told_of(visit, move), kind="warning", link=("Events", events_during(move)))


# Effects ------------------------------------------------------------------------------------------
@get("/time/effects/{effect_id:str}")
async def effect_page(visit: NamedDependency[Visit], effect_id: FromPath[str]) -> Response[Any]:
    """Something that will happen; what has happened is found no more, and its page says where to look."""
    try:
        effect = (await visit.call("getEffect", effect_id)).value
    except APIStatusError as error:
        if error.status != 404:
            raise
        return visit.page("effect_over.html", "time", status_code=404, effect_id=effect_id)
    operation = visit.contract.operations["fireEffect"]
    return visit.page(
        "effect.html",
        "time",
        effect=effect,
        title=words_of(effect),
        icon=icon_of(effect),
        resource_url=page_of(effect["resource_id"]),
        samples=visit.samples(operation, {"effectId": effect_id}),
    )


@post("/time/effects/{effect_id:str}/{deed:str}", status_code=200)
async def touch_effect(visit: NamedDependency[Visit], effect_id: FromPath[str], deed: FromPath[str]) -> Response[Any]:
    """Let an effect happen now, or never; a refusal is told where the person is."""
    if deed not in _DEEDS:
        raise NotFoundException
    form = await visit.form()
    back = own_page(next(iter(form.get("next", [])), "")) or "/portal/time"
    operation_id, text = _DEEDS[deed]
    try:
        effect = (await visit.call(operation_id, effect_id)).value
    except APIStatusError as error:
        if error.status == 401:
            raise
        gone = "It has happened already, or was moved: what is pending is shown anew." if error.status == 404 else ""
        return visit.to(back, gone or error.detail, kind="info" if gone else "failed")
    page = page_of(effect["resource_id"])
    return visit.to(back, f"{text}: {words_of(effect)}.", link=("Look", page) if page else None)


TIME_PAGES: list[Any] = [time_page, progress, move_page, cancel_move, effect_page, touch_effect]
