"""Coming in and going out: sign-in with a password or an API key, sign-up, invitations, and the choice of a bank.

Passwords pass through to the API and are kept nowhere; the cookie holds what the API gave for them.
See: sessions.py, templates/sign_in.html.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.response import Redirect
from sandbank import AsyncSandbank
from sandbank.errors import APIStatusError

from sandbank_portal import sessions
from sandbank_portal.rendering import render
from sandbank_portal.transport import InProcess
from sandbank_portal.visits import Frame, Visit, read_form
from sandbank_portal.wiring import Wiring

AnyRequest = Request[Any, Any, Any]


def _safe(next_url: str | None) -> str:
    """Where to go after signing in: a page of the portal."""
    wanted = next_url or ""
    return wanted if wanted.startswith("/portal") and "//" not in wanted and "\\" not in wanted else "/portal"


def own_path(address: str) -> str:
    """The path and query of an address of the portal, as htmx tells where it is."""
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return "" if _safe(path) != path else path


def _door(
    request: AnyRequest, template: str, *, status: int = 200, error: APIStatusError | None = None, **context: Any
) -> Response[bytes]:
    """A page for somebody who has not signed in."""
    wiring: Wiring = request.app.state.wiring
    cookie = sessions.visitor_cookie(request)
    if cookie is not None:
        request.cookies[sessions.VISITOR] = str(cookie.value)
    frame = Frame(request, wiring.environment)
    frame.live_url = ""
    problem = None if error is None else {**error.body, "detail": _told(error)}
    errors = {} if error is None else _errors(error)
    context |= {"problem": problem, "errors": errors, "has_sign_up": wiring.has_sign_up}
    content = render(template, frame=frame, visit=None, now=None, **context)
    return Response(content, status_code=status, media_type="text/html", cookies=[cookie] if cookie else [])


_ENDED = "The session of this link has ended. Sign in, or use the API key; sandbank up prints a new link."
_TO_PEOPLE = {
    "sign_in_failed": "Check both. Who forgot the password asks an owner or admin for a new sign-in link.",
    "invitation_invalid": "It was used, is too old, or was replaced by a newer one. Ask who invited you for another.",
    "session_revoked": _ENDED,
    "session_expired": _ENDED,
}
"""What the API tells programs to do, told to people."""


def _told(error: APIStatusError) -> str:
    """What to do about a refusal; one that time heals says how long."""
    seconds = error.body.get("retry_after")
    if not isinstance(seconds, int):
        return _TO_PEOPLE.get(error.code, error.detail)
    wait = f"{seconds} seconds" if seconds <= 90 else f"{-(-seconds // 60)} minutes"
    if error.code == "sign_in_locked":
        return f"Too many sign-ins failed with this address. Try again in {wait}, or ask for a new invitation."
    return f"{error.detail} Try again in {wait}."


def _errors(error: APIStatusError) -> dict[str, str]:
    found = {}
    for one in error.errors:
        name = str(one.get("pointer") or "").rpartition("/")[2]
        found[name] = str(one.get("detail") or one.get("code"))
    if error.code == "password_too_weak":
        found["password"] = error.detail
    if error.code == "unauthenticated":
        found["key"] = error.detail
    if error.code == "organization_required":
        found["organization_id"] = "Choose one, and type the password once more."
    return found


async def _ask(request: AnyRequest, method: str, **values: Any) -> Any:
    """One of the operations that need no credential. Raises APIStatusError."""
    wiring: Wiring = request.app.state.wiring
    client = request.scope.get("client")
    road = InProcess(wiring.api, None if client is None else (str(client[0]), int(client[1])))
    user_agent = request.headers.get("user-agent", "")[:200]
    waits: list[str] = []

    async def note(response: httpx.Response) -> None:
        waits.append(response.headers.get("retry-after", ""))

    hooks = {"request": [_as(user_agent)], "response": [note]}
    async with httpx.AsyncClient(transport=road, trust_env=False, event_hooks=hooks) as http:
        bank = AsyncSandbank.anonymous(wiring.base_url, max_retries=0, http_client=http)
        try:
            return await getattr(bank.sessions, method)(**values)
        except APIStatusError as error:
            if waits and waits[-1].isdigit():
                error.body["retry_after"] = int(waits[-1])
            raise


def _as(user_agent: str) -> Any:
    """A session is listed with the browser that it came from, not with the portal."""

    async def named(request: httpx.Request) -> None:
        request.headers["user-agent"] = user_agent

    return named


def _in(request: AnyRequest, token: str, url: str) -> Response[Any]:
    return Redirect(_safe(url), status_code=303, cookies=sessions.signed_in(request, token))


def _one(form: dict[str, list[str]], name: str) -> str:
    return next(iter(form.get(name, [])), "")


@get("/sign_in")
async def sign_in_page(request: AnyRequest) -> Response[bytes]:
    """The form to sign in."""
    return _door(
        request,
        "sign_in.html",
        next=_safe(request.query_params.get("next")),
        email="",
        use_key=False,
        is_over=request.query_params.get("over") == "1",
    )


@post("/sign_in", status_code=200)
async def sign_in(request: AnyRequest) -> Response[Any]:
    """Sign in with address and password."""
    form = await read_form(request)
    email, url = _one(form, "email"), _one(form, "next")
    values = {"email": email, "password": _one(form, "password")}
    if _one(form, "organization_id"):
        values["organization_id"] = _one(form, "organization_id")
    try:
        session = await _ask(request, "sign_in", **values)
    except APIStatusError as error:
        organizations = error.body.get("organizations") if error.code == "organization_required" else None
        return _door(
            request,
            "sign_in.html",
            status=error.status,
            error=error,
            next=_safe(url),
            email=email,
            use_key=False,
            organizations=organizations,
        )
    return _in(request, session.token, url)


@post("/sign_in/key", status_code=200)
async def sign_in_with_key(request: AnyRequest) -> Response[Any]:
    """Come in with an API key, or with the token of a session that was made elsewhere."""
    form = await read_form(request)
    token, url = _one(form, "key").strip(), _one(form, "next")
    try:
        if not token.startswith(("sbk_", "sbs_")) or not token.isascii() or len(token) > 100:
            raise APIStatusError(401, {"code": "unauthenticated", "title": "This is no key", "detail": _NO_KEY}, None)
        visit = Visit(request, request.app.state.wiring, token)
        try:
            await _known(visit)
        finally:
            await visit.close()
    except APIStatusError as error:
        if error.code == "unauthenticated" and error.request_id:
            error = APIStatusError(401, {"code": error.code, "title": "This opens nothing", "detail": _NO_KEY}, None)
        return _door(request, "sign_in.html", status=401, error=error, next=_safe(url), email="", use_key=True)
    return _in(request, token, url)


async def _known(visit: Visit) -> None:
    """Raises APIStatusError unless the bank knows the caller. Where it fails on purpose, its clock still answers."""
    try:
        await visit.call("getCurrentUser")
    except APIStatusError as error:
        if error.status < 429:
            raise
        await visit.call("getClock")


_NO_KEY = "An API key begins with sbk_ and has 47 characters; sandbank up prints one."


@get("/sign_up")
async def sign_up_page(request: AnyRequest) -> Response[bytes]:
    """The form to make an organization, or that nobody makes one here."""
    return _door(request, "sign_up.html", organization_name="", name="", email="")


@post("/sign_up", status_code=200)
async def sign_up(request: AnyRequest) -> Response[Any]:
    """Make an organization with its first bank and its owner, and come in."""
    form = await read_form(request)
    typed = {name: _one(form, name) for name in ("organization_name", "name", "email")}
    try:
        made = await _ask(request, "sign_up", **typed, password=_one(form, "password"))
    except APIStatusError as error:
        return _door(request, "sign_up.html", status=error.status, error=error, **typed)
    return _in(request, made.session.token, "/portal")


@get("/invitation")
async def invitation_page(request: AnyRequest) -> Response[bytes]:
    """The form to accept an invitation; its token comes in the fragment of the address, which is sent to nobody."""
    return _door(request, "accept_invitation.html", token="", name="")


@post("/invitation", status_code=200)
async def accept_invitation(request: AnyRequest) -> Response[Any]:
    """Join an organization."""
    form = await read_form(request)
    # Whoever pastes may paste the whole link.
    token, name = _one(form, "token").strip().rpartition("#token=")[2], _one(form, "name").strip()
    values = {"token": token, "password": _one(form, "password"), **({"name": name} if name else {})}
    try:
        session = await _ask(request, "accept_invitation", **values)
    except APIStatusError as error:
        return _door(
            request,
            "accept_invitation.html",
            status=error.status,
            error=error,
            token="" if error.code == "invitation_invalid" else token,
            name=name,
        )
    return _in(request, session.token, "/portal")


@post("/sign_out", status_code=200)
async def sign_out(request: AnyRequest) -> Response[Any]:
    """End the session, here and in the bank; an API key is only forgotten by this browser."""
    await read_form(request)
    token = sessions.credential_of(request)
    if token is not None and token.startswith("sbs_"):
        visit = Visit(request, request.app.state.wiring, token)
        try:
            user = (await visit.call("getCurrentUser")).value
            await visit.call("revokeSession", user["session_id"])
        except APIStatusError as error:
            if error.status != 401:
                raise
        finally:
            await visit.close()
    return Redirect("/portal/sign_in", status_code=303, cookies=sessions.signed_out())


@post("/bank", status_code=200)
async def choose_bank(visit: NamedDependency[Visit]) -> Response[Any]:
    """Look at another bank."""
    form = await visit.form()
    wanted, url = _one(form, "bank_id"), _safe(_one(form, "next"))
    found = next((one for one in visit.frame.banks if one.bank_id == wanted), None)
    if found is None or not found.is_reachable:
        text = "An API key opens its own bank only: sign in as a person to look at others."
        return visit.to(url, text, kind="failed")
    # A page about one resource of the old bank means nothing in the new one.
    section = "/".join(url.split("?")[0].split("/")[:3])
    return visit.to(section, f"You look at {found.name} now.", [sessions.bank_chosen(visit.request, wanted)])


ENTRANCES: list[Any] = [
    sign_in_page,
    sign_in,
    sign_in_with_key,
    sign_up_page,
    sign_up,
    invitation_page,
    accept_invitation,
    sign_out,
    choose_bank,
]
