"""The operations of `customers`, and what other services ask of a customer.

Creating a customer leaves a row in the queue, in the same commit, that starts its verification.
See: rules.py, tests/services/customers/.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.customers import (
    Customer,
    CustomerCreation,
    CustomerUpdate,
    Owner,
    OwnerCreation,
    OwnerUpdate,
)
from sandbox.contract.models.parameters import ListCustomersQuery, ListOwnersQuery
from sandbox.contract.models.shared import KycStatus, Reason
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import Problem, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.clock import day_of
from sandbox.engine.listing import list_records
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.customers import problems, rules
from sandbox.services.customers.records import CUSTOMERS, IDENTITIES, OWNERS, Identity

_PLAIN = (
    "first_name",
    "last_name",
    "legal_name",
    "phone_number",
    "address",
    "date_of_birth",
    "registration_number",
)


# What other services ask ------------------------------------------------------------------------
async def existing(tx: Transaction, customer_id: str) -> Customer:
    """The customer. Raises `not_found`."""
    customer = await tx.get(CUSTOMERS, customer_id)
    if customer is None:
        raise not_found("customer", customer_id)
    return customer


async def active(tx: Transaction, customer_id: str) -> Customer:
    """An ACTIVE customer. Raises `not_found`, `customer_not_active`."""
    customer = await existing(tx, customer_id)
    if customer.status != "ACTIVE":
        raise problems.customer_not_active(customer_id, customer.status)
    return customer


async def verified(tx: Transaction, customer_id: str) -> Customer:
    """An ACTIVE and VERIFIED customer. Raises `not_found`, `customer_not_active`, `customer_not_verified`."""
    customer = await active(tx, customer_id)
    if customer.kyc_status != "VERIFIED":
        raise problems.customer_not_verified(customer_id, customer.kyc_status)
    return customer


async def identity_of(tx: Transaction, customer_id: str) -> Identity:
    """The customer's identity numbers, for checks that need them."""
    return await tx.get(IDENTITIES, customer_id) or Identity(customer_id=customer_id)


async def owners_of(tx: Transaction, customer_id: str) -> list[Owner]:
    """The beneficial owners of a business."""
    return await tx.find(OWNERS, Selection({"customer_id": customer_id}, limit=1000, is_ascending=True))


async def decide_kyc(call: Call, customer_id: str, kyc_status: str) -> Customer:
    """Take over the outcome of a verification; emits customer.verified or customer.rejected."""
    customer = await existing(call.tx, customer_id)
    if customer.kyc_status == kyc_status:
        return customer
    decided = _changed(call, customer, kyc_status=kyc_status)
    if kyc_status != "PENDING":
        call.tx.emit(f"customer.{kyc_status.lower()}", decided, customer)
    return decided


async def is_email_free(tx: Transaction, email: str) -> bool:
    """Whether no customer of the bank has this address."""
    return await tx.find_one(CUSTOMERS, "email", email) is None


def import_customer(call: Call, body: CustomerCreation, owners: Sequence[OwnerCreation] = ()) -> Customer:
    """Take over a customer whom another book has verified: no verification begins, nothing is emitted.

    Whoever takes over many asks `is_email_free` for all of them first. Raises `invalid_field`,
    `ownership_over_100_percent`.
    """
    rules.check_creation(body, day_of(call.tx.now_us))
    total = sum(owner.ownership_bps for owner in owners)
    if total > rules.WHOLE_BPS:
        raise problems.ownership_over_100_percent(total)
    customer = _enter(call, body, "VERIFIED")
    for owner in owners:
        call.tx.put(_new_owner(call, customer.customer_id, owner, "VERIFIED"))
    return customer


# The contract ------------------------------------------------------------------------------------
@operation("createCustomer")
async def create_customer(call: Call, body: CustomerCreation) -> Customer:
    rules.check_creation(body, day_of(call.tx.now_us))
    await _check_email_is_free(call, body.email)
    customer = _enter(call, body, "PENDING")
    call.tx.emit("customer.created", customer)
    return customer


@operation("listCustomers")
async def list_customers(call: Call, query: ListCustomersQuery) -> Page[Customer]:
    where: dict[str, Any] = {
        name: getattr(query, name) for name in ("email", "phone_number", "kyc_status", "status", "customer_type")
    }
    if query.national_id is not None:
        identity = await call.tx.find_one(IDENTITIES, "national_id", query.national_id)
        if identity is None:
            return Page([], None)
        where["customer_id"] = identity.customer_id
    words = query.name.casefold().split() if query.name else []
    if not words:
        return Page(*await list_records(call, CUSTOMERS, query, where))
    found, following = await list_records(call, CUSTOMERS, query, {"name": words[0], **where})
    names = CUSTOMERS.values("name")
    return Page([customer for customer in found if set(words) <= set(names(customer))], following)


@operation("getCustomer")
async def get_customer(call: Call, customer_id: str) -> Customer:
    return await existing(call.tx, customer_id)


@operation("updateCustomer")
async def update_customer(call: Call, customer_id: str, body: CustomerUpdate) -> Customer:
    customer = await existing(call.tx, customer_id)
    if customer.status == "CLOSED":
        raise wrong_state("customer", customer.status, ("ACTIVE", "SUSPENDED"))
    changes = given(body)
    if changes.get("email", customer.email) != customer.email:
        await _check_email_is_free(call, changes["email"], customer_id)
    updated = _changed(call, customer, **changes)
    call.tx.emit("customer.updated", updated, customer)
    return updated


@operation("suspendCustomer")
async def suspend_customer(call: Call, customer_id: str, body: Reason | None) -> Customer:
    return await _move(call, customer_id, "suspended", "SUSPENDED", ("ACTIVE",))


@operation("reactivateCustomer")
async def reactivate_customer(call: Call, customer_id: str) -> Customer:
    return await _move(call, customer_id, "reactivated", "ACTIVE", ("SUSPENDED",))


@operation("closeCustomer")
async def close_customer(call: Call, customer_id: str) -> Customer:
    open_accounts = await call.tx.counted(f"{customer_id}/open_accounts", "")
    if open_accounts:
        raise Problem("customer_has_open_accounts", f"{open_accounts} accounts are open; close them first.")
    return await _move(call, customer_id, "closed", "CLOSED", ("ACTIVE", "SUSPENDED"))


@operation("addOwner")
async def add_owner(call: Call, customer_id: str, body: OwnerCreation) -> Owner:
    customer = await active(call.tx, customer_id)
    if customer.customer_type != "BUSINESS":
        raise problems.not_a_business(customer_id)
    await _check_shares(call, customer_id, body.ownership_bps)
    owner = _new_owner(call, customer_id, body, "PENDING")
    call.tx.put(owner)
    call.tx.emit("customer.updated", customer)
    return owner


@operation("listOwners")
async def list_owners(call: Call, customer_id: str, query: ListOwnersQuery) -> Page[Owner]:
    await existing(call.tx, customer_id)
    return Page(*await list_records(call, OWNERS, query, {"customer_id": customer_id}))


@operation("updateOwner")
async def update_owner(call: Call, customer_id: str, owner_id: str, body: OwnerUpdate) -> Owner:
    owner = await _owner(call, customer_id, owner_id)
    await _check_open(call, customer_id)
    changes = given(body)
    if "ownership_bps" in changes:
        await _check_shares(call, customer_id, changes["ownership_bps"] - owner.ownership_bps)
    updated = replace(owner, updated_at=call.now, **changes)
    call.tx.put(updated)
    call.tx.emit("customer.updated", await existing(call.tx, customer_id))
    return updated


@operation("removeOwner")
async def remove_owner(call: Call, customer_id: str, owner_id: str) -> None:
    owner = await _owner(call, customer_id, owner_id)
    await _check_open(call, customer_id)
    call.tx.delete(owner)
    call.tx.emit("customer.updated", await existing(call.tx, customer_id))


# Within ------------------------------------------------------------------------------------------
def _enter(call: Call, body: CustomerCreation, kyc_status: KycStatus) -> Customer:
    """Write a new customer and the identity numbers."""
    customer = Customer(
        customer_id=call.new_id("cust"),
        customer_type=body.customer_type,
        email=body.email,
        national_id_last4=rules.last4(body.national_id),
        tax_id_last4=rules.last4(body.tax_id),
        kyc_status=kyc_status,
        status="ACTIVE",
        created_at=call.now,
        updated_at=call.now,
        created_by=call.caller.user_id,
        metadata=body.metadata,
        **{name: getattr(body, name) for name in _PLAIN},
    )
    call.tx.put(customer)
    if body.national_id or body.tax_id:
        numbers = Identity(customer_id=customer.customer_id, national_id=body.national_id, tax_id=body.tax_id)
        call.tx.put(numbers)
    return customer


def _new_owner(call: Call, customer_id: str, body: OwnerCreation, kyc_status: KycStatus) -> Owner:
    return Owner(
        owner_id=call.new_id("own"),
        customer_id=customer_id,
        name=body.name,
        date_of_birth=body.date_of_birth,
        ownership_bps=body.ownership_bps,
        is_control_person=body.is_control_person,
        kyc_status=kyc_status,
        created_at=call.now,
        updated_at=call.now,
    )


async def _check_email_is_free(call: Call, email: str, customer_id: str | None = None) -> None:
    holder = await call.tx.find_one(CUSTOMERS, "email", email)
    if holder is not None and holder.customer_id != customer_id:
        raise problems.email_taken()


async def _check_shares(call: Call, customer_id: str, added_bps: int) -> None:
    total = sum(owner.ownership_bps for owner in await owners_of(call.tx, customer_id)) + added_bps
    if total > rules.WHOLE_BPS:
        raise problems.ownership_over_100_percent(total)


async def _owner(call: Call, customer_id: str, owner_id: str) -> Owner:
    await existing(call.tx, customer_id)
    owner = await call.tx.get(OWNERS, owner_id)
    if owner is None or owner.customer_id != customer_id:
        raise not_found("owner", owner_id)
    return owner


async def _check_open(call: Call, customer_id: str) -> None:
    customer = await existing(call.tx, customer_id)
    if customer.status == "CLOSED":
        raise wrong_state("customer", customer.status, ("ACTIVE", "SUSPENDED"))


async def _move(call: Call, customer_id: str, event: str, status: str, allowed: tuple[str, ...]) -> Customer:
    customer = await existing(call.tx, customer_id)
    if customer.status not in allowed:
        raise wrong_state("customer", customer.status, allowed)
    moved = _changed(call, customer, status=status)
    call.tx.emit(f"customer.{event}", moved, customer)
    return moved


def _changed(call: Call, customer: Customer, **changes: Any) -> Customer:
    changed = replace(customer, updated_at=call.now, **changes)
    call.tx.put(changed)
    return changed
