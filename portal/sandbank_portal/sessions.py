"""Who sits in front of the browser: the cookies, and the token that forms carry against forgery (CSRF).

The cookie holds a session token of a team member, or an API key, and no page ever shows it to a script (HttpOnly).
A form's token is a hash of it, so it needs no memory of its own and outlives a restart of the server; the browser's
own word on where a request comes from (Sec-Fetch-Site, Origin) is checked beside it.
"""

from __future__ import annotations

import hmac
import json
import secrets
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie

CREDENTIAL = "sandbank_session"
BANK = "sandbank_bank"
VISITOR = "sandbank_visitor"
TOAST = "sandbank_toast"
_PATH = "/portal"
_WEEK_S = 7 * 86_400
_TONES = ("ok", "info", "warning", "failed")
_LONGEST_TOAST = 600


class Forged(Exception):
    """A form that did not come from a page of this portal, or from one of another session."""


def credential_of(request: Request[Any, Any, Any]) -> str | None:
    """The bearer token of this browser, or None."""
    found = request.cookies.get(CREDENTIAL, "")
    return found if found.startswith(("sbk_", "sbs_")) and found.isascii() and len(found) < 200 else None


def form_token(request: Request[Any, Any, Any]) -> str:
    """What each form of this browser has to carry."""
    secret = credential_of(request) or request.cookies.get(VISITOR, "")
    return sha256(b"form\0" + secret.encode("utf-8", "replace")).hexdigest()[:40] if secret else ""


def check_form(request: Request[Any, Any, Any], given: str) -> None:
    """Raises `Forged` unless the form came from a page of this browser's session."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        raise Forged
    if origin not in (None, "null") and urlsplit(str(origin)).netloc != request.headers.get("host"):
        raise Forged
    wanted = form_token(request)
    if not wanted or not hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace")):
        raise Forged


def visitor_cookie(request: Request[Any, Any, Any]) -> Cookie | None:
    """A cookie that ties the forms of somebody who has not signed in to their browser; None if there is one."""
    if request.cookies.get(VISITOR):
        return None
    return _cookie(request, VISITOR, secrets.token_urlsafe(24), None)


def signed_in(request: Request[Any, Any, Any], token: str) -> list[Cookie]:
    """The cookies of a new session."""
    return [_cookie(request, CREDENTIAL, token, _WEEK_S), _gone(BANK)]


def signed_out() -> list[Cookie]:
    """What ends a session in this browser."""
    return [_gone(CREDENTIAL), _gone(BANK), _gone(TOAST)]


def bank_chosen(request: Request[Any, Any, Any], bank_id: str) -> Cookie:
    """The bank that a team member looks at."""
    return _cookie(request, BANK, bank_id, _WEEK_S)


def toast_cookie(
    request: Request[Any, Any, Any], text: str, kind: str = "ok", url: str = "", label: str = ""
) -> Cookie:
    """Something to say once, on the next page: its tone (ok, info, warning, failed), and a page of ours to look at."""
    told = {"kind": kind, "text": text[:_LONGEST_TOAST], **({"url": url, "label": label} if url else {})}
    return _cookie(request, TOAST, json.dumps(told).encode().hex(), 60)


def toast_of(request: Request[Any, Any, Any]) -> dict[str, str] | None:
    """What the last action had to say."""
    try:
        told = json.loads(bytes.fromhex(request.cookies.get(TOAST, "")))
        kind, text, url = str(told["kind"]), str(told["text"]), str(told.get("url", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    is_ours = url.startswith("/portal") and "//" not in url and "\\" not in url
    found = {"kind": kind if kind in _TONES else "info", "text": text}
    return {**found, "url": url, "label": str(told.get("label", ""))} if is_ours else found


def toast_told() -> Cookie:
    """It has been said."""
    return _gone(TOAST)


def _cookie(request: Request[Any, Any, Any], name: str, value: str, age_s: int | None) -> Cookie:
    is_secure = request.url.scheme == "https"
    return Cookie(key=name, value=value, path=_PATH, max_age=age_s, httponly=True, secure=is_secure, samesite="lax")


def _gone(name: str) -> Cookie:
    return Cookie(key=name, value="", path=_PATH, max_age=0, httponly=True, samesite="lax")
