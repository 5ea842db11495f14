"""The API reference with try-it, and the files that the server's own pages load.

The reference is Scalar, vendored (assets/scalar.js, MIT, see assets/LICENSE-scalar.txt), told to
load nothing from elsewhere: it reads /openapi.json and sends to /v1 of the same origin, so it works
offline. The server takes every page from this module. See: problem_pages.py, tests/test_pages.py.
"""

from __future__ import annotations

import functools
from pathlib import Path

from sandbox.pages.problem_pages import problem_index, problem_page

__all__ = ["asset", "problem_index", "problem_page", "reference_html"]

_ASSETS = Path(__file__).parent / "assets"
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
# Browsers ask for the old name on pages that name no icon, such as /openapi.json.
_OTHER_NAMES = {"favicon.ico": "favicon.svg"}

_REFERENCE = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>API reference \xc2\xb7 Sandbank</title>
<link rel="icon" href="/reference/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/reference/assets/reference.css">
</head>
<body>
<noscript>
The reference needs JavaScript. The contract itself is at <a href="/openapi.yaml">/openapi.yaml</a>.
</noscript>
<div id="reference"></div>
<script src="/reference/assets/reference-labels.js"></script>
<script src="/reference/assets/scalar.js"></script>
<script src="/reference/assets/reference.js"></script>
</body>
</html>
"""


def reference_html() -> bytes:
    """The page at /reference."""
    return _REFERENCE


def asset(name: str) -> tuple[bytes, str] | None:
    """A file that pages load, with its media type; None for a name that is not one of ours."""
    name = _OTHER_NAMES.get(name, name)
    return _read(name) if name in _names() else None


@functools.cache
def _names() -> frozenset[str]:
    """The names there are: a name from a request is looked up here and never becomes a path."""
    return frozenset(path.name for path in _ASSETS.iterdir() if path.suffix in _MEDIA_TYPES)


@functools.cache
def _read(name: str) -> tuple[bytes, str]:
    path = _ASSETS / name
    return path.read_bytes(), _MEDIA_TYPES[path.suffix]
