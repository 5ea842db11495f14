"""The refusals of `organizations`: code and the sentence that says what to do.

See: openapi.yaml `x-problems`, and rules.py for what each role may do.
"""

from __future__ import annotations

from sandbox.contract.problem import Problem
from sandbox.services.organizations.rules import OPERATOR_SCOPE


def email_taken() -> Problem:
    """409: addresses are unique in an organization."""
    return Problem("email_taken", "A member of this organization has this address; use another one.")


def last_owner() -> Problem:
    """409: without an owner nobody could give the role again."""
    return Problem("last_owner", "This is the only OWNER; make another member OWNER first.")


def role_too_high(role: str) -> Problem:
    """403: nobody gives, takes or changes what they could not do themselves."""
    return Problem("role_too_high", f"The role {role} has scopes that this key lacks.")


def suspended() -> Problem:
    """403: what the operator has suspended is let in nowhere."""
    return Problem("organization_suspended")


def operators_only() -> Problem:
    """403: an organization does not approve itself."""
    return Problem("insufficient_scope", f"Only {OPERATOR_SCOPE} changes onboarding_status.")
