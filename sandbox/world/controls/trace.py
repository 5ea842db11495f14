"""The trace of a movement: what asked for it, what was decided, posted, told and delivered, as one chain.

Everything is read from what was kept anyway: leaves of the audit log say which commits touched the
movement, and hold what each wrote; the edge knows requests and deliveries. See: tests/services/transactions/.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict

from sandbox.contract.binder import operation
from sandbox.contract.models.transactions import TraceNode, Transaction, TransactionTrace
from sandbox.engine.audit import Leaf
from sandbox.engine.call import Call
from sandbox.engine.clock import to_datetime
from sandbox.engine.ids import place_id
from sandbox.engine.records import KINDS
from sandbox.engine.transaction import LoggedLeaf
from sandbox.services.audit.rules import audit_id
from sandbox.services.requests.operations import of_chain
from sandbox.services.transactions import operations as transactions
from sandbox.services.webhooks.tracing import tellings_of

_MOST_COMMITS = 100
_KIND = "Transaction"
_DECISIONS = ("fraud_score", "requires_approval", "approved_by", "failure_code", "reversed_by_transaction_id")


@operation("getTransactionTrace")
async def get_transaction_trace(call: Call, transaction_id: str) -> TransactionTrace:
    await transactions.existing(call, transaction_id)
    leaves = await call.tx.leaves(after=None, limit=_MOST_COMMITS, is_ascending=True, entity_id=transaction_id)
    nodes: list[TraceNode] = []
    cause = None
    if leaves and leaves[0].leaf.correlation_id is not None:
        nodes += _requests(call, leaves[0].leaf.correlation_id)
        cause = nodes[0].node_id if nodes else None
    for logged in leaves:
        commit = _commit(logged, cause)
        nodes.append(commit)
        nodes += await _rules(call, logged, transaction_id, commit.node_id)
        nodes += await _postings(call, logged.leaf, commit.node_id)
        nodes += await _events(call, logged.leaf, commit.node_id)
        cause = commit.node_id
    nodes += await _pending(call, transaction_id, cause)
    return TransactionTrace(transaction_id=transaction_id, nodes=nodes)


def _commit(logged: LoggedLeaf, cause: str | None) -> TraceNode:
    leaf = logged.leaf
    return TraceNode(
        node_id=audit_id(logged.position, 0),
        parent_id=cause,
        node_type="COMMIT",
        title=leaf.operation,
        at=to_datetime(leaf.at_us),
        detail={
            "commit": leaf.commit,
            "user_id": leaf.user_id,
            "correlation_id": leaf.correlation_id,
            "written": [f"{mark.action} {mark.kind} {mark.id}" for mark in leaf.versions],
        },
    )


async def _rules(call: Call, logged: LoggedLeaf, transaction_id: str, commit: str) -> list[TraceNode]:
    """What the rules decided in a commit: what they set on the movement."""
    nodes = []
    kind = KINDS[_KIND]
    for mark in logged.leaf.versions:
        if mark.kind != _KIND or mark.id != transaction_id:
            continue
        # Of who was erased, what was decided is told all the same.
        after: Transaction | None = await call.tx.version(kind, mark.id, mark.version, shows_blank=True)
        before: Transaction | None = (
            await call.tx.version(kind, mark.id, mark.version - 1, shows_blank=True) if mark.version > 1 else None
        )
        if after is None:
            continue
        for number, (name, value) in enumerate(_decided(before, after)):
            nodes.append(
                TraceNode(
                    node_id=f"{commit}/{number + 1}",
                    parent_id=commit,
                    node_type="RULE",
                    title=f"{name}: {value}",
                    at=to_datetime(logged.leaf.at_us),
                    detail={name: value},
                )
            )
    return nodes


def _decided(before: Transaction | None, after: Transaction) -> Iterator[tuple[str, Any]]:
    for name in (*_DECISIONS, "status"):
        old, new = getattr(before, name, None), getattr(after, name)
        if old != new and new not in (None, False):
            yield name, new


async def _postings(call: Call, leaf: Leaf, commit: str) -> list[TraceNode]:
    nodes = []
    for mark in leaf.ledger:
        journal = await call.tx.ledger_transaction(mark.id)
        if journal is not None:
            entries = [
                {name: value for name, value in asdict(entry).items() if not name.startswith(("debits", "credits"))}
                for entry in journal.entries
            ]
            nodes.append(
                TraceNode(
                    node_id=mark.id,
                    parent_id=commit,
                    node_type="POSTING",
                    title=f"{journal.description} ({journal.status})",
                    at=to_datetime(journal.at_us),
                    detail={"status": journal.status, "entries": entries},
                )
            )
    return nodes


async def _events(call: Call, leaf: Leaf, commit: str) -> list[TraceNode]:
    nodes = []
    for mark in leaf.events:
        logged = await call.tx.event(mark.id)
        if logged is not None:
            event = logged.event
            nodes.append(
                TraceNode(
                    node_id=event.event_id,
                    parent_id=commit,
                    node_type="EVENT",
                    title=event.type,
                    at=to_datetime(event.at_us),
                    detail={"data": event.data, "previous": event.previous},
                )
            )
            nodes += _deliveries(call, event.event_id)
    return nodes


def _requests(call: Call, correlation_id: str) -> list[TraceNode]:
    """The requests of the chain that the log has by now; each but the first was caused by nobody we know."""
    return [
        TraceNode(
            node_id=record.request_id,
            parent_id=None,
            node_type="REQUEST",
            title=f"{record.method} {record.path}",
            at=record.created_at,
            detail={
                "status_code": record.status_code,
                "api_key_id": record.api_key_id,
                "idempotency_key": record.idempotency_key,
                "duration_us": record.duration_us,
                "fault_id": record.fault_id,
            },
        )
        for record in of_chain(call.tx.edge, correlation_id)
    ]


def _deliveries(call: Call, event_id: str) -> list[TraceNode]:
    """How an event was told to whoever listens."""
    return [
        TraceNode(
            node_id=one.attempt_id,
            parent_id=event_id,
            node_type="DELIVERY",
            title=f"{one.status} to {one.endpoint_id}",
            at=to_datetime(one.at_us),
            detail={
                "url": one.url,
                "attempt_number": one.attempt_number,
                "response_status": one.response_status,
                "error": one.error,
                "duration_ms": one.duration_ms,
            },
        )
        for one in tellings_of(call.tx.edge, event_id)
    ]


async def _pending(call: Call, transaction_id: str, cause: str | None) -> list[TraceNode]:
    """What will still happen to it."""
    nodes = []
    for row in await call.tx.effects_about(transaction_id):
        nodes.append(
            TraceNode(
                node_id=place_id("eff", row.key),
                parent_id=cause,
                node_type="EFFECT",
                title=row.function,
                at=to_datetime(row.due_us),
                detail={"is_parked": row.is_parked, "attempts": row.attempts, "error": row.error},
            )
        )
    return nodes
