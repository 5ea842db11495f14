"""The operations of `audit`: records and proofs from the log that every commit writes.

A record is one version mark of a leaf; it is found by position, so a list is a walk along the log.
Filters that no index serves are bounded: a request looks at `_MOST_LEAVES`, then its page ends early
with a cursor to go on from.
See: engine/audit.py for leaves and proofs, tests/services/audit/ for how an outsider checks one.
"""

from __future__ import annotations

import asyncio
import base64

from sandbox.contract.binder import operation
from sandbox.contract.models.audit import AuditCheckpoint, AuditProof, AuditRecord
from sandbox.contract.models.parameters import ListAuditRecordsQuery
from sandbox.contract.pages import Page, decode_cursor
from sandbox.contract.problem import Problem, not_found
from sandbox.engine.audit import VersionMark, leaf_hash
from sandbox.engine.call import Call
from sandbox.engine.listing import selection_of
from sandbox.engine.transaction import LoggedLeaf
from sandbox.services.audit.rules import audit_id, place_of
from sandbox.services.audit.views import record_view

_SLICE = 200
_MOST_LEAVES = 5_000


@operation("listAuditRecords")
async def list_audit_records(call: Call, query: ListAuditRecordsQuery) -> Page[AuditRecord]:
    selection = selection_of(query)
    is_ascending, skip = selection.is_ascending, selection.skip
    start = _position(query.cursor)
    # The leaf of the cursor is read again: it may hold more marks behind it.
    after = None if start is None else start[0] + (-1 if is_ascending else 1)
    found: list[AuditRecord] = []
    for _ in range(_MOST_LEAVES // _SLICE):
        leaves = await call.tx.leaves(
            after=after,
            limit=_SLICE,
            is_ascending=is_ascending,
            entity_id=query.entity_id,
            from_us=selection.from_us,
            until_us=selection.until_us,
        )
        for logged in leaves:
            places = range(len(logged.leaf.versions))
            for place in places if is_ascending else reversed(places):
                here = (logged.position, place)
                if start is not None and (here <= start if is_ascending else here >= start):
                    continue
                if not _matches(query, logged, logged.leaf.versions[place]):
                    continue
                if skip:
                    skip -= 1
                    continue
                if len(found) == query.limit:
                    return Page(found, found[-1].audit_id)
                found.append(await record_view(call.tx, logged, place))
        if len(leaves) < _SLICE:
            return Page(found, None)
        after = leaves[-1].position
        await asyncio.sleep(0)
    assert after is not None
    return Page(found, audit_id(after, 0 if not is_ascending else 2**20))


@operation("getAuditRecord")
async def get_audit_record(call: Call, audit_id: str) -> AuditRecord:
    logged, place = await _logged(call, audit_id)
    return await record_view(call.tx, logged, place)


@operation("getAuditProof")
async def get_audit_proof(call: Call, audit_id: str) -> AuditProof:
    logged, _ = await _logged(call, audit_id)
    size, root, path = await call.tx.inclusion(logged.position)
    signed = call.tx.sign_checkpoint(size, root)
    return AuditProof(
        audit_id=audit_id,
        leaf=base64.b64encode(logged.encoded).decode(),
        leaf_hash=leaf_hash(logged.encoded).hex(),
        leaf_index=logged.position,
        tree_size=size,
        root_hash=root.hex(),
        inclusion_path=[digest.hex() for digest in path],
        checkpoint=AuditCheckpoint(
            origin=signed.origin,
            tree_size=signed.size,
            root_hash=signed.root.hex(),
            note=signed.note.decode(),
            signature=base64.b64encode(signed.signature).decode(),
            public_key=base64.b64encode(signed.public_key).decode(),
        ),
    )


# Within ------------------------------------------------------------------------------------------
async def _logged(call: Call, identifier: str) -> tuple[LoggedLeaf, int]:
    where = place_of(identifier)
    if where is not None:
        leaves = await call.tx.leaves(after=where[0] - 1, limit=1, is_ascending=True)
        if leaves and leaves[0].position == where[0] and where[1] < len(leaves[0].leaf.versions):
            return leaves[0], where[1]
    raise not_found("audit record", identifier)


def _position(cursor: str | None) -> tuple[int, int] | None:
    if cursor is None:
        return None
    position = place_of(decode_cursor(cursor))
    if position is None:
        raise Problem("invalid_cursor")
    return position


def _matches(query: ListAuditRecordsQuery, logged: LoggedLeaf, mark: VersionMark) -> bool:
    return (
        query.entity_type in (None, mark.kind)
        and query.entity_id in (None, mark.id)
        and query.user_id in (None, logged.leaf.user_id)
        and query.correlation_id in (None, logged.leaf.correlation_id)
    )
