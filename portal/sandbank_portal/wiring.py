"""What the portal is handed by whoever runs it: the contract, a road to the API, and what writes code samples.

With these it works against this process or any server that keeps the contract.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sandbank_portal.contract import Contract
from sandbank_portal.transport import App

Samples = Callable[..., dict[str, str]]
"""(document, operation_id, path, query, body, base_url, api_key, width=) → a sample per language: `python`, `curl`."""


class Wiring(NamedTuple):
    """api: an ASGI application that answers `/v1`; base_url: how samples call the server.

    has_sign_up: whether signing up is offered. No operation tells that a server is closed to it before it refuses.
    """

    contract: Contract
    api: App
    samples: Samples
    base_url: str
    environment: str = "local"
    has_sign_up: bool = True


Values = dict[str, Any]
