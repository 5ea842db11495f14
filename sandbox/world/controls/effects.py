"""The operations of `simulations` on what happens next: the bank's queue, seen and touched.

An effect's id is its place in the queue, its time and its sequence: nothing has to be kept to find it,
and one that is moved or tried again has another. Two who touch the same effect conflict, and the second
finds it gone. See: engine/queue.py, tests/services/simulations/test_effects.py.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec.structs import replace as changed

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListPendingEffectsQuery
from sandbox.contract.models.simulations import Effect, EffectMove
from sandbox.contract.pages import Page, decode_cursor
from sandbox.contract.problem import Problem, not_found
from sandbox.engine import queue
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime, to_us
from sandbox.engine.ids import place_id, place_of

_SLICE = 1000
_RESOURCE = re.compile(r"(?a)([a-z]{2,5}_[0-9a-hjkmnp-tv-z]{26})\b")

Place = tuple[int, int]


@operation("listPendingEffects")
async def list_pending_effects(call: Call, query: ListPendingEffectsQuery) -> Page[Effect]:
    if query.cursor is not None and query.page is not None:
        raise Problem("conflicting_pagination")
    after: Place = (-1, -1)
    if query.cursor is not None:
        place = place_of(decode_cursor(query.cursor))
        if place is None:
            raise Problem("invalid_cursor")
        after = place
    skip = (query.page - 1) * query.limit if query.page is not None else 0
    if query.status in ("FIRED", "SKIPPED"):
        return Page([], None)
    is_parked = query.status == "PARKED"
    found: list[queue.Effect] = []
    while len(found) <= skip + query.limit:
        rows = await call.tx.pending_effects(_SLICE, is_parked=is_parked, after=after)
        found += [row for row in rows if _fits(row, query)]
        if len(rows) < _SLICE:
            break
        after = rows[-1].key
    shown = found[skip : skip + query.limit]
    is_more = len(found) > skip + query.limit
    return Page([_view(row) for row in shown], place_id("eff", shown[-1].key) if is_more else None)


@operation("getEffect")
async def get_effect(call: Call, effect_id: str) -> Effect:
    return _view(await _existing(call, effect_id))


@operation("fireEffect")
async def fire_effect(call: Call, effect_id: str) -> Effect:
    row = await _existing(call, effect_id)
    call.tx.consume(row)
    try:
        await queue.STEPS[row.function](call, row.subject)
    except (Problem, AssertionError, LookupError, ValueError) as error:
        # This answer is kept for its key, unsealed, like what a row keeps of its failure.
        raise Problem("effect_failed", f"{row.function} failed: {queue.failure_of(error)}") from error
    return changed(_view(row), status="FIRED")


@operation("skipEffect")
async def skip_effect(call: Call, effect_id: str) -> Effect:
    row = await _existing(call, effect_id)
    call.tx.consume(row)
    return changed(_view(row), status="SKIPPED")


@operation("moveEffect")
async def move_effect(call: Call, effect_id: str, body: EffectMove) -> Effect:
    row = await _existing(call, effect_id)
    due_us = to_us(body.due_at)
    if due_us < call.tx.now_us:
        now = call.now.isoformat(timespec="seconds")
        raise Problem("clock_would_go_back", f"It is {now}; nothing can be moved to before it.")
    moved = changed(row, due_us=due_us, is_parked=False)
    if moved.key == row.key and not row.is_parked:
        return _view(row)
    call.tx.consume(row)
    call.tx.put_back(moved)
    return _view(moved)


# Within ------------------------------------------------------------------------------------------
def _fits(row: queue.Effect, query: ListPendingEffectsQuery) -> bool:
    if query.kind is not None and row.function != query.kind:
        return False
    return query.resource_id is None or query.resource_id in _RESOURCE.findall(row.subject)


async def _existing(call: Call, effect_id: str) -> queue.Effect:
    place = place_of(effect_id)
    row = await call.tx.effect(place) if place is not None else None
    if row is None:
        raise not_found("pending effect", effect_id)
    return row


def _view(row: queue.Effect) -> Effect:
    found = _RESOURCE.search(row.subject)
    values: dict[str, Any] = {
        "effect_id": place_id("eff", row.key),
        "kind": row.function,
        "resource_id": found[1] if found is not None else None,
        "subject": row.subject,
        "due_at": to_datetime(row.due_us),
        "status": "PARKED" if row.is_parked else "PENDING",
        "attempts": row.attempts,
        "error": row.error,
    }
    return Effect(**values)
