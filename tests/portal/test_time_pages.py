"""The clock, what happens next, and the clock in the top bar: what is told, and each refusal said where one is."""

from __future__ import annotations

import re

import pytest

from tests.portal.browsing import Portal
from tests.services.builders import make_account


async def _hold(portal: Portal) -> dict[str, str]:
    account = await make_account(portal.api, cents=50_000)
    body = {"account_id": account["account_id"], "amount_cents": 1_500, "currency": "USD"}
    hold: dict[str, str] = portal.api.ok(await portal.api.post("/holds", body))
    return hold


async def _effect_of(portal: Portal, resource_id: str) -> str:
    found = portal.api.ok(await portal.api.get(f"/simulations/effects?resource_id={resource_id}"))
    return str(found[0]["effect_id"])


async def test_the_timeline_tells_in_words_what_happens_next(portal: Portal) -> None:
    hold = await _hold(portal)
    page = await portal.get("/portal/time")
    assert "Hold expires" in page.text
    assert f"/portal/holds/{hold['hold_id']}" in page.links
    only = await portal.get("/portal/time?kind=transactions.expire_hold")
    assert "Hold expires" in only.text
    assert "Interest accrues for" not in only.text
    assert "Nothing matches" in (await portal.get("/portal/time?kind=transactions.expire_hold&tab=parked")).text


async def test_a_bank_with_nothing_ahead_says_what_would_be_there(portal: Portal) -> None:
    page = await portal.get("/portal/time")
    assert "Nothing is pending" in page.text
    assert "Nothing is parked" in (await portal.get("/portal/time?tab=parked")).text
    assert "The clock was never moved" in (await portal.get("/portal/time?tab=moves")).text


async def test_an_effect_is_fired_from_its_row_and_what_came_of_it_is_linked(portal: Portal) -> None:
    hold = await _hold(portal)
    effect = await _effect_of(portal, hold["hold_id"])
    page = await portal.get(f"/portal/time/effects/{effect}")
    assert "Hold expires" in page.text
    page = await portal.post(f"/portal/time/effects/{effect}/fire", {"next": "/portal/time"})
    assert page.toast == "Fired now: Hold expires."
    assert f"/portal/holds/{hold['hold_id']}" in page.links
    assert portal.api.ok(await portal.api.get(f"/holds/{hold['hold_id']}"))["status"] == "EXPIRED"
    again = await portal.post(f"/portal/time/effects/{effect}/fire")
    assert "happened already" in again.toast
    gone = await portal.get(f"/portal/time/effects/{effect}")
    assert gone.status == 404
    assert "This effect is over" in gone.text


async def test_a_skipped_effect_never_happens(portal: Portal) -> None:
    hold = await _hold(portal)
    effect = await _effect_of(portal, hold["hold_id"])
    await portal.get("/portal/time")
    page = await portal.post(f"/portal/time/effects/{effect}/skip")
    assert page.toast == "Skipped, and will not happen: Hold expires."
    await portal.api.advance(days=30)
    assert portal.api.ok(await portal.api.get(f"/holds/{hold['hold_id']}"))["status"] == "PENDING"


async def test_an_effect_is_moved_by_a_form_that_begins_with_its_time(portal: Portal) -> None:
    hold = await _hold(portal)
    effect = await _effect_of(portal, hold["hold_id"])
    page = await portal.get("/portal/time")
    address = next(one for one in page.links if f"effectId={effect}" in one)
    form = await portal.get(address)
    due = re.search(r'name="due_at" value="([^"]+)"', form.source)
    assert due is not None
    refused = await portal.post("/portal/do/moveEffect", {"effectId": effect, "due_at": "2001-01-01T00:00"})
    assert refused.status == 422
    assert "nothing can be moved to before it" in refused.text
    await portal.post("/portal/do/moveEffect", {"effectId": effect, "due_at": "2031-05-06T00:00"})
    assert "Tuesday 6 May 2031" in (await portal.get(f"/portal/time?resource_id={hold['hold_id']}")).text


async def test_the_clock_moves_and_tells_what_fired(portal: Portal) -> None:
    await _hold(portal)
    await portal.get("/portal/accounts")
    page = await portal.post("/portal/clock/advance", {"by": "p30d", "next": "/portal/accounts"})
    assert page.url == "/portal/accounts"
    assert "1 effect fired: 1 hold.expired." in page.toast
    assert 'data-toast-kind="ok"' in page.source
    moves = await portal.get("/portal/time?tab=moves")
    move = next(one for one in moves.links if one.startswith("/portal/time/moves/mov_"))
    assert "hold.expired" in (await portal.get(move)).text


@pytest.mark.parametrize(
    ("given", "told", "kind"),
    [
        ({"to": "next_effect"}, "Nothing pending", "info"),
        ({"to": "date", "date": "2001-01-01"}, "choose a later instant", "failed"),
        ({"by": "a while"}, "Write a duration", "failed"),
        ({"to": "date", "date": "soon"}, "Choose a date and a time", "failed"),
    ],
)
async def test_a_move_that_cannot_be_is_refused_in_its_tone(
    portal: Portal, given: dict[str, str], told: str, kind: str
) -> None:
    await portal.get("/portal/time")
    page = await portal.post("/portal/clock/advance", {**given, "next": "/portal/time"})
    assert told in page.toast
    assert f'data-toast-kind="{kind}"' in page.source
    assert page.status == 200


async def test_the_chip_freezes_and_runs_and_is_drawn_by_itself(portal: Portal) -> None:
    await portal.get("/portal")
    page = await portal.post("/portal/clock/run", {"next": "/portal/time"})
    assert "The clock runs from" in page.toast
    assert "Running" in page.text
    page = await portal.post("/portal/clock/freeze", {"next": "/portal/time"})
    assert "The clock stands still" in page.toast
    chip = await portal.get("/portal/clock/chip?next=/portal/holds")
    assert "Let it run" in chip.source
    assert 'value="/portal/holds"' in chip.source
    assert 'value="/portal/time"' in (await portal.get("/portal/clock/chip?next=//evil.example")).source


async def test_a_move_is_followed_until_it_has_ended(portal: Portal) -> None:
    await _hold(portal)
    portal.api.ok(await portal.api.post("/simulations/clock/advance", {"by": "P1D"}, Prefer="wait=5"))
    move = portal.api.ok(await portal.api.get("/simulations/clock/moves?limit=1"))[0]["clock_move_id"]
    answer = await portal.raw("GET", f"/portal/time/progress/{move}", headers={"hx-request": "true"})
    assert '"path": "/portal/time"' in answer.headers["hx-location"]
    page = await portal.get("/portal/time")
    assert page.toast.startswith("It is 16 Jan 2026")
    assert (await portal.get("/portal/time")).toast == ""
    refused = await portal.post(f"/portal/time/moves/{move}/cancel")
    assert 'data-toast-kind="failed"' in refused.source


@pytest.mark.parametrize(
    "path",
    [
        "/portal/time?cursor=nonsense",
        "/portal/time?tab=nonsense&status=nonsense",
        "/portal/time?tab=moves&created_at.gte=nonsense",
        "/portal/time/effects/nonsense",
        "/portal/time/moves/nonsense",
        "/portal/time/progress/nonsense",
        "/portal/do/moveEffect?effectId=nonsense&due_at=nonsense",
    ],
)
async def test_what_cannot_be_read_is_told_and_never_a_failure(portal: Portal, path: str) -> None:
    assert (await portal.get(path)).status < 500


async def test_who_may_only_look_is_offered_no_moves(portal: Portal) -> None:
    await _hold(portal)
    reader = Portal(await portal.api.with_scopes("simulations:read", "banks:read"))
    try:
        await reader.sign_in()
        page = await reader.get("/portal/time")
    finally:
        await reader.close()
    assert "Hold expires" in page.text
    assert "/portal/clock/advance" not in page.source
    assert "/fire" not in page.source
