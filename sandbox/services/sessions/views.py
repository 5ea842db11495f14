"""Sessions as they are shown: EXPIRED once their time is over, with their last use, and whether it is this one."""

from __future__ import annotations

from typing import Any

from sandbox.contract.models.sessions import TeamSession, TeamSessionRecord, TeamSessionWithSecret
from sandbox.engine.clock import to_datetime, to_us, wall_us
from sandbox.services.api_keys.last_used import LAST_USED
from sandbox.services.sessions import rules


def status_of(session: TeamSessionRecord) -> Any:
    """The state of a session at the real world's present."""
    created_us, expires_us = to_us(session.created_at), to_us(session.expires_at)
    is_over = rules.is_over(created_us, expires_us, LAST_USED.at(session.session_id), wall_us())
    return "EXPIRED" if session.status == "ACTIVE" and is_over else session.status


def session_view(session: TeamSessionRecord, current_id: str | None) -> TeamSession:
    """A session without its token."""
    return TeamSession(**_shown(session, current_id))


def session_view_with_token(session: TeamSessionRecord, token: str) -> TeamSessionWithSecret:
    """A session that has just begun, with its token: the only time it is shown."""
    return TeamSessionWithSecret(**_shown(session, session.session_id), token=token)


def _shown(session: TeamSessionRecord, current_id: str | None) -> dict[str, Any]:
    seen_us = max(LAST_USED.at(session.session_id) or 0, to_us(session.created_at))
    return {
        **{name: getattr(session, name) for name in session.__struct_fields__},
        "status": status_of(session),
        "last_seen_at": to_datetime(seen_us),
        "is_current": session.session_id == current_id,
    }
