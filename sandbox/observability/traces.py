"""Traces on request: `--traces URL`, or OTEL_EXPORTER_OTLP_ENDPOINT, turns them on; off, they are not there at all.

On, the server is made of other types (`spans.py`) that wrap the ordinary ones; off, nothing asks whether they are
on, so there is nothing to pay. They need the extra `sandbank-server[traces]`. See: spans.py, docs/observability.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.engine.store.sqlite.schema import Unusable

if TYPE_CHECKING:
    from sandbox.observability.spans import Tracing

_PATH = "/v1/traces"


def start(endpoint: str) -> Tracing:
    """Send traces to the collector at a base URL. Raises `Unusable` without the extra, or for what is no URL."""
    if not endpoint.startswith(("http://", "https://")):
        raise Unusable(f"{endpoint} is not the URL of a collector, such as http://127.0.0.1:4318.")
    try:
        from sandbox.observability.spans import Tracing
    except ImportError as error:
        raise Unusable('Traces need an extra: pip install "sandbank-server[traces]".') from error
    return Tracing(endpoint if endpoint.endswith(_PATH) else endpoint.rstrip("/") + _PATH)
