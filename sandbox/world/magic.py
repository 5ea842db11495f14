"""Magic values: what a name, a file or `metadata.simulate` can say to have the outside answer in a chosen way.

The tables here are the only place that knows them: the world acts on them, `listMagicValues` shows them,
the docs and the contract's `x-magic-values` are checked against them. Names are those of a person
(last_name) or a business (legal_name), and it is their ending that counts, as it is written here.
See: identity_provider.py and simulated.py, which act; tests/world/test_magic.py.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sandbox.contract.models.kyc import CheckStatus, VerificationStatus
from sandbox.contract.problem import Problem

SIMULATE = "simulate"
"""The key of `metadata` that asks for an outcome ahead."""


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


class Outcome(NamedTuple):
    """One value of `metadata.simulate`: how it looks, what it does, where it may be given."""

    shape: str
    pattern: str
    outcome: str
    operations: tuple[str, ...]


_TAKEN_ON = ("createCustomer", "updateCustomer")
_MOVEMENTS = ("createTransfer", "createDeposit", "createWithdrawal", "simulateDeposit")
_DEPOSITS = ("createDeposit", "simulateDeposit")
OUTCOMES = (
    Outcome("kyc:verified", r"kyc:verified", "The verification is VERIFIED, whatever the name.", _TAKEN_ON),
    Outcome("kyc:review", r"kyc:review", "The verification is IN_REVIEW.", _TAKEN_ON),
    Outcome("kyc:rejected", r"kyc:rejected", "The verification is REJECTED.", _TAKEN_ON),
    Outcome("kyc:document", r"kyc:document", "The verification is DOCUMENT_REQUIRED.", _TAKEN_ON),
    Outcome("fraud:LOW", r"fraud:LOW", "The movement is scored LOW, whatever its amount.", _MOVEMENTS),
    Outcome("fraud:MEDIUM", r"fraud:MEDIUM", "The movement is scored MEDIUM and waits for approval.", _MOVEMENTS),
    Outcome("fraud:HIGH", r"fraud:HIGH", "The movement is scored HIGH and fails.", _MOVEMENTS),
    Outcome(
        "cheque:return@+2bd",
        r"cheque:return@\+\d{1,3}(?:bd|d)",
        "The cheque comes back after so many banking days (bd) or days (d).",
        _DEPOSITS,
    ),
    Outcome(
        "cheque:clear@+1bd",
        r"cheque:clear@\+\d{1,3}(?:bd|d)",
        "The cheque clears after so many banking days (bd) or days (d).",
        _DEPOSITS,
    ),
)


class MagicEntry(NamedTuple):
    """One line of the table that everybody is shown."""

    place: str
    value: str
    outcome: str
    applies_to: str


def entries() -> list[MagicEntry]:
    """Every magic value there is, in the order of the tables."""
    found = []
    for magic in MAGIC_NAMES:
        for place in ("last_name", "legal_name"):
            found.append(MagicEntry(place, f"… {magic.ending}", f"{magic.outcome}: {magic.reason}", "createCustomer"))
    found.append(MagicEntry("file_name", f"…{BLURRED}…", "The document is REJECTED.", "uploadDocument"))
    found += [
        MagicEntry(f"metadata.{SIMULATE}", one.shape, one.outcome, operation)
        for one in OUTCOMES
        for operation in one.operations
    ]
    return found


def magic_name(name: str) -> MagicName | None:
    """What a name asks for, if anything."""
    return next((magic for magic in MAGIC_NAMES if name.endswith(magic.ending)), None)


def is_blurred(file_name: str) -> bool:
    """Whether a document's file name asks for its refusal."""
    return BLURRED in file_name.casefold()


def simulated(metadata: Any, topic: str) -> str | None:
    """What `metadata.simulate` asks of a topic, such as `HIGH` of `fraud`."""
    asked = metadata.get(SIMULATE, "") if isinstance(metadata, dict) else ""
    return asked.removeprefix(f"{topic}:") if asked.startswith(f"{topic}:") else None


def check_simulation(operation_id: str, body: Any) -> None:
    """Refuse an outcome that does not exist, or not here. Raises `unknown_simulation`."""
    metadata = getattr(body, "metadata", None)
    asked = metadata.get(SIMULATE) if isinstance(metadata, dict) else None
    if asked is None:
        return
    known = [one for one in OUTCOMES if operation_id in one.operations]
    is_known = any(re.fullmatch(one.pattern, asked, re.ASCII) for one in known)
    is_of_cheques = asked.startswith("cheque:")
    if not is_known or (is_of_cheques and getattr(body, "method", None) != "CHEQUE"):
        shapes = ", ".join(one.shape for one in known) or "none"
        raise Problem("unknown_simulation", f"{asked!r} is no outcome of {operation_id}; there is: {shapes}.")
