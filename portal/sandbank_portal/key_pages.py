"""API keys: make, roll with overlap, revoke, and what was asked with each.

A secret is shown in the answer that makes it and nowhere else, so that page is not a redirect: done.html shows it once.
See: actions.py, templates/keys.html.
"""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import done
from sandbank_portal.formatting import label, parsed
from sandbank_portal.forms import Field, Form, Typed, place_problem
from sandbank_portal.lists import Listing
from sandbank_portal.visits import Visit

_DAYS = (("", "Never"), ("7", "In 7 days"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"))
_OVERLAPS = (("", "None: the old secret ends now"), ("PT1H", "1 hour"), ("P1D", "1 day"), ("P7D", "7 days"))
_OPERATOR = "platform:admin"


class ScopeGroup(NamedTuple):
    """The scopes of one tag, as (scope, what it lets, whether it can be given)."""

    title: str
    scopes: list[tuple[str, str, bool]]


def scope_groups(visit: Visit) -> list[ScopeGroup]:
    """Every scope of the contract by tag; only those that the person has can be given."""
    every: dict[str, list[tuple[str, str, bool]]] = {}
    known = {scope for one in visit.contract.operations.values() for scope in one.scopes}
    for scope in sorted(known, key=_place):
        tag, _, what = scope.partition(":")
        if scope != _OPERATOR or scope in visit.scopes:
            every.setdefault(tag, []).append((scope, label(what), scope in visit.scopes))
    return [ScopeGroup(label(tag), scopes) for tag, scopes in every.items()]


def _place(scope: str) -> tuple[str, int, str]:
    """Scopes by tag; to read before to write, and both before the rest."""
    tag, _, what = scope.partition(":")
    return tag, {"read": 0, "write": 1}.get(what, 2), what


def _new_form(typed: Typed) -> Form:
    name = Field("name", "Name", "text", "What uses it, such as “CI” or “payments service”.", True, max_length=100)
    name.value = next(iter(typed.get("name", [])), "")
    expires = Field("expires", "Expires", "select", "After that it opens nothing.", options=list(_DAYS[1:]))
    expires.placeholder = _DAYS[0][1]
    expires.value = next(iter(typed.get("expires", [])), "")
    return Form([name, expires])


def _body(typed: Typed) -> dict[str, Any]:
    body: dict[str, Any] = {"name": next(iter(typed.get("name", [])), ""), "scopes": typed.get("scopes", [])}
    days = next(iter(typed.get("expires", [])), "")
    if days.isdigit():
        at = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=min(int(days), 3650))
        body["expires_at"] = at.isoformat(timespec="seconds").replace("+00:00", "Z")
    return body


@get("/keys")
async def keys(visit: NamedDependency[Visit]) -> Response[Any]:
    """The keys of this bank."""
    listing = Listing(visit, "listApiKeys", "/portal/keys")
    problem, rows = None, []
    try:
        rows = await listing.rows()
    except APIStatusError as error:
        if error.status not in (400, 410):
            raise
        problem = error.body
    create = visit.contract.operations["createApiKey"]
    samples = visit.samples(create, {}, None, create.example)
    return visit.page("keys.html", "keys", listing=listing, rows=rows, problem=problem, samples=samples)


def _new_page(visit: Visit, form: Form, chosen: list[str], status_code: int = 200) -> Response[Any]:
    create = visit.contract.operations["createApiKey"]
    example = {"name": "CI", "scopes": chosen or ["accounts:read", "transactions:read"]}
    return visit.page(
        "key_new.html",
        "keys",
        status_code=status_code,
        form=form,
        groups=scope_groups(visit),
        chosen=set(chosen),
        samples=visit.samples(create, {}, None, example),
    )


@get("/keys/new")
async def new_key(visit: NamedDependency[Visit]) -> Response[Any]:
    """The form for a key."""
    wanted = visit.request.query_params.get("preset", "")
    chosen = sorted(one for one in visit.scopes if one.endswith(":read")) if wanted == "read" else []
    if wanted == "all":
        chosen = sorted(visit.scopes - {_OPERATOR})
    return _new_page(visit, _new_form({}), chosen)


@post("/keys/new", status_code=200)
async def make_key(visit: NamedDependency[Visit]) -> Response[Any]:
    """Make it, and show its secret once."""
    typed = await visit.form()
    form = _new_form(typed)
    try:
        answer = await visit.call("createApiKey", body=_body(typed))
    except APIStatusError as error:
        place_problem(form, error.body)
        return _new_page(visit, form, typed.get("scopes", []), 422)
    return done(visit, visit.contract.operations["createApiKey"], answer.value, "/portal/keys")


@get("/keys/{api_key_id:str}")
async def key(visit: NamedDependency[Visit], api_key_id: FromPath[str]) -> Response[Any]:
    """One key: what it opens, until when, and what was asked with it."""
    answer = await visit.call("getApiKey", api_key_id)
    asked = await visit.read("listRequests", query={"api_key_id": api_key_id, "limit": 25})
    return visit.page(
        "key.html",
        "keys",
        key=answer.value,
        asked=asked or [],
        overlaps=_OVERLAPS,
        is_over=_is_over(answer.value),
        samples=visit.samples(
            visit.contract.operations["rollApiKey"], {"apiKeyId": api_key_id}, None, {"overlap": "P1D"}
        ),
    )


def _is_over(key: dict[str, Any]) -> bool:
    at = parsed(key.get("expires_at"))
    return key["status"] != "ACTIVE" or (at is not None and at <= datetime.datetime.now(datetime.UTC))


@post("/keys/{api_key_id:str}/roll", status_code=200)
async def roll_key(visit: NamedDependency[Visit], api_key_id: FromPath[str]) -> Response[Any]:
    """Give it a new secret, and show that once."""
    typed = await visit.form()
    overlap = next(iter(typed.get("overlap", [])), "")
    back = f"/portal/keys/{api_key_id}"
    try:
        answer = await visit.call("rollApiKey", api_key_id, body={"overlap": overlap} if overlap else {})
    except APIStatusError as error:
        return visit.to(back, error.detail, kind="failed")
    return done(visit, visit.contract.operations["rollApiKey"], answer.value, back)


KEY_PAGES: list[Any] = [keys, new_key, make_key, key, roll_key]
