"""Idempotent answers at rest: what holds personal values is sealed like the record it shows.

The key is the person's own, so that erasing the person also erases what was answered about them.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.contract.models import PII
from sandbox.contract.problem import Problem
from sandbox.engine.records import KINDS_OF
from sandbox.engine.transaction import StoredAnswer
from sandbox.engine.vault import Erased, Vault

_PERSON = ("customer_id", "team_member_id", "organization_id")


def seal_answer(
    slot: StoredAnswer, status: int, location: str | None, body: bytes, result: Any, vault: Vault
) -> StoredAnswer:
    """The answer to keep for a key."""
    identifier = None if result is None else str(getattr(result, result.__struct_fields__[0]))
    sealed = None
    if any(getattr(result, name, None) not in (None, {}) for name in PII.get(type(result), ())):
        person = _person_of(result) or slot.scope
        sealed = vault.seal(person, f"answer/{slot.scope}/{slot.key}", body)
        body = b""
    return msgspec.structs.replace(
        slot, status=status, location=location, body=body, sealed=sealed, resource_id=identifier
    )


def _person_of(result: Any) -> str | None:
    """Whose key seals an answer: the same as the record's that it shows."""
    kind = KINDS_OF.get(type(result))
    if kind is not None and kind.person is not None:
        return kind.person(result)
    return next((value for name in _PERSON if (value := getattr(result, name, None))), None)


def open_answer(kept: StoredAnswer, vault: Vault) -> bytes:
    """The body to replay. Raises `not_found` when the person it is about was erased."""
    if kept.sealed is None:
        return kept.body
    try:
        return vault.open(kept.sealed, f"answer/{kept.scope}/{kept.key}")
    except Erased:
        raise Problem("not_found", "The person this answer is about was erased.") from None
