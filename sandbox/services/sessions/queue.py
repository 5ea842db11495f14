"""How sessions end: at once, and later, with their time or with their member's access.

The last two are refused from then on whether or not this has run. The platform's clock is the real world's.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.engine.call import Call
from sandbox.engine.clock import to_us
from sandbox.engine.queue import step
from sandbox.engine.transaction import Selection
from sandbox.services.organizations import operations as organizations
from sandbox.services.organizations.invitations import ACCESS_ENDED
from sandbox.services.sessions.records import PASSWORDS, SESSIONS

EXPIRE = "sessions.expire"
_AT_ONCE = 100


async def end_sessions(call: Call, team_member_id: str, *, but: str | None = None) -> None:
    """End every session of a member, but for one."""
    rest = Selection({"active_of": team_member_id}, limit=_AT_ONCE)
    while found := await call.tx.find(SESSIONS, rest):
        for session in found:
            if session.session_id != but:
                call.tx.put(replace(session, status="REVOKED"))
        rest = rest._replace(after=found[-1].session_id)


@step(EXPIRE)
async def expire(call: Call, subject: str) -> None:
    """Set a session to EXPIRED whose seven days are over."""
    session = await call.tx.get(SESSIONS, subject)
    if session is not None and session.status == "ACTIVE" and to_us(session.expires_at) <= call.tx.now_us:
        call.tx.put(replace(session, status="EXPIRED"))


@step(ACCESS_ENDED)
async def end_access(call: Call, subject: str) -> None:
    """End every session of a member who was disabled or removed; who is gone needs no password."""
    await end_sessions(call, subject)
    password = await call.tx.get(PASSWORDS, subject)
    if password is not None and await organizations.member_of(call.tx, subject) is None:
        call.tx.delete(password)
