"""The rules of `customers`: pure functions over plain values."""

from __future__ import annotations

import datetime

from sandbox.contract.models.customers import CustomerCreation
from sandbox.contract.problem import FieldError, Problem

WHOLE_BPS = 10_000
_PERSON = ("first_name", "last_name", "date_of_birth")
_BUSINESS = ("legal_name", "registration_number")


def last4(number: str | None) -> str | None:
    """The digits of an identity number that may be shown."""
    if number is None:
        return None
    return "".join(c for c in number if c.isalnum())[-4:]


def check_creation(body: CustomerCreation, today: datetime.date) -> None:
    """A person has a name and a birthday, a business a legal name and a number. Raises `invalid_field`."""
    wanted = _PERSON if body.customer_type == "INDIVIDUAL" else _BUSINESS
    errors = [
        FieldError(f"/{name}", "invalid_field", f"An {body.customer_type} customer needs it."
                   if body.customer_type == "INDIVIDUAL" else "A BUSINESS customer needs it.")
        for name in wanted
        if not getattr(body, name)
    ]  # fmt: skip
    if body.date_of_birth is not None and body.date_of_birth >= today:
        errors.append(FieldError("/date_of_birth", "invalid_field", "A date of birth lies in the past."))
    if errors:
        raise Problem("invalid_field", f"{errors[0].pointer}: {errors[0].detail}", errors=tuple(errors))
