"""What a server answers about itself: /live, /health, /ready and /metrics.

None of them asks for a key, none tells a secret. /metrics is for clients on this machine unless the server was told
otherwise: who sees how much a bank does need not be whoever reaches it. See: health.py, metrics.py, sandbox/server.py.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any, Literal

from litestar import Request, Response, get

from sandbox.observability.watching import Watch

MetricsFor = Literal["loopback", "all", "nobody"]

TEXT = "text/plain; version=0.0.4; charset=utf-8"


def routes(watch: Watch, metrics_for: MetricsFor = "loopback") -> list[Any]:
    """The handlers."""

    @get("/live", sync_to_thread=False)
    def live() -> Response[dict[str, Any]]:
        return Response({"live": True})

    @get("/health", sync_to_thread=False)
    def health() -> Response[dict[str, Any]]:
        status, body = watch.health.health()
        return Response(body, status_code=status)

    @get("/ready", sync_to_thread=False)
    def ready() -> Response[dict[str, Any]]:
        status, body = watch.health.readiness()
        headers = {"cache-control": "no-store"}
        return Response(body, status_code=status, headers=headers)

    @get("/metrics")
    async def metrics(request: Request[Any, Any, Any]) -> Response[bytes]:
        is_allowed = metrics_for == "all" or (metrics_for == "loopback" and _is_loopback(request))
        if not is_allowed:
            return Response(b"Metrics are for clients on this machine; see --metrics-for.\n", status_code=403)
        return Response(await watch.metrics(), media_type=TEXT)

    return [live, health, ready, metrics]


def _is_loopback(request: Request[Any, Any, Any]) -> bool:
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
