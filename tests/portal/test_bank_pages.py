"""Banks as branches: forked, kept, put back, written to a file and read again."""

from __future__ import annotations

import re

from sandbank_portal.bank_pages import branches

from tests.portal.browsing import Portal
from tests.services.builders import make_customer


def test_forks_stand_under_the_bank_they_came_from() -> None:
    made = [
        {"bank_id": "a", "forked_from": None, "created_at": "1"},
        {"bank_id": "d", "forked_from": "gone", "created_at": "4"},
        {"bank_id": "c", "forked_from": "b", "created_at": "3"},
        {"bank_id": "b", "forked_from": "a", "created_at": "2"},
        {"bank_id": "e", "forked_from": "a", "created_at": "5"},
    ]
    found = [(one.bank["bank_id"], one.depth) for one in branches(made)]
    assert found == [("a", 0), ("b", 1), ("c", 2), ("e", 1), ("d", 0)]


async def test_a_bank_is_forked_and_the_fork_shown_as_its_branch(portal: Portal) -> None:
    bank_id = portal.api.bank.bank_id
    await portal.get("/portal/banks")
    page = await portal.post(f"/portal/banks/{bank_id}/fork", {"name": "Feature branch"})
    assert re.search(r"sbk_[0-9A-Za-z]{43}", page.source)
    page = await portal.get("/portal/banks")
    assert "Feature branch" in page.text
    assert f"fork of {bank_id}" in page.text


async def test_a_snapshot_brings_back_what_was(portal: Portal) -> None:
    bank_id = portal.api.bank.bank_id
    url = f"/portal/banks/{bank_id}"
    await portal.get(url)
    page = await portal.post("/portal/do/createSnapshot", {"bankId": bank_id, "return": url})
    assert "No snapshots" not in page.text
    (kept,) = portal.api.ok(await portal.api.get(f"/banks/{bank_id}/snapshots"))
    await make_customer(portal.api)
    await portal.get(url)
    page = await portal.post(
        "/portal/do/restoreBank", {"bankId": bank_id, "snapshot_id": kept["snapshot_id"], "return": url}
    )
    assert page.status == 200, page.text
    assert portal.api.ok(await portal.api.get("/customers")) == []


async def test_an_export_is_a_file_that_makes_another_bank(portal: Portal) -> None:
    await make_customer(portal.api)
    exported = await portal.raw("GET", f"/portal/banks/{portal.api.bank.bank_id}/export")
    assert exported.headers["content-disposition"].endswith('.sandbank"')
    await portal.api.patch(f"/banks/{portal.api.bank.bank_id}", {"name": 'Bänk "銀行"\r'})
    assert (await portal.raw("GET", f"/portal/banks/{portal.api.bank.bank_id}/export")).status_code == 200
    await portal.get("/portal/banks")
    page = await portal.upload("/portal/banks/import", {"name": "From a file"}, exported.content)
    assert re.search(r"sbk_[0-9A-Za-z]{43}", page.source), page.text
    assert "From a file" in (await portal.get("/portal/banks")).text


async def test_a_file_that_is_no_export_is_refused_with_the_reason(portal: Portal) -> None:
    await portal.get("/portal/banks")
    page = await portal.upload("/portal/banks/import", {}, b"not a bank")
    assert page.toast
    assert len(portal.api.ok(await portal.api.get("/banks"))) == 1
