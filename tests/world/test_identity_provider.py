"""The simulated provider against its port, without a bank."""

from __future__ import annotations

from sandbox.services.kyc.provider import CheckResult, DocumentRequest, IdentityProvider, ProviderRequest
from sandbox.world.identity_provider import SimulatedProvider

PROVIDER: IdentityProvider = SimulatedProvider()


def _request(**overrides: object) -> ProviderRequest:
    given = {
        "verification_id": "ver_1k0r7szxndmf7kbvvshnb7wn60",
        "checks": ("IDENTITY", "ADDRESS", "SANCTIONS"),
        "customer_type": "INDIVIDUAL",
        "last_name": "Lovelace",
        **overrides,
    }
    return ProviderRequest(**given)  # type: ignore[arg-type]


async def test_passes_every_check_that_was_asked_for() -> None:
    report = await PROVIDER.verify(_request())
    assert report.verification_id == "ver_1k0r7szxndmf7kbvvshnb7wn60"
    assert report.reference == "sim-1k0r7szxndmf7kbvvshnb7wn60"
    assert report.checks == (
        CheckResult("IDENTITY", "PASSED"),
        CheckResult("ADDRESS", "PASSED"),
        CheckResult("SANCTIONS", "PASSED"),
    )
    assert not report.needs_document


async def test_asking_twice_is_asking_once() -> None:
    request = _request(last_name="Lovelace Sanctioned")
    assert await PROVIDER.verify(request) == await PROVIDER.verify(request)


async def test_names_the_document_it_needs_until_one_was_accepted() -> None:
    waiting = await PROVIDER.verify(_request(last_name="Lovelace Document"))
    assert waiting.needs_document
    assert waiting.checks[0].status == "PENDING"
    still = await PROVIDER.verify(_request(last_name="Lovelace Document", accepted_documents=("INCOME",)))
    assert still == waiting
    ended = await PROVIDER.verify(_request(last_name="Lovelace Document", accepted_documents=("ID",)))
    assert not ended.needs_document
    assert {check.status for check in ended.checks} == {"PASSED"}


async def test_a_document_does_not_help_a_name_that_is_denied() -> None:
    report = await PROVIDER.verify(_request(last_name="Lovelace Denied", accepted_documents=("ID",)))
    assert report.checks[0].status == "FAILED"


async def test_reads_every_document_that_is_not_blurred() -> None:
    for file_name, is_accepted in (("passport.pdf", True), ("passport-blurred.pdf", False)):
        request = DocumentRequest(
            document_id="doc_1",
            document_type="ID",
            file_name=file_name,
            content_type="application/pdf",
            content="JVBERi0=",
        )
        assert (await PROVIDER.examine(request)).is_accepted is is_accepted
