"""What a wheel of the server has besides its code: the documentation, where `make docs` has built it.

A wheel that is built without a site is whole too: /docs then says how to build it. An editable installation finds
the site of its checkout by itself. See: sandbox/pages/docs_site.py, Makefile `dist`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SiteHook(BuildHookInterface[Any]):
    """Adds `site/` to a wheel as `sandbox/pages/site`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Told to hatchling before it collects the files."""
        site = Path(self.root) / "site"
        if version != "editable" and (site / "index.html").is_file():
            build_data["force_include"][str(site)] = "sandbox/pages/site"
