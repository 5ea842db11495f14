"""The simulated identity provider: decides by magic values, at once, and knows nobody.

It honours the same port as a real one (`kyc.provider.IdentityProvider`). Because it waits for no
network, a step of the queue may ask it and hand in its report in one transaction, which is never the
one that began the verification; a real one is asked between two. It is pure: asked again about the
same it answers the same, so a step that runs twice reports once.
See: magic.py for the names, tests/world/test_identity_provider.py.
"""

from __future__ import annotations

from sandbox.contract.models.kyc import CheckType
from sandbox.engine.call import Call
from sandbox.engine.queue import reaction
from sandbox.services.kyc import document_operations as documents
from sandbox.services.kyc import operations as verifications
from sandbox.services.kyc.provider import (
    CheckResult,
    DocumentReport,
    DocumentRequest,
    IdentityProvider,
    ProviderReport,
    ProviderRequest,
)
from sandbox.world.magic import MAGIC_NAMES, MagicName, is_blurred, magic_name, simulated

VERIFY = "world.identity_provider.verify"
_OUTCOMES = {"review": "IN_REVIEW", "rejected": "REJECTED", "document": "DOCUMENT_REQUIRED"}


class SimulatedProvider:
    """Passes whoever does not ask for something else by name."""

    async def verify(self, request: ProviderRequest) -> ProviderReport:
        """Run the checks of a verification."""
        magic = _asked_for(request)
        if magic is not None and magic.needs_document and "ID" in request.accepted_documents:
            magic = None
        return ProviderReport(
            verification_id=request.verification_id,
            reference=f"sim-{request.verification_id.partition('_')[2]}",
            checks=tuple(_result(check, magic) for check in request.checks),
            needs_document=magic is not None and magic.needs_document,
        )

    async def examine(self, request: DocumentRequest) -> DocumentReport:
        """Look at one document."""
        return DocumentReport(document_id=request.document_id, is_accepted=not is_blurred(request.file_name))


def _asked_for(request: ProviderRequest) -> MagicName | None:
    """What the customer's metadata asks for, or else the name."""
    asked = simulated(request.metadata, "kyc")
    if asked is not None:
        return next((magic for magic in MAGIC_NAMES if magic.outcome == _OUTCOMES.get(asked)), None)
    return magic_name(request.legal_name or request.last_name or "")


def _result(check: CheckType, magic: MagicName | None) -> CheckResult:
    if magic is None or check not in ("IDENTITY", "BUSINESS", "SANCTIONS"):
        return CheckResult(check, "PASSED")
    status = magic.sanctions if check == "SANCTIONS" else magic.identity
    return CheckResult(check, status, None if status == "PASSED" else magic.reason)


PROVIDER: IdentityProvider = SimulatedProvider()


@reaction("verification.created", VERIFY)
async def verify(call: Call, verification_id: str) -> None:
    """Ask the provider about a verification and take its report."""
    verification = await verifications.existing(call.tx, verification_id)
    request = await verifications.request_for(call.tx, verification)
    await verifications.take_report(call, await PROVIDER.verify(request))


@reaction("document.uploaded", "world.identity_provider.examine")
async def examine(call: Call, document_id: str) -> None:
    """Ask the provider about a document; an accepted one may be what its verification waited for."""
    document = await documents.existing(call.tx, document_id)
    report = await PROVIDER.examine(await documents.request_for(call.tx, document))
    document = await documents.take_document_report(call, report)
    if document.document_status == "VERIFIED" and document.verification_id is not None:
        await verify(call, document.verification_id)
