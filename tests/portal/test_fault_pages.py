"""Faults as switches: declared in percent, shown at work, lifted; a bank that fails on purpose can still be mended."""

from __future__ import annotations

import re

import pytest

from tests.portal.browsing import Portal


async def test_every_kind_of_the_contract_is_explained(portal: Portal) -> None:
    page = await portal.get("/portal/faults")
    for kind in ("LATENCY", "ERROR", "TIMEOUT_AFTER_COMMIT", "WEBHOOK_LOST", "WEBHOOK_OUT_OF_ORDER"):
        assert kind in page.text
    assert "The bank behaves" in page.text


async def test_a_fault_is_declared_in_percent_and_lifted(portal: Portal) -> None:
    form = await portal.get("/portal/faults?kind=ERROR&operation_id=createTransfer&status_code=429&rate=12.5")
    assert 'value="12.5"' in form.source
    given = {"kind": "ERROR", "operation_id": "createTransfer", "rate_bps": "12.5", "status_code": "429"}
    page = await portal.post("/portal/faults", {**given, "remaining": "3"})
    assert page.toast == "Errors: at work on createTransfer, 12.5 %."
    fault = portal.api.ok(await portal.api.get("/simulations/faults"))[0]
    assert (fault["rate_bps"], fault["status_code"], fault["remaining"]) == (1250, 429, 3)
    assert "1 at work" in page.text
    page = await portal.post("/portal/faults/lift", {"fault_id": fault["fault_id"]})
    assert page.toast == "1 fault lifted: the bank behaves."
    assert "Lifted" in page.text
    page = await portal.post("/portal/faults/lift", {"fault_id": fault["fault_id"]})
    assert 'data-toast-kind="info"' in page.source or 'data-toast-kind="ok"' in page.source


async def test_switching_a_kind_off_lifts_every_fault_of_it(portal: Portal) -> None:
    await portal.get("/portal/faults")
    for kind in ("WEBHOOK_LOST", "WEBHOOK_LOST", "WEBHOOK_DOUBLED"):
        await portal.post("/portal/faults", {"kind": kind, "event_type": "account.*", "rate_bps": "50"})
    page = await portal.post("/portal/faults/lift", {"kind": "WEBHOOK_LOST"})
    assert page.toast == "2 faults lifted: the bank behaves."
    assert "1 at work" in page.text
    assert (await portal.post("/portal/faults/lift")).toast.startswith("1 fault lifted")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"kind": "ERROR", "rate_bps": "300", "status_code": "503"}, "Write a percentage from 0.01 to 100."),
        ({"kind": "LATENCY", "rate_bps": "x", "delay_ms": "10"}, "Write a percentage from 0.01 to 100."),
        ({"kind": "LATENCY", "rate_bps": "10", "delay_ms": "soon"}, "Write a whole number."),
        ({"kind": "LATENCY", "rate_bps": "10", "delay_ms": "100", "operation_id": "getClock"}, "no operation that can"),
        ({"kind": "ERROR", "rate_bps": "10", "status_code": "501"}, "ERROR answers one of"),
    ],
)
async def test_a_declaration_that_is_wrong_is_refused_at_its_form(
    portal: Portal, given: dict[str, str], told: str
) -> None:
    await portal.get("/portal/faults")
    page = await portal.post("/portal/faults", given)
    assert page.status == 422
    assert told in page.text


async def test_a_kind_that_does_not_exist_is_told(portal: Portal) -> None:
    await portal.get("/portal/faults")
    assert "no such kind" in (await portal.post("/portal/faults", {"kind": "GREMLIN"})).toast


async def test_a_bank_that_answers_every_call_with_an_error_can_be_mended_here(portal: Portal) -> None:
    await portal.get("/portal/faults")
    await portal.post("/portal/faults", {"kind": "ERROR", "rate_bps": "100", "status_code": "503"})
    page = await portal.get("/portal/faults")
    assert page.status == 200
    assert "does not do as it should" in page.text
    other = Portal(portal.api)
    try:
        page = await other.get("/portal/sign_in")
        token = re.search(r'name="csrf" value="([^"]+)"', page.source)
        assert token is not None
        key = {"key": portal.api.token or "", "csrf": token[1]}
        assert (await other.raw("POST", "/portal/sign_in/key", data=key)).status_code == 303
        assert (await other.get("/portal/faults")).status == 200
        page = await other.post("/portal/faults/lift", {"kind": "ERROR"})
    finally:
        await other.close()
    assert page.toast == "1 fault lifted: the bank behaves."
    assert "does not do as it should" not in page.text
