"""How one event was told: what was tried and what waits, for those who explain what followed from what."""

from __future__ import annotations

from typing import NamedTuple

from sandbox.engine.edge import Edge

_TRIED = (
    "SELECT attempt_id, endpoint_id, attempt_number, status, url, response_status, error, duration_ms, "
    "coalesce(attempted_us, created_us) FROM webhook_attempts WHERE event_id=? ORDER BY attempt_id LIMIT 100"
)
_WAITING = (
    "SELECT attempt_id, endpoint_id, attempt_number, 'PENDING', NULL, NULL, NULL, NULL, due_us "
    "FROM webhook_deliveries WHERE event_id=? ORDER BY attempt_id LIMIT 100"
)


class Telling(NamedTuple):
    """One attempt to deliver an event; `at_us` is the real world's time of it, or of the next one."""

    attempt_id: str
    endpoint_id: str
    attempt_number: int
    status: str
    url: str | None
    response_status: int | None
    error: str | None
    duration_ms: int | None
    at_us: int


def tellings_of(edge: Edge, event_id: str) -> list[Telling]:
    """Every attempt for an event that is still kept, and what waits."""
    return [Telling(*row) for sql in (_TRIED, _WAITING) for row in edge.rows(sql, (event_id,))]
