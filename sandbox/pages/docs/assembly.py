"""Puts the documentation together: hand-written pages, drawings inside them, tables, a page per tag of the API.

A page asks for a table with `<!-- table: settings -->` on a line of its own, and shows a drawing as any Markdown
does; here the drawing becomes part of the page, so that its colours follow the page's. A table that nobody makes is
an error. See: tables.py, api_pages.py, docs/.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from sandbox.contract.document import load_contract
from sandbox.pages.docs.api_pages import api_index, api_page
from sandbox.pages.docs.tables import TABLES

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs"

_TABLE = re.compile(r"^<!-- table: ([a-z-]+) -->$", re.MULTILINE)
_DRAWING = re.compile(r"^!\[([^\]]+)\]\((?:\.\./)*(assets/drawings/[a-z-]+\.svg)\)$", re.MULTILINE)


def assemble(target: Path) -> None:
    """Write all pages below a folder, which is emptied first. Raises KeyError for an unknown table."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(DOCS, target)
    for page in sorted(target.rglob("*.md")):
        page.write_text(completed(page.read_text(encoding="utf-8")), encoding="utf-8")
    document = load_contract()
    folder = target / "reference" / "api"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(api_index(document), encoding="utf-8")
    for tag in document["tags"]:
        (folder / f"{tag['name']}.md").write_text(api_page(document, tag["name"]), encoding="utf-8")


def completed(text: str) -> str:
    """A page with its tables and its drawings in it."""
    text = _TABLE.sub(lambda found: TABLES[found[1]](), text)
    return _DRAWING.sub(lambda found: _figure(found[1], DOCS / found[2]), text)


def _figure(alternative: str, drawing: Path) -> str:
    """A drawing as a part of the page; one without a text in its place is an error of its writer."""
    source = re.sub(r"<\?xml[^>]*\?>|<!--.*?-->", "", drawing.read_text(encoding="utf-8"), flags=re.DOTALL)
    # A blank line would end the markup within Markdown.
    source = re.sub(r"\n\s*", "\n", source.strip())
    told = html.escape(alternative, quote=True)
    source = source.replace("<svg ", f'<svg aria-label="{told}" ', 1)
    return f'<figure class="drawing" tabindex="0">\n{source}\n</figure>'
