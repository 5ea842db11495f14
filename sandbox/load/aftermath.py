"""Before and after a run: accounts to use, and whether the bank ended well.

After a load nothing that it started may still be PENDING or have FAILED, and the books must balance in every
currency. The bank's own clock dates what is looked at, since it may stand in another year than the wall's.
"""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import Any

import httpx

from sandbox.engine.clock import elapsed
from sandbox.load.requests import Step, Unfinished, onboarding

_LEAST_CENTS = 100_00
_ENOUGH_ACCOUNTS = 20
_SETTLED_WITHIN_S = 30.0
_POLL_S = 0.1

Show = Callable[[int, str], None]


class Unprepared(Exception):
    """The bank cannot be put under load; the sentence says why."""


class Ground:
    """The bank that is under load, by one key."""

    def __init__(self, http: httpx.Client, base_url: str, key: str) -> None:
        self.http = http
        self.base_url = base_url
        self.key = key

    def get(self, path: str, **query: Any) -> Any:
        """A document. Raises httpx's errors for refusals."""
        headers = {"Authorization": f"Bearer {self.key}"}
        answer = self.http.get(f"{self.base_url}/v1{path}", params=query, headers=headers)
        return answer.raise_for_status().json()

    def now(self) -> str:
        """The bank's time."""
        return str(self.get("/simulations/clock")["now"])

    def accounts(self, show: Show) -> list[dict[str, str]]:
        """Accounts with money, in one currency; what is missing is opened. Raises `Unprepared`."""
        found = [
            {"account_id": one["account_id"], "currency": one["currency"]}
            for one in self.get("/accounts", currency="USD", status="ACTIVE", limit=100)
            if one["available_balance_cents"] >= _LEAST_CENTS
        ]
        while len(found) < _ENOUGH_ACCOUNTS:
            found.append(self._open_one())
            show(len(found) * 10_000 // _ENOUGH_ACCOUNTS, f"{len(found)} accounts")
        return found

    def _open_one(self) -> dict[str, str]:
        walk = onboarding("USD")
        try:
            step = next(walk)
            while True:
                answer = self._send(step)
                if step.operation_id == "listVerifications" and answer[0]["status"] != "VERIFIED":
                    sleep(_POLL_S)
                step = walk.send(answer)
        except StopIteration as end:
            return {"account_id": end.value["account_id"], "currency": end.value["currency"]}
        except Unfinished as error:
            raise Unprepared(f"The bank cannot be prepared: {error}") from None

    def _send(self, step: Step) -> Any:
        headers = {"Authorization": f"Bearer {self.key}"}
        if step.key is not None:
            headers["Idempotency-Key"] = step.key
        url = f"{self.base_url}/v1{step.path}"
        answer = self.http.request(step.method, url, json=step.body, headers=headers)
        if not answer.is_success:
            raise Unprepared(f"The bank cannot be prepared: {step.operation_id} answered {answer.status_code}.")
        return answer.json()

    def settle(self, since: str) -> tuple[int, int, float]:
        """Wait until nothing that began since then is PENDING.

        Gives how many still are, how many have FAILED (100 stands for more), and the seconds it took.
        """
        began = elapsed()
        while True:
            pending = self._count("PENDING", since)
            took = elapsed() - began
            if not pending or took > _SETTLED_WITHIN_S:
                return pending, self._count("FAILED", since), took
            sleep(_POLL_S)

    def unbalanced(self) -> list[str]:
        """The currencies whose books do not balance."""
        return [
            one["currency"]
            for one in self.get("/ledger/trial_balance")["currencies"]
            if not one["is_balanced"] or one["total_debits_cents"] != one["total_credits_cents"]
        ]

    def _count(self, status: str, since: str) -> int:
        return len(self.get("/transactions", **{"status": status, "created_at.gte": since, "limit": 100}))
