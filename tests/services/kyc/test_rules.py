"""The rules of kyc, as properties."""

from __future__ import annotations

import base64
import contextlib
import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.models.kyc import Check, Verification
from sandbox.contract.problem import Problem
from sandbox.services.kyc import rules
from sandbox.services.kyc.provider import CheckResult

TYPES = ["IDENTITY", "ADDRESS", "SANCTIONS", "BUSINESS", "OWNER"]
STATUSES = st.sampled_from(["PENDING", "PASSED", "FAILED", "REVIEW"])
REASONS = st.none() | st.text(min_size=1)
CHECKS = st.dictionaries(st.sampled_from(TYPES), st.tuples(STATUSES, REASONS), min_size=1).map(
    lambda found: [Check(check_type=name, status=s, reason=r) for name, (s, r) in found.items()]  # type: ignore[arg-type]
)
DAYS = st.dates(datetime.date(1970, 1, 1), datetime.date(9990, 12, 31))


@given(CHECKS, st.booleans())
def test_a_verification_has_ended_well_only_when_every_check_passed(checks: list[Check], needs_document: bool) -> None:
    status = rules.status_of(checks, needs_document=needs_document)
    assert (status == "VERIFIED") == all(check.status == "PASSED" for check in checks)
    assert (status == "REJECTED") == any(check.status == "FAILED" for check in checks)


@given(CHECKS, st.booleans())
def test_a_decision_leaves_nothing_open_and_passed_checks_alone(checks: list[Check], is_approved: bool) -> None:
    after = rules.settled(checks, is_approved=is_approved)
    assert [check.check_type for check in after] == [check.check_type for check in checks]
    assert {check.status for check in after} <= {"PASSED", "FAILED"}
    for old, new in zip(checks, after, strict=True):
        assert old == new or old.status in ("PENDING", "REVIEW")
    if rules.status_of(checks, needs_document=False) in rules.OPEN:
        decided = rules.status_of(after, needs_document=False)
        assert decided == ("VERIFIED" if is_approved else "REJECTED")


@given(CHECKS, st.lists(st.tuples(st.sampled_from(TYPES), STATUSES)))
def test_a_report_changes_only_what_was_asked_and_taking_it_twice_changes_nothing(
    checks: list[Check], found: list[tuple[Any, Any]]
) -> None:
    results = [CheckResult(name, status) for name, status in found]
    once = rules.with_results(checks, results)
    assert [check.check_type for check in once] == [check.check_type for check in checks]
    assert rules.with_results(once, results) == once
    reported = {result.check_type for result in results}
    assert all(new is old for old, new in zip(checks, once, strict=True) if old.check_type not in reported)


@given(DAYS)
def test_the_review_is_two_years_on_and_always_a_day(day: datetime.date) -> None:
    review = rules.review_date(day)
    assert 729 <= (review - day).days <= 731
    assert (review.month, review.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@given(DAYS, st.none() | DAYS)
def test_a_verification_is_due_from_its_review_date_on(today: datetime.date, review: datetime.date | None) -> None:
    latest = Verification(
        verification_id="ver_1",
        customer_id="cust_1",
        status="VERIFIED",
        checks=[],
        created_at=datetime.datetime(2026, 1, 15, tzinfo=datetime.UTC),
        next_review_date=review,
    )
    assert rules.is_verification_due(latest, today) == (review is not None and review <= today)
    assert rules.is_verification_due(None, today)


@given(st.binary(min_size=1))
def test_what_is_read_is_what_was_sent(data: bytes) -> None:
    document = b"%PDF" + data
    assert rules.read_document(base64.b64encode(document).decode(), "application/pdf") == document


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_what_is_read_is_canonical(content: str) -> None:
    with contextlib.suppress(Problem):
        data = rules.read_document(content, "text/plain")
        assert base64.b64encode(data).decode() == content


@given(st.text(min_size=1).map(str.encode))
def test_every_text_is_text(data: bytes) -> None:
    assert rules.is_of_type(data, "text/plain")


@given(DAYS)
def test_a_document_is_valid_on_its_last_day_and_not_after(day: datetime.date) -> None:
    rules.check_expiry(day, day)
    rules.check_expiry(None, day)
    with pytest.raises(Problem, match="document_expired"):
        rules.check_expiry(day, day + datetime.timedelta(days=1))
