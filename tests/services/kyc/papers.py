"""Documents and verifications as tests of `kyc` need them, made through the public API."""

from __future__ import annotations

import base64
from typing import Any

from sandbox.contract.models.kyc import Verification, VerificationStart
from sandbox.engine.call import Call, Caller, system
from sandbox.engine.transaction import Transaction
from sandbox.services.kyc import operations
from tests.services.api import Api

PDF = b"%PDF-1.7\nA passport."


def b64(data: bytes) -> str:
    """Base64 as the contract wants it."""
    return base64.b64encode(data).decode()


def paper(customer: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """The body of an upload: a readable ID."""
    return {
        "customer_id": customer["customer_id"],
        "document_type": "ID",
        "file_name": "passport.pdf",
        "content_type": "application/pdf",
        "content": b64(PDF),
        **overrides,
    }


async def upload(api: Api, customer: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """A document as it is after the provider has looked at it."""
    made = api.ok(await api.post("/documents", paper(customer, **overrides)))
    await api.settle()
    document: dict[str, Any] = api.ok(await api.get(f"/documents/{made['document_id']}"))
    return document


async def verification_of(api: Api, customer: dict[str, Any]) -> dict[str, Any]:
    """The customer's newest verification."""
    found = api.ok(await api.get("/verifications", customer_id=customer["customer_id"], limit=1))
    verification: dict[str, Any] = found[0]
    return verification


async def decide_at_once(api: Api, customer: dict[str, Any], *, is_approved: bool) -> Verification:
    """Begin and decide a verification in one transaction: the provider's report comes too late."""

    async def work(tx: Transaction) -> Verification:
        call = Call(tx, Caller(user_id="reviewer", auth_method="SYSTEM"))
        body = VerificationStart(customer_id=customer["customer_id"])
        begun = await operations.start_verification(call, body)
        assert begun.status == "PENDING"
        if is_approved:
            return await operations.approve_verification(call, begun.verification_id)
        return await operations.reject_verification(call, begun.verification_id, None)

    decided, _ = await api.bank.run("decide_at_once", system(), work)
    await api.settle()
    return decided


async def kyc_status_of(api: Api, customer: dict[str, Any]) -> str:
    """The customer's kyc_status now."""
    return str(api.ok(await api.get(f"/customers/{customer['customer_id']}"))["kyc_status"])


def statuses(verification: dict[str, Any]) -> dict[str, str]:
    """Status by check."""
    return {check["check_type"]: check["status"] for check in verification["checks"]}
