"""What `customers` stores: the customer, the owners of a business, and the identity numbers.

Identity numbers are a record of their own that no answer shows; the customer keeps their last four
digits. Personal values are sealed under the customer's key and found by keyed hash of whole values.
"""

from __future__ import annotations

import msgspec

from sandbox.contract.models.customers import Customer, Owner
from sandbox.engine.records import Kind


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The identity numbers of a customer, never shown."""

    customer_id: str
    national_id: str | None = None
    tax_id: str | None = None


def _name_words(customer: Customer) -> set[str]:
    names = (customer.first_name, customer.last_name, customer.legal_name)
    return {word for name in names if name for word in name.casefold().split()}


CUSTOMERS = Kind(
    Customer,
    prefix="cust",
    index=("status", "kyc_status", "customer_type", "phone_number"),
    unique=("email",),
    computed={"name": _name_words},
    blind=("name", "phone_number"),
    person=lambda customer: customer.customer_id,
)

IDENTITIES = Kind(
    Identity,
    prefix="cust",
    index=("national_id",),
    personal=("national_id", "tax_id"),
    person=lambda identity: identity.customer_id,
)

OWNERS = Kind(
    Owner,
    prefix="own",
    index=("customer_id",),
    person=lambda owner: owner.customer_id,
)
