"""Erasing a customer: the order is a commit, and what is personal is gone once that commit is on disk.

`eraseCustomer` closes the customer, takes the personal values out of what is found and shown, and leaves
a row in the queue. That row destroys the customer's key; `accounts` answers to `customer.erased` and
destroys those of the accounts. A row that a crash interrupts runs again: destroying twice is destroying.
Nothing in the books, the events or the audit log is touched, so what they prove they go on proving.
See: docs/decisions/0014-erasure-and-key-rotation.md, tests/services/customers/test_erase_customer.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.customers import Customer
from sandbox.contract.problem import Problem
from sandbox.engine.call import Call
from sandbox.engine.queue import step
from sandbox.services.customers.operations import existing
from sandbox.services.customers.records import CUSTOMERS, IDENTITIES

DESTROY_KEY = "customers.destroy_key"


@operation("eraseCustomer")
async def erase_customer(call: Call, customer_id: str) -> Customer:
    customer = await existing(call.tx, customer_id)
    if customer.status == "CLOSED" and CUSTOMERS.is_blank(customer):
        return customer
    open_accounts = await call.tx.counted(f"{customer_id}/open_accounts", "")
    if open_accounts:
        raise Problem("customer_has_open_accounts", f"{open_accounts} accounts are open; close them first.")
    erased = CUSTOMERS.blanked(replace(customer, status="CLOSED", updated_at=call.now))
    call.tx.put(erased)
    identity = await call.tx.get(IDENTITIES, customer_id)
    if identity is not None:
        call.tx.delete(identity)
    call.tx.emit("customer.erased", erased)
    call.tx.schedule(DESTROY_KEY, customer_id)
    return erased


@step(DESTROY_KEY)
async def destroy_key(call: Call, subject: str) -> None:
    """Destroy the key of a customer whose erasure is on disk."""
    await call.tx.destroy_keys([subject])
