"""What webhooks count of their own work, for all banks: attempts by how they ended, their durations and delays.

Plain numbers that only grow; the dispatchers add, and know nobody who reads. See: delivery.py,
sandbox/observability/, docs/observability.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from sandbox.engine.measures import Spread
from sandbox.services.webhooks.attempts import Outcome
from sandbox.services.webhooks.following import Lane
from sandbox.services.webhooks.outbox import Delivery

Result = Literal["delivered", "refused", "unanswered"]

_SECONDS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0)


class Measures:
    """delay: from a delivery's beginning to its first attempt; duration: of one attempt. Both in seconds."""

    __slots__ = ("attempts", "delay", "duration", "given_up")

    def __init__(self) -> None:
        self.attempts: dict[str, int] = {"delivered": 0, "refused": 0, "unanswered": 0}
        """By `Result`."""
        self.given_up = 0
        self.delay = Spread(_SECONDS)
        self.duration = Spread(_SECONDS)

    def ended(self, delivery: Delivery, outcomes: tuple[Outcome, ...], due_us: int | None) -> None:
        """Count the attempts for one delivery, which is over when it is not due again."""
        for outcome in outcomes:
            attempt = outcome.attempt
            self.attempts[_result(outcome)] += 1
            self.duration.note((attempt.duration_ms or 0) / 1e3)
            if delivery.attempt_number == 1 and attempt.attempted_us is not None:
                self.delay.note(max(0.0, (attempt.attempted_us - delivery.created_us) / 1e6))
        if outcomes and due_us is None and not outcomes[0].is_delivered:
            self.given_up += 1


class Backlog(NamedTuple):
    """What waits in one bank. events_behind: of the endpoint that is furthest behind the log."""

    endpoints: int
    waiting: int
    in_flight: int
    events_behind: int


def backlog_of(lanes: Iterable[Lane], last_event: int) -> Backlog:
    """What waits for the endpoints of a bank whose log ends at a position."""
    found = [(lane.waiting, len(lane.in_flight), max(0, last_event - lane.position)) for lane in lanes]
    waiting, in_flight, behind = zip(*found, strict=True) if found else ((), (), ())
    return Backlog(len(found), sum(waiting), sum(in_flight), max(behind, default=0))


def _result(outcome: Outcome) -> Result:
    if outcome.is_delivered:
        return "delivered"
    return "unanswered" if outcome.attempt.response_status is None else "refused"


MEASURES = Measures()
