"""The operation of `users`: who the caller is. It reads nothing but the call itself."""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.users import User
from sandbox.engine.call import Call


@operation("getCurrentUser")
async def get_current_user(call: Call) -> User:
    caller, person = call.caller, call.caller.person
    return User(
        user_id=caller.user_id,
        principal_type="TEAM_MEMBER" if caller.auth_method == "TEAM_SESSION" else "API_KEY",
        scopes=sorted(caller.scopes),
        organization_id=caller.organization_id,
        bank_id=caller.bank_id,
        is_active=True,
        email=None if person is None else person.email,
        name=None if person is None else person.name,
        role=None if person is None else person.role,  # type: ignore[arg-type]
        organization_name=None if person is None else person.organization_name,
        session_id=caller.session_id,
    )
