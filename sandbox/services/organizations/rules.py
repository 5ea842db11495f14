"""The rules of `organizations`: what each role may do, and how long an invitation is good. Pure values.

OWNER and ADMIN differ in what only those who answer for the organization do: erasing a person for good, and,
because nobody gives or touches a role whose scopes they lack, appointing OWNERs and COMPLIANCE.
See: docs/concepts/people.md.
"""

from __future__ import annotations

from sandbox.contract.models.problems import SCOPES

OPERATOR_SCOPE = "platform:admin"
_ALL = frozenset(SCOPES) - {OPERATOR_SCOPE}
_READ = frozenset(scope for scope in _ALL if scope.endswith(":read"))
_BANKING = frozenset(
    scope for scope in _ALL if scope.split(":")[0] in ("customers", "kyc", "accounts", "transactions", "settings")
) - {"customers:erase"}
"""What is undone by nobody is for those who answer for it: OWNER and COMPLIANCE."""

ROLES: dict[str, frozenset[str]] = {
    "OWNER": _ALL,
    "ADMIN": _ALL - {"customers:erase"},
    "DEVELOPER": _READ | _BANKING - {"transactions:approve", "kyc:review"} | {"api_keys:write"},
    "VIEWER": _READ - {"audit:read"},
    "OPERATOR": _READ | _BANKING,
    "COMPLIANCE": _READ | {"kyc:write", "kyc:review", "transactions:approve", "customers:erase"},
    # A session names its bank: who could not list the banks would find none.
    "SUPPORT": frozenset(f"{tag}:read" for tag in ("banks", "customers", "accounts", "transactions", "events", "kyc")),
    "AUDITOR": _READ,
}


DESCRIPTIONS = {
    "OWNER": "Answers for the organization: everything, also appointing owners and erasing people for good.",
    "ADMIN": "Runs it from day to day: everything but what only an OWNER or COMPLIANCE does.",
    "DEVELOPER": "Builds on it: customers, accounts, transactions and API keys; decides nothing about people or money.",
    "VIEWER": "Looks at everything but the audit log.",
    "OPERATOR": "Does the bank's daily work, and decides on verifications and waiting transactions.",
    "COMPLIANCE": "Decides on verifications and waiting transactions, and erases people for good.",
    "SUPPORT": "Looks things up for customers.",
    "AUDITOR": "Looks at everything, the audit log too.",
}
"""Who each role is for, the widest first: the order of listRoles."""

INVITATION_US = 7 * 86_400 * 1_000_000
INVITATION_PREFIX = "sbi_"


def may_give(role: str, scopes: frozenset[str]) -> bool:
    """Whether somebody with these scopes may give this role."""
    return ROLES[role] <= scopes
