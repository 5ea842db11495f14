"""A real browser on the portal: what a page asked for, what went wrong on it, and what axe says of it.

Playwright drives Debian's Chromium; axe-core is what tests/portal/axe locks, installed once into build/axe.
See: test_pages_in_browser.py, test_journeys_in_browser.py.
"""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.faults.server import Server

ROOT = Path(__file__).parents[2]
LOCKED = ROOT / "tests" / "portal" / "axe"
INSTALLED = ROOT / "build" / "axe"
AXE = INSTALLED / "node_modules" / "axe-core" / "axe.min.js"

CHROMIUM = shutil.which("chromium")
MISSING = None if CHROMIUM else "the browser tests need Chromium: `apt-get install -y chromium`"
PATIENCE_MS = 20_000
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)
# Every rule of WCAG 2.2 to level AA, and the field's good practice.
_AXE_OPTIONS = {"resultTypes": ["violations"]}
_RUN_AXE = """async options => (await axe.run(document, options)).violations.map(found => {
    const where = found.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ");
    return `${found.id}: ${found.help} (${where})`;
})"""
_STICKING_OUT = """() => [...document.querySelectorAll("#main *, #top *")]
    .filter(part => part.getBoundingClientRect().right > window.innerWidth + 1 && !part.closest(".table-wrap, pre"))
    .slice(0, 4).map(part => `${part.localName}.${part.getAttribute("class") ?? ""}`).join(" > ")"""
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def install_axe() -> str | None:
    """Install axe-core, once; gives what is missing, or None."""
    if shutil.which("npm") is None:
        return "axe-core needs npm: `apt-get install -y nodejs npm`"
    if not AXE.exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(LOCKED / name, INSTALLED / name)
        command = ["npm", "ci", "--ignore-scripts", "--loglevel=error"]
        done = subprocess.run(command, cwd=INSTALLED, capture_output=True, text=True, timeout=400, check=False)
        if done.returncode:
            return f"`npm ci` in build/axe failed: {done.stderr.strip()[-500:]}"
    return None


@functools.cache
def _axe() -> str:
    return AXE.read_text()


class Window:
    """A window of the browser on one server: its page, and what went wrong since it was last asked."""

    def __init__(
        self, browser: Any, base_url: str, *, width: int = 1440, scheme: str = "light", has_scripts: bool = True
    ) -> None:
        self.base_url = base_url
        self.wrong: list[str] = []
        height = 900 if width > 500 else 844
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, java_script_enabled=has_scripts
        )
        self.page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("console", self._said)
        self.page.on("response", self._answered)

    def sign_in(self, api_key: str) -> None:
        """Come in by the link that the server prints: the key stands in the fragment, which is sent to nobody."""
        self.page.goto(f"{self.base_url}/portal/sign_in#key={api_key}")
        self.page.get_by_role("heading", name="Overview").wait_for(timeout=20_000)

    def go(self, path: str) -> None:
        """Open a page, until it is painted."""
        self.page.goto(self.base_url + path)
        self.page.evaluate(_PAINTED)

    def told(self) -> list[str]:
        """What went wrong, and forget it."""
        wrong, self.wrong = self.wrong, []
        return wrong

    def violations(self) -> list[str]:
        """What axe finds on the page as it is."""
        self.page.evaluate(_axe())
        found: list[str] = self.page.evaluate(_RUN_AXE, _AXE_OPTIONS)
        return found

    def is_too_wide(self) -> bool:
        """Whether the page itself scrolls sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))

    def sticking_out(self) -> str:
        """What reaches beyond the window, the outermost first."""
        return str(self.page.evaluate(_STICKING_OUT))

    def links(self) -> list[str]:
        """The pages of the portal that this one leads to."""
        found: list[str] = self.page.evaluate(
            "[...document.querySelectorAll('a[href^=\"/portal\"]')].filter(a => !a.hasAttribute('download'))"
            ".map(a => a.getAttribute('href')).filter(href => !href.split('?')[0].endsWith('.json'))"
        )
        return found

    def close(self) -> None:
        """Close the window."""
        self.context.close()

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((f"{self.base_url}/", "data:", "blob:")):
            self.wrong.append(f"asked another host: {request.url}")

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"console: {message.text}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")


def signed_in(browser: Any, server: Server, credential: str, **look: Any) -> Window:
    """A window of somebody with a key or a session; `look` is what `Window` takes."""
    found = Window(browser, server.announced["base_url"], **look)
    found.page.set_default_timeout(PATIENCE_MS)
    found.sign_in(credential)
    return found


# As a person finds it --------------------------------------------------------------------------------
def heading(page: Any, name: str | re.Pattern[str]) -> Any:
    """The name of the page."""
    return page.get_by_role("heading", level=1, name=name)


def toast(page: Any, words: str | re.Pattern[str]) -> Any:
    """What the page says once about what was done."""
    return page.get_by_role("region", name="Messages").get_by_text(words)


def identifier_of(page: Any) -> str:
    """The id of the resource whose page this is, from its address."""
    return str(page.url.partition("?")[0].rpartition("/")[2])


def secret_of(page: Any, prefix: str) -> str:
    """The secret that this page shows, this once."""
    return str(page.get_by_text(re.compile(rf"^{prefix}_[\w+/=-]{{20,}}$")).inner_text())
