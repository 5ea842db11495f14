"""Builds the site from the assembled pages, strictly, and makes it fit a strict content security policy.

MkDocs reads mkdocs.yml; a warning fails the build. The theme writes a few small scripts into every page: each becomes
a file of its own, named by its content, so that no page has an inline script. See: sandbox/pages/docs_site.py.
"""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from sandbox.pages.docs.assembly import ROOT

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_FOLDER = "assets/javascripts"
_MOUNT = "/docs/"
_DIALOG = 'data-md-component="search" role="dialog"'


class BuildFailed(Exception):
    """The pages are not in order; says how."""


def build_site(source: Path, site: Path) -> None:
    """Build the site of assembled pages. Raises `BuildFailed`."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        config = load_config(
            str(ROOT / "mkdocs.yml"), docs_dir=str(source.absolute()), site_dir=str(site.absolute()), strict=True
        )
        build(config)
    except (MkDocsException, SystemExit) as error:
        raise BuildFailed(f"The documentation is not in order: {error}") from error
    # Who serves it elsewhere may want it; here it would only tell of a host that there is not.
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
    for page in site.rglob("*.html"):
        _externalise(page, site)


def _externalise(page: Path, site: Path) -> None:
    up = "../" * (len(page.relative_to(site).parts) - 1)
    text = page.read_text(encoding="utf-8")
    # Who does not see the page is told what the theme's dialog is for.
    text = text.replace(_DIALOG, f'{_DIALOG} aria-label="Search"')
    if page.name == "404.html":
        # What is not there is not there at any depth, so this page names everything from the root.
        text = re.sub(r'(=|: )"/', rf'\1"{_MOUNT}', text)
        up = _MOUNT

    def moved(found: re.Match[str]) -> str:
        script = found[1].encode()
        name = f"inline.{hashlib.sha256(script).hexdigest()[:12]}.js"
        (site / _FOLDER / name).write_bytes(script)
        return f'<script src="{up}{_FOLDER}/{name}"></script>'

    page.write_text(_INLINE.sub(moved, text), encoding="utf-8")
