"""The frame around every page of the server's own: head, bar, main.

Pages are strings put together here and nowhere else; whatever comes from the contract goes through
`text` first, so that a quote or an angle bracket in a description is only ever text. No page loads
anything from another origin. See: assets/site.css for the look.
"""

from __future__ import annotations

import html

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Sandbank</title>
<link rel="icon" href="/reference/assets/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/reference/assets/site.css">
</head>
<body>
<header class="bar"><nav aria-label="Site">
<a class="brand" href="/"><img src="/reference/assets/favicon.svg" alt="" width="24" height="24">Sandbank</a>
<a href="/reference">API reference</a>
<a href="/problems"{on_problems}>Problems</a>
<a href="/openapi.yaml">openapi.yaml</a>
</nav></header>
<main>
{body}
</main>
</body>
</html>
"""


def text(value: object) -> str:
    """A value as text inside an element or a quoted attribute."""
    return html.escape(str(value), quote=True)


def page(title: str, body: str, *, is_index: bool = False) -> bytes:
    """A whole document; `body` is markup already."""
    current = ' aria-current="page"' if is_index else ""
    return _FRAME.format(title=text(title), on_problems=current, body=body).encode()
