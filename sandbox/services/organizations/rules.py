"""The rules of `organizations`: what each role may do. Pure values."""

from __future__ import annotations

from sandbox.contract.models.problems import SCOPES

OPERATOR_SCOPE = "platform:admin"
_ALL = frozenset(SCOPES) - {OPERATOR_SCOPE}
_READ = frozenset(scope for scope in _ALL if scope.endswith(":read"))
_BANKING = frozenset(
    scope for scope in _ALL if scope.split(":")[0] in ("customers", "kyc", "accounts", "transactions", "settings")
) - {"customers:erase"}
"""What is undone by nobody is for those who answer for it: OWNER, ADMIN, COMPLIANCE."""

ROLES: dict[str, frozenset[str]] = {
    "OWNER": _ALL,
    "ADMIN": _ALL,
    "DEVELOPER": _READ | _BANKING - {"transactions:approve", "kyc:review"} | {"api_keys:write"},
    "VIEWER": _READ - {"audit:read"},
    "OPERATOR": _READ | _BANKING,
    "COMPLIANCE": _READ | {"kyc:write", "kyc:review", "transactions:approve", "customers:erase"},
    "SUPPORT": frozenset({"customers:read", "accounts:read", "transactions:read", "events:read", "kyc:read"}),
    "AUDITOR": _READ,
}


def may_give(role: str, scopes: frozenset[str]) -> bool:
    """Whether somebody with these scopes may give this role."""
    return ROLES[role] <= scopes
