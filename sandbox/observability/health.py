"""Whether a server is well, and whether it is to be sent requests.

Both say what is so now, from what the writers met last: a bank whose disk refused a write is read-only until one
succeeds, and an edge that cannot be written (request log, webhooks) is told and stops nothing. A server is ready
from the moment it announces itself until it is asked to stop. See: routes.py, docs/observability.md.
"""

from __future__ import annotations

from typing import Any, Literal

from sandbox.host import Host
from sandbox.services.webhooks.delivery import DISPATCHERS

Phase = Literal["starting", "serving", "stopping"]


class Health:
    """The state of one server. `phase` is set by whoever starts and stops it."""

    def __init__(self, host: Host) -> None:
        self.phase: Phase = "starting"
        self._host = host

    def read_only(self) -> list[str]:
        """The open banks whose file cannot be written."""
        return [bank.bank_id for bank in self._host.directory.banks() if bank.is_read_only]

    def edge_failing(self) -> list[str]:
        """The open banks whose request log or webhooks cannot be written."""
        webhooks = [bank_id for bank_id, dispatcher in DISPATCHERS.items() if dispatcher.is_failing]
        return sorted({*self._host.recorder.failing, *webhooks})

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and body of /health: 503 while a bank is read-only, every open bank by name."""
        failing = self.edge_failing()
        banks = {bank.bank_id: "READ_ONLY" if bank.is_read_only else "ACTIVE" for bank in self._host.directory.banks()}
        is_read_only = "READ_ONLY" in banks.values()
        status = "read_only" if is_read_only else "degraded" if failing else "ok"
        body: dict[str, Any] = {"status": status, "phase": self.phase, "banks": banks}
        if failing:
            body["edge_failing"] = failing
        # Trouble with copies is told and fails nothing: the bank itself is well.
        if self._host.archive is not None:
            body["archive"] = {"error": self._host.archive.error}
        if self._host.backups is not None:
            body["backups"] = self._host.backups.state()
        return (503 if is_read_only else 200), body

    def readiness(self) -> tuple[int, dict[str, Any]]:
        """Status and body of /ready: 200 when requests of every kind are taken, 503 with the reasons otherwise."""
        reasons: list[str] = []
        if self.phase != "serving":
            reasons.append(self.phase)
        if self.read_only():
            reasons.append("read_only")
        degraded = ["edge_failing"] if self.edge_failing() else []
        return (503 if reasons else 200), {"ready": not reasons, "reasons": reasons, "degraded": degraded}
