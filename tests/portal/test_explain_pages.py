"""A movement explained: the graph and the list lead to everything that belongs to it."""

from __future__ import annotations

import html
import re

from sandbank_portal.explain_pages import of_trace

from tests.portal.browsing import Portal
from tests.services.builders import make_account, transfer


async def test_a_transfer_is_explained_from_its_request_to_its_events(portal: Portal) -> None:
    source = await make_account(portal.api, cents=10_000)
    destination = await make_account(portal.api)
    movement = await transfer(portal.api, source, destination, 2_500)
    identifier = movement["transaction_id"]
    page = await portal.get(f"/portal/explain/{identifier}")
    assert page.status == 200
    assert "Step by step" in page.text
    assert "transaction.completed" in page.text
    assert "25.00 USD posted" in page.text
    assert "Fraud score: low" in page.text
    drawn = re.findall(r'<a class="graph-node[^"]*" href="([^"]*)"', page.source)
    for kind in ("/portal/ledger/transactions/ltxn_", "/portal/events/evt_", "/portal/audit/aud_"):
        assert any(link.startswith(kind) for link in drawn), kind
    assert page.source.count('class="graph-node') == page.source.count('class="explain-kind') >= 8
    assert 'style="' not in page.source


async def test_the_tab_of_a_transaction_shows_the_same_and_leads_to_full_width(portal: Portal) -> None:
    account = await make_account(portal.api, cents=10_000)
    movement = portal.api.ok(await portal.api.get("/transactions"))[0]
    page = await portal.get(f"/portal/transactions/{movement['transaction_id']}?tab=explain")
    assert "Step by step" in page.text
    assert f"/portal/explain/{movement['transaction_id']}" in page.links
    assert account["account_id"] in html.unescape(page.source)


async def test_an_unknown_movement_is_not_found(portal: Portal) -> None:
    assert (await portal.get("/portal/explain/txn_nothing")).status == 404


def test_what_has_not_happened_yet_is_told_as_ahead() -> None:
    at = "2026-01-15T09:30:00Z"

    def node(identifier: str, parent: str | None, kind: str, title: str, **detail: object) -> dict[str, object]:
        return {
            "node_id": identifier,
            "parent_id": parent,
            "node_type": kind,
            "title": title,
            "at": at,
            "detail": detail,
        }

    found = of_trace(
        [
            node("aud_1", None, "COMMIT", "createTransfer", user_id="key_00001234"),
            node("evt_1", "aud_1", "EVENT", "transaction.initiated"),
            node("wha_1", "evt_1", "DELIVERY", "PENDING to whe_1", attempt_number=1),
            node("eff_1", "aud_1", "EFFECT", "transactions.assess", is_parked=True),
            node("new_1", "aud_1", "SOMETHING_NEW", "later kinds are shown too"),
        ]
    )
    assert found.sentence.endswith("2 things are still ahead (dashed).")
    boxes = {box.node.id: box.node for box in found.drawing.boxes}
    assert [one.id for one in boxes.values() if one.is_ahead] == ["wha_1", "eff_1"]
    assert boxes["aud_1"].note.endswith("key_…1234")
    assert boxes["eff_1"].note.endswith("parked")
    assert boxes["eff_1"].url == "/portal/time/effects/eff_1"
    assert len(found.told) == len(boxes) == 5
