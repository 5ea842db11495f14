"""State machines: every action on every resource in every state, allowed or refused, as the contract's words say.

An allowed action leads to its state; any other is refused with `wrong_state`, names the state the resource
is in, and leaves it there. The tables are the contract's descriptions of the operations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.conformance.case import CASES, Case, expect
from sandbox.conformance.server import Server, money

PART = "states"
_WAITS = {"simulate": "fraud:MEDIUM"}
_FAILS = {"simulate": "fraud:HIGH"}


@dataclass(frozen=True)
class Machine:
    """One kind of resource. `reach` makes one in a state; `actions` say from which state to which."""

    kind: str
    reach: Mapping[str, Callable[[Server], dict[str, Any]]]
    actions: Mapping[str, Mapping[str, str]]
    refusals: Mapping[tuple[str, str], str]

    @property
    def get(self) -> str:
        """The operation that shows one."""
        return f"get{self.kind.title()}"

    def id_of(self, resource: dict[str, Any]) -> str:
        """Its id."""
        return str(resource[f"{self.kind}_id"])


def _customer(*operations: str) -> Callable[[Server], dict[str, Any]]:
    def reach(server: Server) -> dict[str, Any]:
        resource, _ = server.customer()
        for operation_id in operations:
            resource = server.ok(operation_id, resource["customer_id"])
        return resource

    return reach


def _account(*operations: str) -> Callable[[Server], dict[str, Any]]:
    def reach(server: Server) -> dict[str, Any]:
        resource = server.account()
        for operation_id in operations:
            resource = server.ok(operation_id, resource["account_id"])
        return resource

    return reach


def _verification(simulate: str, status: str) -> Callable[[Server], dict[str, Any]]:
    return lambda server: server.customer(simulate, status)[1]


def _hold(*operations: str) -> Callable[[Server], dict[str, Any]]:
    def reach(server: Server) -> dict[str, Any]:
        account = server.account(10_00)
        body = {"account_id": account["account_id"], "amount_cents": 4_00, "currency": "USD"}
        resource: dict[str, Any] = server.ok("placeHold", body=body)
        for operation_id in operations:
            resource = server.ok(operation_id, resource["hold_id"])
        return resource

    return reach


def _completed(server: Server) -> dict[str, Any]:
    return server.settled(server.ok("simulateDeposit", body=money(server.account(), 5_00)))


def _reversed(server: Server) -> dict[str, Any]:
    resource = _completed(server)
    server.ok("reverseTransaction", resource["transaction_id"])
    return server.settled(resource, "REVERSED")


def _waiting(server: Server) -> dict[str, Any]:
    made = server.ok("simulateDeposit", body=money(server.account(), 5_00, metadata=_WAITS))
    found: dict[str, Any] = server.until(
        lambda: server.ok("getTransaction", made["transaction_id"]),
        lambda now: bool(now["requires_approval"]),
        "a movement of doubtful worth to wait for approval",
    )
    return found


def _failed(server: Server) -> dict[str, Any]:
    return server.settled(server.ok("simulateDeposit", body=money(server.account(), 5_00, metadata=_FAILS)), "FAILED")


_OPEN_VERIFICATION = ("IN_REVIEW", "DOCUMENT_REQUIRED")

MACHINES = (
    Machine(
        "customer",
        {
            "ACTIVE": _customer(),
            "SUSPENDED": _customer("suspendCustomer"),
            "CLOSED": _customer("closeCustomer"),
        },
        {
            "suspendCustomer": {"ACTIVE": "SUSPENDED"},
            "reactivateCustomer": {"SUSPENDED": "ACTIVE"},
            "closeCustomer": dict.fromkeys(("ACTIVE", "SUSPENDED"), "CLOSED"),
        },
        {},
    ),
    Machine(
        "verification",
        {
            "IN_REVIEW": _verification("kyc:review", "IN_REVIEW"),
            "DOCUMENT_REQUIRED": _verification("kyc:document", "DOCUMENT_REQUIRED"),
            "VERIFIED": _verification("kyc:verified", "VERIFIED"),
            "REJECTED": _verification("kyc:rejected", "REJECTED"),
        },
        {
            "approveVerification": dict.fromkeys(_OPEN_VERIFICATION, "VERIFIED"),
            "rejectVerification": dict.fromkeys(_OPEN_VERIFICATION, "REJECTED"),
            "simulateVerificationApproval": dict.fromkeys(_OPEN_VERIFICATION, "VERIFIED"),
            "simulateVerificationRejection": dict.fromkeys(_OPEN_VERIFICATION, "REJECTED"),
        },
        {},
    ),
    Machine(
        "account",
        {
            "ACTIVE": _account(),
            "SUSPENDED": _account("suspendAccount"),
            "CLOSED": _account("closeAccount"),
        },
        {
            "suspendAccount": {"ACTIVE": "SUSPENDED"},
            "reactivateAccount": {"SUSPENDED": "ACTIVE"},
            "closeAccount": dict.fromkeys(("ACTIVE", "SUSPENDED"), "CLOSED"),
        },
        {},
    ),
    Machine(
        "transaction",
        {"PENDING": _waiting, "COMPLETED": _completed, "FAILED": _failed, "REVERSED": _reversed},
        {
            "approveTransaction": {"PENDING": "COMPLETED"},
            "rejectTransaction": {"PENDING": "FAILED"},
            "reverseTransaction": {"COMPLETED": "REVERSED"},
        },
        {("reverseTransaction", "REVERSED"): "already_reversed"},
    ),
    Machine(
        "hold",
        {
            "PENDING": _hold(),
            "CAPTURED": _hold("captureHold"),
            "RELEASED": _hold("releaseHold"),
            "EXPIRED": _hold("simulateHoldExpiry"),
        },
        {
            "captureHold": {"PENDING": "CAPTURED"},
            "releaseHold": {"PENDING": "RELEASED"},
            "simulateHoldExpiry": {"PENDING": "EXPIRED"},
        },
        {},
    ),
)


def _checks(machine: Machine, operation_id: str, state: str) -> Callable[[Server], None]:
    end = machine.actions[operation_id].get(state)

    def check(server: Server) -> None:
        resource = machine.reach[state](server)
        resource_id = machine.id_of(resource)
        found = server.ok(machine.get, resource_id)["status"]
        expect(found == state, f"The {machine.kind} should be {state} before, and is {found}.")
        # Whoever asked for a movement may not approve it.
        actor = _second_person(server) if operation_id in ("approveTransaction", "rejectTransaction") else server
        if end is None:
            code = machine.refusals.get((operation_id, state), "wrong_state")
            answer = actor.refused(code, operation_id, resource_id)
            if code == "wrong_state":
                said = answer.document.get("current_status")
                expect(said == state, f"The problem's current_status is {said}.")
                expect(bool(answer.document.get("allowed_from")), "The problem has no allowed_from.")
        else:
            actor.ok(operation_id, resource_id)
        server.until(
            lambda: server.ok(machine.get, resource_id),
            lambda now: now["status"] == (end or state),
            f"the {machine.kind} to {'become' if end else 'stay'} {end or state}",
        )

    return check


def _second_person(server: Server) -> Server:
    scopes = ["transactions:read", "transactions:write", "transactions:approve"]
    known = server.ok("getCurrentUser")["scopes"]
    body = {"name": "Second person", "scopes": [scope for scope in scopes if scope in known]}
    return server.with_key(server.ok("createApiKey", body=body)["secret"])


def _register() -> None:
    for machine in MACHINES:
        for operation_id, ways in machine.actions.items():
            for state in machine.reach:
                end = ways.get(state)
                what = f"becomes {end}" if end else "is refused, and nothing changes"
                name = f"{machine.kind}: {operation_id} from {state} {what}"
                CASES.append(Case(PART, name, (operation_id, machine.get), _checks(machine, operation_id, state)))


_register()
