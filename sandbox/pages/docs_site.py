"""The documentation as the server has it at /docs: files of the built site, without a network and without a build.

The site is beside this file in an installed distribution, and in `site/` of a checkout after `make docs`. A name from
a request is looked up among the files that are there and never becomes a path of its own. Without a site there is one
page that says how to build it. See: sandbox/pages/docs/, tests/test_docs_site.py.
"""

from __future__ import annotations

import functools
import hashlib
import mimetypes
from pathlib import Path
from typing import NamedTuple

from sandbox.pages.layout import page

_HERE = Path(__file__).parent
_PLACES = (_HERE / "site", _HERE.parents[1] / "site")
_INDEX = "index.html"
_MISSING = "404.html"
# By name and not by the machine's tables, which differ. The framework adds the charset of text.
_MEDIA_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".yaml": "application/yaml",
    ".woff2": "font/woff2",
}

_NOT_BUILT = page(
    "Documentation",
    "<h1>The documentation is not built yet</h1>"
    '<p class="lead">In a checkout, <code>make docs</code> builds it into <code>site/</code>; then it is here.</p>'
    '<p>The <a href="/reference">API reference</a>, the <a href="/problems">problem pages</a> and the '
    '<a href="/openapi.yaml">contract</a> are here already, and the pages are Markdown in the folder '
    "<code>docs/</code>.</p>",
)


class _Stamp(NamedTuple):
    """A file as it was when it was read; another one is read again."""

    size: int
    changed_ns: int


def site_file(path: str) -> tuple[bytes, str, str] | None:
    """(content, media type, entity tag) of a file of the site; of a folder, its index.

    path is relative to /docs, with or without a slash before it. None for what is not there. Without a site,
    the first page says how to build it.
    """
    place = _place()
    name = path.strip("/")
    if place is None:
        return _tagged(_NOT_BUILT, ".html") if name in ("", _INDEX) else None
    names = _names(place, _stamp(place / _INDEX))
    for candidate in (name or _INDEX, f"{name}/{_INDEX}"):
        if candidate in names:
            return _read(place / candidate, _stamp(place / candidate))
    return None


def missing_page() -> tuple[bytes, str, str] | None:
    """The site's own page for what is not there; None without a site."""
    return site_file(_MISSING)


def _place() -> Path | None:
    """The folder of the built site, if there is one."""
    return next((place for place in _PLACES if (place / _INDEX).is_file()), None)


def _stamp(file: Path) -> _Stamp:
    found = file.stat()
    return _Stamp(found.st_size, found.st_mtime_ns)


@functools.lru_cache(maxsize=2)
def _names(place: Path, _: _Stamp) -> frozenset[str]:
    """The files of the site; collected again when its first page was built again."""
    files = (file for file in place.rglob("*") if file.is_file() and not file.is_symlink())
    return frozenset(file.relative_to(place).as_posix() for file in files)


@functools.lru_cache(maxsize=256)
def _read(file: Path, _: _Stamp) -> tuple[bytes, str, str]:
    return _tagged(file.read_bytes(), file.suffix)


def _tagged(content: bytes, suffix: str) -> tuple[bytes, str, str]:
    media_type = _MEDIA_TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    return content, media_type, f'"{hashlib.sha256(content).hexdigest()[:32]}"'
