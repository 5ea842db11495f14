"""Audit records as they are shown: the versions before and after, without personal values.

Only kinds that the contract shows have values here; of internal ones (identities, contents of
documents, ends of day) a record says that they changed, and who did it. See: engine/records.py.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.contract.models.audit import AuditRecord
from sandbox.engine.audit import VersionMark, leaf_hash
from sandbox.engine.clock import to_datetime
from sandbox.engine.records import KINDS, Kind
from sandbox.engine.transaction import LoggedLeaf, Transaction
from sandbox.engine.vault import Erased
from sandbox.services.audit.rules import audit_id

_CONTRACT = "sandbox.contract.models."
_LOGIN = ("TeamSession", "CREATE")


async def record_view(tx: Transaction, logged: LoggedLeaf, place: int) -> AuditRecord:
    """The record of one mark of a leaf."""
    leaf, mark = logged.leaf, logged.leaf.versions[place]
    kind = KINDS.get(mark.kind)
    is_shown = kind is not None and kind.struct.__module__.startswith(_CONTRACT)
    old = new = None
    if kind is not None and is_shown:
        old = await _values(tx, kind, mark, mark.version - 1)
        new = await _values(tx, kind, mark, mark.version) if mark.action != "DELETE" else None
    return AuditRecord(
        audit_id=audit_id(logged.position, place),
        entity_type=mark.kind,
        entity_id=mark.id,
        action_type="LOGIN" if (mark.kind, mark.action) == _LOGIN else mark.action,  # type: ignore[arg-type]
        operation=leaf.operation,
        old_values=old,
        new_values=new,
        user_id=leaf.user_id,
        client_id=leaf.client_id,
        session_id=leaf.session_id,
        correlation_id=leaf.correlation_id,
        ip_address_hash=leaf.ip_address_hash,
        risk_flags=[],
        leaf_hash=leaf_hash(logged.encoded).hex(),
        timestamp=to_datetime(leaf.at_us),
    )


async def _values(tx: Transaction, kind: Kind[Any], mark: VersionMark, version: int) -> dict[str, Any] | None:
    """A version's values; None where there is none, or where the person was erased."""
    if version < 1:
        return None
    try:
        record = await tx.version(kind, mark.id, version)
    except Erased:
        return None
    if record is None:
        return None
    values: dict[str, Any] = msgspec.to_builtins(record)
    for name in kind.pii:
        if values.get(name) not in (None, {}):
            values[name] = "[personal]"
    return values
