"""A browser without a screen: it keeps cookies, follows where it is sent, and fills in forms with their token.

The portal and the bank behind it are in this process; pages in a real browser are test_pages_in_browser.py.
"""

from __future__ import annotations

import html
import re
from typing import Any, NamedTuple

import httpx
from sandbank_portal.app import portal
from sandbank_portal.transport import InProcess

from sandbox.contract.document import load_contract
from sandbox.pages.samples import samples
from tests.services.api import Api

BASE = "http://127.0.0.1:8080"
_TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.S)
_MAIN = re.compile(r"<main\b.*?</main>", re.S)


class Page(NamedTuple):
    """A page as it was shown: where, how it was answered, its source."""

    url: str
    status: int
    source: str

    @property
    def text(self) -> str:
        """What a reader reads in the content of the page, with single spaces."""
        found = _MAIN.search(self.source)
        return " ".join(html.unescape(_TAGS.sub(" ", found[0] if found else self.source)).split())

    @property
    def links(self) -> list[str]:
        """Where its content leads."""
        found = _MAIN.search(self.source)
        return [html.unescape(one) for one in re.findall(r'href="([^"]*)"', found[0] if found else self.source)]

    @property
    def toast(self) -> str:
        """What the last action had to say."""
        found = re.search(r"data-toast\b.*?notice-text\">(.*?)</div>", self.source, re.S)
        return html.unescape(found[1]) if found else ""


class Portal:
    """Somebody in front of the portal."""

    def __init__(self, api: Api, app: Any = None) -> None:
        self.api = api
        app = app or portal(load_contract(), api.world.pipeline, samples, BASE)
        self._http = httpx.AsyncClient(
            transport=InProcess(app, ("127.0.0.1", 50_000)), base_url=BASE, follow_redirects=False, trust_env=False
        )
        self._token = ""

    async def sign_in(self) -> None:
        """Come in with the key of the bank."""
        await self.get("/portal/sign_in")
        page = await self.post("/portal/sign_in/key", {"key": self.api.token})
        assert page.status == 200, page.text

    async def get(self, path: str, **headers: str) -> Page:
        """Open a page, and those it sends to."""
        return await self._shown(await self._http.get(path, headers=headers))

    async def post(self, path: str, data: dict[str, Any] | None = None, *, csrf: str | None = None) -> Page:
        """Send a form, with the token of the page that was opened last."""
        token = self._token if csrf is None else csrf
        return await self._shown(await self._http.post(path, data={**(data or {}), "csrf": token}))

    async def upload(self, path: str, data: dict[str, Any], content: bytes) -> Page:
        """Send a form with a file."""
        data = {**data, "csrf": self._token}
        return await self._shown(await self._http.post(path, data=data, files={"file": ("bank.sandbank", content)}))

    async def raw(self, method: str, path: str, **options: Any) -> httpx.Response:
        """An answer as it is."""
        return await self._http.request(method, path, **options)

    async def close(self) -> None:
        """Close the window."""
        await self._http.aclose()

    async def _shown(self, response: httpx.Response) -> Page:
        for _ in range(5):
            if response.status_code not in (302, 303):
                break
            response = await self._http.get(response.headers["location"])
        found = re.search(r'<meta name="csrf-token" content="([^"]*)"', response.text)
        if found:
            self._token = found[1]
        assert response.status_code < 500, f"{response.url}: {response.status_code}"
        return Page(str(response.url).removeprefix(BASE), response.status_code, response.text)
