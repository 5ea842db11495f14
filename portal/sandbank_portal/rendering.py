"""Templates: the environment of Jinja, its filters, and the address of every asset.

Values are escaped unless a template says otherwise.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context

from sandbank_portal import formatting
from sandbank_portal.resources import page_of

_HERE = Path(__file__).parent
ASSETS = _HERE / "assets"
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


@functools.cache
def asset_bytes(name: str) -> tuple[bytes, str, str] | None:
    """A file that pages load: its content, media type and hash; None for a name that is none of ours."""
    known = {path.name: path for path in ASSETS.iterdir() if path.suffix in MEDIA_TYPES}
    if name not in known:
        return None
    content = known[name].read_bytes()
    return content, MEDIA_TYPES[known[name].suffix], sha256(content).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of an asset, which changes with its content. Raises KeyError for one that is not there."""
    found = asset_bytes(name)
    if found is None:
        raise KeyError(f"there is no asset {name}")
    return f"/portal/assets/{name}?v={found[2]}"


@pass_context
def _ago(context: Context, iso: str | None, is_real: bool = False) -> str:
    from datetime import UTC, datetime

    now = datetime.now(UTC).isoformat() if is_real else context.get("now")
    return formatting.ago(iso, now)


def _filters() -> dict[str, Callable[..., Any]]:
    return {
        "money": formatting.money,
        "short_id": formatting.short_id,
        "ago": _ago,
        "bank_time": formatting.exact,
        "label": formatting.label,
        "json_pretty": formatting.json_pretty,
        "size": formatting.size,
    }


@functools.cache
def environment() -> Environment:
    """The one environment of templates."""
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.filters.update(_filters())
    found.globals["asset"] = asset
    found.globals["page_of"] = page_of
    return found


def render(template: str, **context: Any) -> bytes:
    """A page as bytes."""
    return environment().get_template(template).render(**context).encode()
