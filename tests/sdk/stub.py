"""A server of a few lines, for what a real one does not do on demand."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Callable
from typing import Any

import httpx
from sandbank import AsyncSandbank, Sandbank

from sandbox.contract.document import load_contract

ID = "1k0r7szxndmf7kbvvshnb7wn60"
ACCOUNT: dict[str, Any] = {
    "account_id": f"acct_{ID}",
    "customer_id": f"cust_{ID}",
    "joint_customer_ids": [],
    "account_number": "0000000018",
    "routing_number": "121099996",
    "iban": None,
    "bic": "SNDBUS33XXX",
    "account_type": "CHECKING",
    "ownership": "INDIVIDUAL",
    "currency": "USD",
    "nickname": None,
    "status": "ACTIVE",
    "available_balance_cents": 1,
    "pending_balance_cents": 0,
    "posted_balance_cents": 1,
    "daily_limit_cents": 1,
    "monthly_limit_cents": 1,
    "interest_rate_bps": 0,
    "risk_category": "LOW",
    "balance_last_updated": None,
    "opened_date": "2026-01-15",
    "closed_date": None,
    "created_at": "2026-01-15T09:30:00.000000Z",
    "updated_at": "2026-01-15T09:30:00.000000Z",
    "metadata": {},
}

_GET_TRANSACTION = load_contract()["paths"]["/transactions/{transactionId}"]["get"]
TRANSACTION: dict[str, Any] = _GET_TRANSACTION["responses"]["200"]["content"]["application/json"]["example"]

Handler = Callable[[httpx.Request], httpx.Response]


class Script:
    """Answers in turn, and remembers what it was asked."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self._answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def problem(status: int, code: str, **headers: str) -> httpx.Response:
    """A refusal."""
    document = {
        "type": f"/problems/{code}",
        "title": code,
        "status": status,
        "detail": "Do it otherwise.",
        "code": code,
    }
    return httpx.Response(status, json={**document, "request_id": "req_1"}, headers={"Request-Id": "req_1", **headers})


def ok(body: Any = None, **headers: str) -> httpx.Response:
    """A success."""
    return httpx.Response(200, content=json.dumps(ACCOUNT if body is None else body), headers=headers)


def client(handler: Handler, **options: Any) -> Sandbank:
    """A client of the script."""
    http = httpx.Client(transport=httpx.MockTransport(handler))
    return Sandbank("sbk_test", "http://bank.test", http_client=http, **options)


def async_client(handler: Handler, **options: Any) -> AsyncSandbank:
    """The same for asyncio."""
    http = httpx.AsyncClient(transport=httpx.MockTransport(handler))
    return AsyncSandbank("sbk_test", "http://bank.test", http_client=http, **options)


def signed(body: bytes, secret: str, at: float, message_id: str = f"evt_{ID}") -> dict[str, str]:
    """The headers of a webhook, as Standard Webhooks says."""
    content = f"{message_id}.{int(at)}.".encode() + body
    signature = base64.b64encode(hmac.digest(base64.b64decode(secret.removeprefix("whsec_")), content, "sha256"))
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at)),
        "webhook-signature": f"v1,{signature.decode()}",
    }
