"""The refusals of `sessions`: code and the sentence that says what to do.

What a sign-in is refused with says nothing about whether anybody has the address. See: openapi.yaml `x-problems`.
"""

from __future__ import annotations

from collections.abc import Iterable

from sandbox.contract.models.organizations import Organization
from sandbox.contract.models.shared import OrganizationChoice
from sandbox.contract.problem import FieldError, Problem, RecordedRefusal


def sign_in_failed() -> RecordedRefusal:
    """401: the address or the password; counted."""
    return RecordedRefusal("sign_in_failed")


def password_wrong() -> RecordedRefusal:
    """422: the present password is another; counted as a sign-in that failed."""
    return RecordedRefusal("password_wrong")


def locked(left_us: int) -> Problem:
    """429: nobody is let in with this address, whatever the password."""
    return Problem("sign_in_locked", retry_after=left_us // 1_000_000 + 1)


def sign_up_closed() -> Problem:
    """403: the operator of this server lets nobody sign up."""
    return Problem("sign_up_closed")


def too_weak(pointer: str, why: str) -> Problem:
    """422: what others would guess."""
    return Problem("password_too_weak", why, errors=(FieldError(pointer, "password_too_weak", why),))


def which_organization(organizations: Iterable[Organization]) -> Problem:
    """409: the password is right in several organizations."""
    choices = [OrganizationChoice(organization_id=one.organization_id, name=one.name) for one in organizations]
    return Problem("organization_required", organizations=choices)


def invitation_invalid() -> Problem:
    """422: no good, for whichever reason."""
    return Problem("invitation_invalid")


def for_people() -> Problem:
    """403: a program asks for what only people have."""
    return Problem("session_required")
