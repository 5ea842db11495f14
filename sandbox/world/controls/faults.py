"""The operations of `simulations` on faults: misbehaviour on purpose, declared in a bank.

A declared fault is a record of the bank, so a fork has it too. It is applied at the bank's door and to
its deliveries, and counted there. See: spoiling.py, tests/services/simulations/test_faults.py.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.parameters import ListFaultsQuery
from sandbox.contract.models.problems import EVENT_TYPES
from sandbox.contract.models.simulations import Fault, FaultDeclaration
from sandbox.contract.pages import Page
from sandbox.contract.problem import Problem, invalid_field, not_found, wrong_state
from sandbox.engine.call import Call
from sandbox.engine.listing import list_records
from sandbox.engine.transaction import Selection
from sandbox.world.controls.spoiling import ANSWERS, FAULTS, SPOILABLE, SPOILING, DeclaredFault, is_about

_MOST = 1000


@operation("declareFault")
async def declare_fault(call: Call, body: FaultDeclaration) -> Fault:
    is_of_deliveries = body.kind.startswith("WEBHOOK_")
    if is_of_deliveries and body.operation_id is not None:
        raise invalid_field("/operation_id", "Faults of webhooks are about events, not operations.")
    if not is_of_deliveries and body.event_type is not None:
        raise invalid_field("/event_type", "Only faults of webhooks are about events.")
    if body.operation_id is not None and body.operation_id not in SPOILABLE:
        raise Problem("unknown_operation", f"{body.operation_id!r} is no operation that can be spoiled.")
    if body.event_type is not None and not any(is_about(body.event_type, one) for one in EVENT_TYPES):
        raise Problem("unknown_event_type")
    if body.status_code is not None and (body.kind != "ERROR" or body.status_code not in ANSWERS):
        raise invalid_field("/status_code", f"ERROR answers one of {', '.join(map(str, ANSWERS))}.")
    fault = DeclaredFault(
        fault_id=call.new_id("flt"),
        kind=body.kind,
        operation_id=body.operation_id,
        event_type=body.event_type,
        rate_bps=body.rate_bps,
        delay_ms=body.delay_ms,
        status_code=(body.status_code or 503) if body.kind == "ERROR" else None,
        most=body.remaining,
        created_at=call.now,
    )
    call.tx.put(fault)
    return _view(call, fault)


@operation("listFaults")
async def list_faults(call: Call, query: ListFaultsQuery) -> Page[Fault]:
    if query.status is None:
        found, following = await list_records(call, FAULTS, query)
        return Page([_view(call, fault) for fault in found], following)
    declared = await call.tx.find(FAULTS, Selection(limit=_MOST))
    views = [view for fault in declared if (view := _view(call, fault)).status == query.status]
    return Page(views[: query.limit], None)


@operation("getFault")
async def get_fault(call: Call, fault_id: str) -> Fault:
    return _view(call, await _existing(call, fault_id))


@operation("liftFault")
async def lift_fault(call: Call, fault_id: str) -> None:
    fault = await _existing(call, fault_id)
    if fault.is_lifted:
        raise wrong_state("fault", "LIFTED", ("ACTIVE", "EXHAUSTED"))
    call.tx.put(replace(fault, is_lifted=True))


async def _existing(call: Call, fault_id: str) -> DeclaredFault:
    fault = await call.tx.get(FAULTS, fault_id)
    if fault is None:
        raise not_found("fault", fault_id)
    return fault


def _view(call: Call, fault: DeclaredFault) -> Fault:
    """A fault with how often it was applied so far."""
    applied = SPOILING.applied(call.tx.bank_id, call.tx.edge, fault.fault_id)
    is_over = fault.most is not None and applied >= fault.most
    return Fault(
        fault_id=fault.fault_id,
        kind=fault.kind,
        operation_id=fault.operation_id,
        event_type=fault.event_type,
        rate_bps=fault.rate_bps,
        delay_ms=fault.delay_ms,
        status_code=fault.status_code,
        status="LIFTED" if fault.is_lifted else "EXHAUSTED" if is_over else "ACTIVE",
        remaining=None if fault.most is None else max(0, fault.most - applied),
        applied_count=applied,
        created_at=fault.created_at,
    )
