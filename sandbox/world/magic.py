"""Magic values: what a name or a file can say to have the simulated outside answer in a chosen way.

Names are those of a person (last_name) or a business (legal_name), and it is their ending that
counts, as it is written here. The tables are the only place that knows them: the provider acts on
them, the docs show them. See: identity_provider.py, tests/world/test_magic.py.
"""

from __future__ import annotations

from typing import NamedTuple

from sandbox.contract.models.kyc import CheckStatus, VerificationStatus


class MagicName(NamedTuple):
    """What a name's ending does: to the check of who it is, or to the one for sanctions."""

    ending: str
    outcome: VerificationStatus
    identity: CheckStatus
    sanctions: CheckStatus
    needs_document: bool
    reason: str


MAGIC_NAMES = (
    MagicName("Denied", "REJECTED", "FAILED", "PASSED", False, "The records do not know this identity."),
    MagicName("Review", "IN_REVIEW", "REVIEW", "PASSED", False, "The records differ; a person has to look."),
    MagicName("Sanctioned", "IN_REVIEW", "PASSED", "REVIEW", False, "The name is like one on a sanctions list."),
    MagicName("Document", "DOCUMENT_REQUIRED", "PENDING", "PASSED", True, "A document of type ID is needed."),
)
"""Every other name is VERIFIED."""

BLURRED = "blurred"
"""A document whose file name has this word in it is REJECTED; every other one is VERIFIED."""


def magic_name(name: str) -> MagicName | None:
    """What a name asks for, if anything."""
    return next((magic for magic in MAGIC_NAMES if name.endswith(magic.ending)), None)


def is_blurred(file_name: str) -> bool:
    """Whether a document's file name asks for its refusal."""
    return BLURRED in file_name.casefold()
