"""One visit to a page: who it is, the bank they look at, and the calls that the page makes through the SDK.

Every page is given a `Visit`. Reads that a person may not make give nothing instead of a refusal, so that a page shows
what its reader may see. See: app.py, sessions.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

import httpx
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from sandbank import AsyncSandbank
from sandbank.errors import APIStatusError, SandbankError

from sandbank_portal import sessions
from sandbank_portal.contract import Operation
from sandbank_portal.navigation import visible
from sandbank_portal.rendering import render
from sandbank_portal.resources import page_of
from sandbank_portal.transport import InProcess
from sandbank_portal.wiring import Wiring

AGENT = "sandbank-portal"
"""What the request log shows of the portal's own calls."""

_TIMEOUT_S = 35.0
_PATIENCE_S = 6.0
_COLOURS = 8
_CODE_WIDTH = 44
"""How many letters of code stand beside one another in the narrow column of a page."""


class SignInNeeded(Exception):
    """Nobody is signed in, or the session is over."""


class Answer(NamedTuple):
    """What an operation answered."""

    status: int
    value: Any
    next_cursor: str | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The items of a list."""
        return self.value if isinstance(self.value, list) else []


class Shown(NamedTuple):
    """A bank in the switcher."""

    bank_id: str
    name: str
    colour: int
    forked_from: str | None
    status: str
    home_currency: str
    is_reachable: bool


class Frame:
    """What every page shows around its content."""

    def __init__(self, request: Request[Any, Any, Any], environment: str) -> None:
        self.csrf = sessions.form_token(request)
        self.environment = environment
        query = request.url.query
        self.path = request.url.path + (f"?{query}" if query else "")
        self.active = ""
        self.organization = ""
        self.person = ""
        self.role: str | None = None
        self.bank: Shown | None = None
        self.banks: list[Shown] = []
        self.clock: dict[str, Any] = {}
        self.nav: list[Any] = []
        self.live_url = "/portal/live"
        # A part that is drawn again by itself leaves what is to be said to the page.
        told = None if request.headers.get("hx-live") == "true" else sessions.toast_of(request)
        self.toasts = [told] if told else []
        self.trouble = ""
        self.is_person = False


class Visit:
    """A request to a page by somebody who is signed in."""

    def __init__(self, request: Request[Any, Any, Any], wiring: Wiring, token: str) -> None:
        self.request = request
        self.wiring = wiring
        self.token = token
        self.contract = wiring.contract
        self.bank_id = request.cookies.get(sessions.BANK) or None
        self.user: dict[str, Any] = {}
        self.frame = Frame(request, wiring.environment)
        self._http = httpx.AsyncClient(
            transport=_road(request, wiring), trust_env=False, event_hooks={"request": [_as_portal]}
        )
        # What the cookie says is asked for only once it is known to be a bank of theirs: it may be gone by now.
        self.client = self._client_for(None)

    @property
    def is_person(self) -> bool:
        """Whether a team member is signed in, and not an API key."""
        return self.token.startswith("sbs_")

    @property
    def scopes(self) -> frozenset[str]:
        """What the caller may do."""
        return frozenset(self.user.get("scopes", ()))

    def may(self, operation_id: str) -> bool:
        """Whether the caller has the scopes of an operation."""
        operation = self.contract.operation(operation_id)
        return operation is not None and operation.scopes <= self.scopes

    def _client_for(self, bank_id: str | None) -> AsyncSandbank:
        return AsyncSandbank(
            self.token,
            self.wiring.base_url,
            bank_id=bank_id,
            timeout=_TIMEOUT_S,
            max_retries=0,
            http_client=self._http,
        )

    def again(self) -> Visit:
        """The same person at the same bank, for calls that outlive this visit; whoever asks closes it."""
        found = Visit(self.request, self.wiring, self.token)
        found.bank_id = self.bank_id
        found.client = found._client_for(self.bank_id if self.is_person else None)
        return found

    # The frame -----------------------------------------------------------------------------------
    async def begin(self) -> None:
        """Find out who this is and where they look. Raises `SignInNeeded`."""
        if self.is_person:
            await self._choose_bank()
        user, banks, clock = await asyncio.gather(
            self._who(), self.read("listBanks", query={"limit": 100}), self.read("getClock")
        )
        self.user = user
        self._fill(banks or [], clock or {})
        organization_id = self.user.get("organization_id")
        # A session tells it at once, also to who may not read the organization.
        self.frame.organization = self.user.get("organization_name") or ""
        if organization_id and not self.frame.organization:
            with contextlib.suppress(SandbankError):
                self.frame.organization = (await self.read("getOrganization", organization_id) or {}).get("name", "")

    async def _who(self) -> dict[str, Any]:
        """Who calls. Where the bank fails, on purpose or not, everything is offered: it still decides itself."""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                found: dict[str, Any] = (await self.call("getCurrentUser")).value
                return found
        except APIStatusError as error:
            if error.status == 401:
                raise SignInNeeded from error
            if error.status < 429:
                raise
            reason = f"It answered {error.status}: {error.detail}"
        except (TimeoutError, SandbankError):
            reason = "It does not answer in time."
        self.frame.trouble = f"The bank does not do as it should. {reason}"
        return {"scopes": sorted({scope for one in self.contract.operations.values() for scope in one.scopes})}

    async def _choose_bank(self) -> None:
        """A person looks at the bank of the cookie, or at their organization's first."""
        try:
            found = (await self.call("listBanks", query={"limit": 100, "order": "asc"})).rows
        except APIStatusError as error:
            if error.status == 401:
                raise SignInNeeded from error
            found = []
        known = [bank["bank_id"] for bank in found]
        if self.bank_id not in known and not await self._is_theirs(self.bank_id):
            self.bank_id = known[0] if known else None
        self.client = self._client_for(self.bank_id)

    async def _is_theirs(self, bank_id: str | None) -> bool:
        """Whether a bank that is not among the first hundred is one of the organization's."""
        if bank_id is None or page_of(bank_id) is None:
            return False
        return await self.read("getBank", bank_id) is not None

    def _fill(self, banks: list[dict[str, Any]], clock: dict[str, Any]) -> None:
        frame, user = self.frame, self.user
        here = user.get("bank_id") or self.bank_id
        self.bank_id = here
        frame.banks = [
            Shown(
                one["bank_id"],
                one["name"],
                sum(one["bank_id"].encode()) % _COLOURS,
                one.get("forked_from"),
                one["status"],
                one["home_currency"],
                self.is_person or one["bank_id"] == here,
            )
            for one in banks
        ]
        frame.bank = next((one for one in frame.banks if one.bank_id == here), None)
        frame.clock = clock
        frame.role = user.get("role")
        frame.is_person = self.is_person
        name = user.get("name") or " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))
        frame.person = name or user.get("email") or f"API key …{self.token[-4:]}"
        frame.nav = visible(self.scopes)

    @property
    def now(self) -> str | None:
        """The bank's time."""
        return self.frame.clock.get("now")

    # Calls ---------------------------------------------------------------------------------------
    async def call(
        self,
        operation_id: str,
        *path: str,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        wait: int | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """An operation through the SDK, with its answer as plain values. Raises APIStatusError."""
        operation = self.contract.operations[operation_id]
        if not all(part.strip(".") for part in path):
            raise APIStatusError(404, {"code": "not_found", "title": "Not found", "detail": "This is no id."}, None)
        given = {name.replace(".", "_"): value for name, value in (query or {}).items() if value not in (None, "")}
        given.update(body or {})
        if wait is not None:
            given["wait"] = wait
        if idempotency_key is not None:
            given["idempotency_key"] = idempotency_key
        raw = getattr(self.client, operation.tag).with_raw_response
        response = await getattr(raw, operation.method_name)(*path, **given)
        kind = response.headers.get("content-type", "")
        value = json.loads(response.body) if response.body and kind.startswith("application/json") else None
        return Answer(response.status, value, _next_cursor(response.headers.get("link")))

    async def read(self, operation_id: str, *path: str, query: Mapping[str, Any] | None = None) -> Any:
        """What a reading operation gives, or None where the caller may not read it or it is not there."""
        try:
            return (await self.call(operation_id, *path, query=query)).value
        except APIStatusError as error:
            if error.status in (403, 404) or (error.status == 400 and error.code == "bank_required"):
                return None
            raise

    async def reads(self, *wanted: tuple[str, tuple[str, ...], dict[str, Any]]) -> list[Any]:
        """Several reads at once: (operation, path, query) each."""
        return list(await asyncio.gather(*(self.read(name, *path, query=query) for name, path, query in wanted)))

    def samples(
        self,
        operation: Operation,
        path: Mapping[str, str],
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> list[dict[str, str]]:
        """A call as code: what a developer would write for what the page does."""
        found = self.wiring.samples(
            self.contract.document,
            operation.operation_id,
            dict(path),
            dict(query or {}),
            None if body is None else dict(body),
            self.wiring.base_url,
            "",
            width=_CODE_WIDTH,
        )
        names = {"python": "Python", "curl": "curl"}
        return [
            {"id": language, "label": names.get(language, language), "language": language, "code": code}
            for language, code in found.items()
        ]

    # Answers -------------------------------------------------------------------------------------
    @property
    def is_partial(self) -> bool:
        """Whether the browser wants a part of the page only."""
        return self.request.headers.get("hx-request") == "true" and self.request.headers.get("hx-boosted") != "true"

    def page(self, template: str, active: str = "", *, status_code: int = 200, **context: Any) -> Response[bytes]:
        """A page with its frame."""
        self.frame.active = active
        content = render(template, frame=self.frame, visit=self, now=self.now, **context)
        cookies = [sessions.toast_told()] if self.frame.toasts else []
        return Response(content, status_code=status_code, media_type="text/html", cookies=cookies)

    def to(
        self,
        url: str,
        toast: str | None = None,
        cookies: list[Cookie] | None = None,
        *,
        kind: str = "ok",
        link: tuple[str, str] | None = None,
    ) -> Response[Any]:
        """Go on to another page, which says what was done; kind is its tone, link a label and a page of ours."""
        told = []
        if toast:
            label, page = link or ("", "")
            told = [sessions.toast_cookie(self.request, toast, kind, page, label)]
        return Redirect(url, status_code=303, cookies=[*(cookies or []), *told])

    def redraw(self, url: str, cookies: list[Cookie] | None = None) -> Response[Any]:
        """Let a part that asked how far something has come draw its whole page again, in place, once it has ended."""
        if not self.is_partial:
            return self.to(url, cookies=cookies)
        around = {"target": "#main", "select": "#main", "selectOOB": "#nav:outerMorph,#top:outerMorph"}
        where = {"path": url, **around, "swap": "outerMorph show:none", "push": "false"}
        return Response(b"", media_type="text/html", headers={"hx-location": json.dumps(where)}, cookies=cookies)

    @property
    def is_following(self) -> bool:
        """Whether a part of a page asks how far something has come (`HX-Follow`)."""
        return self.request.headers.get("hx-follow") == "true"

    async def form(self) -> dict[str, list[str]]:
        """What a form of this page sent, its token checked. Raises `sessions.Forged`."""
        return await read_form(self.request)

    async def close(self) -> None:
        """End the calls of this visit."""
        await self._http.aclose()


async def read_form(request: Request[Any, Any, Any]) -> dict[str, list[str]]:
    """The values of a form by name, its token checked. Raises `sessions.Forged`."""
    found = await request.form()
    values: dict[str, list[str]] = {}
    for name, value in found.multi_items():
        values.setdefault(name, []).append(value if isinstance(value, str) else "")
    given = request.headers.get("x-csrf-token") or next(iter(values.pop("csrf", [])), "")
    sessions.check_form(request, given)
    return values


async def visit_of(request: Request[Any, Any, Any]) -> AsyncIterator[Visit]:
    """The dependency of every page. Raises `SignInNeeded`."""
    token = sessions.credential_of(request)
    if token is None:
        raise SignInNeeded
    visit = Visit(request, request.app.state.wiring, token)
    try:
        await visit.begin()
        request.state.visit = visit
        yield visit
    finally:
        await visit.close()


def _road(request: Request[Any, Any, Any], wiring: Wiring) -> InProcess:
    client = request.scope.get("client")
    return InProcess(wiring.api, None if client is None else (str(client[0]), int(client[1])))


async def _as_portal(request: httpx.Request) -> None:
    request.headers["user-agent"] = AGENT


def _next_cursor(link: str | None) -> str | None:
    """The cursor of the next page, from a Link header (RFC 8288)."""
    for part in (link or "").split(","):
        target, _, relation = part.partition(";")
        if 'rel="next"' in relation:
            cursor: str | None = httpx.URL(target.strip().strip("<>")).params.get("cursor")
            return cursor
    return None
