"""Misbehaviour on purpose: what a network and a bank do to a program that trusts them, when a test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sandbank import errors

if TYPE_CHECKING:
    from sandbank import Sandbank
    from sandbank.models import Fault

_WHOLE_BPS = 10_000


class Faults:
    """The faults of one bank.

    `operation` is an operation of the contract, such as `createTransfer`, or None for all but the controls
    themselves; `times` is how often the fault is met, or None until it is lifted; `rate` is the share of calls
    that meet it, from 0 to 1, drawn from the bank's seed.
    """

    def __init__(self, bank: Sandbank) -> None:
        self._bank = bank
        self._declared: list[str] = []

    def latency(
        self, operation: str | None = None, *, ms: int = 1000, times: int | None = None, rate: float = 1.0
    ) -> Fault:
        """The operation answers later by that many milliseconds."""
        return self._declare("LATENCY", operation_id=operation, delay_ms=ms, remaining=times, rate=rate)

    def error(
        self, operation: str | None = None, *, status: int = 503, times: int | None = 1, rate: float = 1.0
    ) -> Fault:
        """The operation answers 429, 500 or 503, and changes nothing."""
        return self._declare("ERROR", operation_id=operation, status_code=status, remaining=times, rate=rate)

    def timeout_after_commit(
        self, operation: str | None = None, *, ms: int = 0, times: int | None = 1, rate: float = 1.0
    ) -> Fault:
        """The operation does its work, and its answer is lost after that many milliseconds."""
        return self._declare("TIMEOUT_AFTER_COMMIT", operation_id=operation, delay_ms=ms, remaining=times, rate=rate)

    def webhooks_doubled(self, event_type: str | None = None, *, times: int | None = None, rate: float = 1.0) -> Fault:
        """Events of the type (`account.*` for all of a resource, None for all) are delivered twice."""
        return self._declare("WEBHOOK_DOUBLED", event_type=event_type, remaining=times, rate=rate)

    def webhooks_late(
        self, event_type: str | None = None, *, ms: int = 1000, times: int | None = None, rate: float = 1.0
    ) -> Fault:
        """Events of the type are delivered later by that many real milliseconds."""
        return self._declare("WEBHOOK_LATE", event_type=event_type, delay_ms=ms, remaining=times, rate=rate)

    def webhooks_lost(self, event_type: str | None = None, *, times: int | None = None, rate: float = 1.0) -> Fault:
        """Events of the type are not delivered."""
        return self._declare("WEBHOOK_LOST", event_type=event_type, remaining=times, rate=rate)

    def webhooks_out_of_order(
        self, event_type: str | None = None, *, times: int | None = None, rate: float = 1.0
    ) -> Fault:
        """Events of the type are overtaken by the ones after them."""
        return self._declare("WEBHOOK_OUT_OF_ORDER", event_type=event_type, remaining=times, rate=rate)

    def lift(self, fault: Fault) -> None:
        """End one fault; one that is over already stays so."""
        self._lift(fault.fault_id)
        self._declared.remove(fault.fault_id)

    def lift_all(self) -> None:
        """End every fault that was declared here."""
        while self._declared:
            self._lift(self._declared.pop())

    def _lift(self, fault_id: str) -> None:
        try:
            self._bank.simulations.lift_fault(fault_id)
        except (errors.WrongState, errors.NotFound):
            # Somebody else lifted it, or the bank was put back to before it.
            return

    def _declare(self, kind: str, *, rate: float, **how: Any) -> Fault:
        if not 0 < rate <= 1:
            raise ValueError("rate is the share of calls, above 0 and up to 1")
        fault = self._bank.simulations.declare_fault(kind=kind, rate_bps=max(1, round(rate * _WHOLE_BPS)), **how)
        self._declared.append(fault.fault_id)
        return fault
