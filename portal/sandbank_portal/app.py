"""The portal as one ASGI application: its routes, headers, and what a page says when something goes wrong.

Pages are modules beside this one, each with the list of its handlers; a new page is added to `PAGES`.
See: README.md, wiring.py, visits.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from litestar import Litestar, Request, Response, Router, get
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect
from litestar.types import Scope
from sandbank.errors import APIStatusError, SandbankError

from sandbank_portal import sessions
from sandbank_portal.actions import ACTIONS
from sandbank_portal.audit_pages import AUDIT_PAGES
from sandbank_portal.bank_pages import BANK_PAGES
from sandbank_portal.clock import CLOCK
from sandbank_portal.contract import Contract
from sandbank_portal.entering import ENTRANCES, own_path
from sandbank_portal.event_pages import EVENT_PAGES
from sandbank_portal.explain_pages import EXPLAIN_PAGES
from sandbank_portal.fault_pages import FAULT_PAGES
from sandbank_portal.key_pages import KEY_PAGES
from sandbank_portal.ledger_pages import LEDGER_PAGES
from sandbank_portal.lists import LISTS
from sandbank_portal.live import LIVE
from sandbank_portal.organization_pages import ORGANIZATION_PAGES
from sandbank_portal.outbox_pages import OUTBOX_PAGES
from sandbank_portal.overview import OVERVIEW
from sandbank_portal.play_pages import PLAY_PAGES
from sandbank_portal.profile_pages import PROFILE_PAGES
from sandbank_portal.reconciliation_pages import RECONCILIATION_PAGES
from sandbank_portal.rendering import asset_bytes, render
from sandbank_portal.request_pages import REQUEST_PAGES
from sandbank_portal.resource_pages import resource_page
from sandbank_portal.settings_pages import SETTINGS_PAGES
from sandbank_portal.simulation_pages import SIMULATION_PAGES
from sandbank_portal.team_pages import TEAM_PAGES
from sandbank_portal.time_pages import TIME_PAGES
from sandbank_portal.transport import App
from sandbank_portal.usage_pages import USAGE_PAGES
from sandbank_portal.visits import Frame, SignInNeeded, Visit, visit_of
from sandbank_portal.webhook_forms import WEBHOOK_FORMS
from sandbank_portal.webhook_pages import WEBHOOK_PAGES
from sandbank_portal.wiring import Samples, Wiring

log = logging.getLogger("sandbank.portal")

PAGES: list[Any] = [
    *OVERVIEW,
    *ENTRANCES,
    *CLOCK,
    *LIVE,
    *ACTIONS,
    *USAGE_PAGES,
    *REQUEST_PAGES,
    *EVENT_PAGES,
    *WEBHOOK_FORMS,
    *WEBHOOK_PAGES,
    *KEY_PAGES,
    *BANK_PAGES,
    *TEAM_PAGES,
    *PROFILE_PAGES,
    *SETTINGS_PAGES,
    *ORGANIZATION_PAGES,
    *LISTS,
    *TIME_PAGES,
    *SIMULATION_PAGES,
    *PLAY_PAGES,
    *FAULT_PAGES,
    *OUTBOX_PAGES,
    *LEDGER_PAGES,
    *RECONCILIATION_PAGES,
    *AUDIT_PAGES,
    *EXPLAIN_PAGES,
    resource_page,
]

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_A_DAY = "public, max-age=86400"
_FOREVER = "public, max-age=31536000, immutable"


def portal(
    document: dict[str, Any],
    api: App,
    samples: Samples,
    base_url: str,
    environment: str = "local sandbox",
    *,
    has_sign_up: bool = True,
) -> Litestar:
    """The portal of one server, to be served at `/portal`.

    document: the contract; api: an ASGI application that answers `/v1`; samples: what writes a call as code;
    has_sign_up: whether people are offered to make an organization.
    """
    wiring = Wiring(Contract(document), api, samples, base_url, environment, has_sign_up)
    router = Router("/portal", route_handlers=[assets, style_guide, *PAGES], dependencies={"visit": Provide(visit_of)})
    return Litestar(
        [router],
        state=State({"wiring": wiring}),
        openapi_config=None,
        logging_config=None,
        exception_handlers={
            SignInNeeded: _sign_in,
            sessions.Forged: _forged,
            APIStatusError: _refused,
            SandbankError: _unreachable,
            HTTPException: _no_page,
        },
        after_exception=[_note_failure],
        before_send=[_headers],
        debug=False,
    )


@get("/assets/{name:str}", sync_to_thread=False)
def assets(name: FromPath[str], request: Request[Any, Any, Any]) -> Response[bytes]:
    """A file that pages load; its address changes with its content, so it is kept for ever."""
    found = asset_bytes(name)
    if found is None:
        raise NotFoundException
    is_named = request.query_params.get("v") == found[2]
    # Fonts are named by the style sheet, which knows no hash of theirs.
    caching = _FOREVER if is_named else _A_DAY if name.endswith(".woff2") else "no-cache"
    return Response(found[0], media_type=found[1], headers={"cache-control": caching})


@get("/style_guide")
async def style_guide(visit: NamedDependency[Visit]) -> Response[Any]:
    """Every component in every state: what pages are put together from."""
    return visit.page("style_guide.html", "")


async def _headers(message: Any, scope: Scope) -> None:
    """Every page is its reader's alone, and runs nothing but our own scripts."""
    if message["type"] == "http.response.start":
        names = {name for name, _ in message["headers"]}
        added = [(b"content-security-policy", CONTENT_SECURITY_POLICY.encode())]
        if b"cache-control" not in names:
            added.append((b"cache-control", b"no-store"))
        message["headers"] = [*message["headers"], *added]


async def _note_failure(error: Exception, scope: Scope) -> None:
    known = (HTTPException, SandbankError, SignInNeeded, sessions.Forged)
    if not isinstance(error, known):
        log.error("a page failed", exc_info=error)


# When something goes wrong ------------------------------------------------------------------------
AnyRequest = Request[Any, Any, Any]
Handler = Callable[[AnyRequest, Any], Response[Any]]


def _sign_in(request: AnyRequest, error: Exception) -> Response[Any]:
    """Somebody whose session is over comes back to where they were."""
    path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    is_part = request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"
    if is_part or request.method != "GET":
        # What is nothing to come back to was asked for from a page that is.
        path = own_path(request.headers.get("hx-current-url", "")) or "/portal"
    query = {"next": path} if path != "/portal" else {}
    gone = sessions.signed_out() if sessions.credential_of(request) else []
    url = "/portal/sign_in" + (f"?{urlencode(query | ({'over': '1'} if gone else {}))}" if query or gone else "")
    if request.headers.get("hx-request") == "true":
        return Response(b"", media_type="text/html", status_code=200, headers={"hx-redirect": url}, cookies=gone)
    return Redirect(url, status_code=303, cookies=gone)


def _forged(request: AnyRequest, error: Exception) -> Response[Any]:
    return _problem(
        request,
        403,
        "form_expired",
        "This form is too old",
        "It was opened in another session. Open the page again; nothing was changed.",
    )


def _refused(request: AnyRequest, error: APIStatusError) -> Response[Any]:
    if error.status == 401:
        return _sign_in(request, error)
    return _problem(request, error.status, error.code, error.title or "Refused", error.detail, error.request_id)


def _unreachable(request: AnyRequest, error: SandbankError) -> Response[Any]:
    return _problem(request, 503, "unreachable", "The bank does not answer", str(error))


def _no_page(request: AnyRequest, error: HTTPException) -> Response[Any]:
    if error.status_code == 404:
        return _problem(request, 404, "not_found", "There is nothing here", "The page may have moved, or never was.")
    return _problem(request, error.status_code, "bad_request", "This cannot be shown", error.detail)


def _problem(
    request: AnyRequest, status: int, code: str, title: str, detail: str, request_id: str | None = None
) -> Response[Any]:
    visit: Visit | None = request.state.get("visit")
    frame = visit.frame if visit is not None else Frame(request, request.app.state.wiring.environment)
    if visit is None:
        frame.live_url = ""
    problem = {
        "status": status,
        "code": code,
        "title": title,
        "detail": detail,
        "request_id": request_id,
        "url": f"/problems/{code}" if request_id else None,
    }
    retry = frame.path if status in (409, 410, 429, 503) and request.method == "GET" else None
    content = render(
        "problem.html",
        frame=frame,
        visit=visit,
        now=visit.now if visit else None,
        problem=problem,
        retry_url=retry,
        back_label="To the overview",
        back_url="/portal",
    )
    return Response(content, status_code=status, media_type="text/html")
