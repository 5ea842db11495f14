"""Events signed and posted to a program on this machine, as a webhook delivery would be.

Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, and `webhook-signature` with the HMAC-SHA-256 of
"id.timestamp.body" under a secret `whsec_…`. The secret is kept in the data directory, so that a program
that knows it goes on working. A delivery that fails is tried again, then told and left: the next one waits.
"""

from __future__ import annotations

import base64
import hmac
import json
import os
import secrets
import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from sandbox.engine.clock import elapsed, wall_us

_PREFIX = "whsec_"
_PAUSES_S = (0.5, 1.0, 2.0)
_TIMEOUT_S = 15.0


def kept_secret(data: Path) -> str:
    """The secret of this data directory, drawn when there is none."""
    path = data / "listen_secret"
    try:
        secret = path.read_text().strip()
        if secret.startswith(_PREFIX):
            return secret
    except FileNotFoundError:
        pass
    secret = _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret + "\n")
    return secret


def signature(secret: str, event_id: str, timestamp: int, body: bytes) -> str:
    """The value of `webhook-signature`."""
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    signed = f"{event_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()


class Forwarder:
    """Posts events to one URL, one after the other."""

    def __init__(self, url: str, secret: str) -> None:
        import httpx

        self.url = url
        self._secret = secret
        self._http = httpx.Client(timeout=_TIMEOUT_S)

    def deliver(self, event: dict[str, Any]) -> dict[str, Any]:
        """Deliver an event; gives how that went: status (None if nobody answered), error, tries, duration_ms."""
        body = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
        delivery: dict[str, Any] = {}
        for tries, pause in enumerate((*_PAUSES_S, None), start=1):
            delivery = {"event_id": event["event_id"], "url": self.url, "tries": tries, **self._try(event, body)}
            if delivery["status"] is not None and 200 <= delivery["status"] < 300:
                break
            if pause is not None:
                time.sleep(pause)
        return delivery

    def _try(self, event: dict[str, Any], body: bytes) -> dict[str, Any]:
        import httpx

        timestamp = wall_us() // 1_000_000
        headers = {
            "Content-Type": "application/json",
            "webhook-id": event["event_id"],
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(self._secret, event["event_id"], timestamp, body),
        }
        began = elapsed()
        status, error = None, None
        try:
            status = self._http.post(self.url, content=body, headers=headers).status_code
        except httpx.RequestError as failure:
            error = str(failure) or type(failure).__name__
        return {"status": status, "error": error, "duration_ms": round((elapsed() - began) * 1000)}
