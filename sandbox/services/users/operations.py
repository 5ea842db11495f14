"""The operation of `users`: who the caller is. It reads nothing but the call itself."""

from __future__ import annotations

from sandbox.contract.binder import operation
from sandbox.contract.models.users import User
from sandbox.engine.call import Call


@operation("getCurrentUser")
async def get_current_user(call: Call) -> User:
    caller = call.caller
    return User(
        user_id=caller.user_id,
        principal_type="API_KEY",
        scopes=sorted(caller.scopes),
        organization_id=caller.organization_id,
        bank_id=caller.bank_id,
        is_active=True,
    )
