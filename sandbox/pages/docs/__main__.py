"""`python -m sandbox.pages.docs`: assembles the documentation, and builds the site.

python -m sandbox.pages.docs                  # build/docs and site/
python -m sandbox.pages.docs --only-assemble  # build/docs alone, for `mkdocs serve`
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from sandbox.pages.docs.assembly import ROOT, assemble


def main(arguments: list[str] | None = None) -> int:
    """Assemble and build; 1 when the strict build found something."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.pages.docs", description="Build the documentation.")
    parser.add_argument("--source", type=Path, default=ROOT / "build" / "docs", help="where the pages are put together")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="where the site goes")
    parser.add_argument("--only-assemble", action="store_true", help="do not build the site")
    options = parser.parse_args(arguments)
    assemble(options.source)
    if options.only_assemble:
        return 0
    # Imported late: the pages are put together without MkDocs too.
    from sandbox.pages.docs.site import BuildFailed, build_site

    try:
        build_site(options.source, options.site)
    except BuildFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
