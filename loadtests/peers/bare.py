"""The floor under every figure: the same server, one constant account, no work at all.

Ten lines of ASGI, served with the flags of `sandbank up`; what it reaches is what HTTP alone
costs here, so "of bare" says how much of a request is left for banking.
See: loadtests/bench/servers.py for the flags.
"""

from collections.abc import Awaitable, Callable
from typing import Any

ACCOUNT = (
    b'{"account_id":"acct_01j9zq4t8k6m3v5x7c2b1n0pdr","customer_id":"cust_01j9zq4t8k6m3v5x7c2b1n0pds",'
    b'"joint_customer_ids":[],"account_number":"100000000016","routing_number":"021000021","iban":null,'
    b'"bic":null,"account_type":"CHECKING","ownership":"INDIVIDUAL","currency":"USD","status":"ACTIVE",'
    b'"available_balance_cents":5000000,"pending_balance_cents":0,"posted_balance_cents":5000000,'
    b'"daily_limit_cents":1000000,"monthly_limit_cents":10000000,"interest_rate_bps":150,'
    b'"risk_category":"LOW","balance_last_updated":"2026-01-15T09:30:00.000000Z",'
    b'"opened_date":"2026-01-15","closed_date":null,"created_at":"2026-01-15T09:30:00.000000Z","metadata":{}}'
)
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(ACCOUNT)).encode())]


async def app(
    scope: dict[str, Any], receive: Callable[..., Awaitable[Any]], send: Callable[..., Awaitable[None]]
) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": ACCOUNT})
