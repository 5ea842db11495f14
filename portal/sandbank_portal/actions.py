"""Any operation of the contract as a form: what is asked for, what will be sent as code, and what came of it.

`/portal/do/{operation}`: path parameters and first values come with the query. Everything that a page offers to do
ends here, so nothing can be done in the portal that the API cannot do. See: forms.py, templates/action.html.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from hashlib import sha256
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.contract import Operation, Schema
from sandbank_portal.formatting import short_id
from sandbank_portal.forms import Field, Form, Typed, flat, form_of, has_errors, place_problem, read
from sandbank_portal.resources import RESOURCES, page_of
from sandbank_portal.visits import Answer, Visit

_WAIT_S = 10
_TRIES, _PAUSE_S = 100, 0.1
_STILL_UNDER_WAY = "The same form is being worked on. Look at the list before you send it again."
_MARK = re.compile(r"(?a)[A-Za-z0-9_-]{20,64}\Z")
_OWN = frozenset({"return", "csrf", "operation_id", "once"})
_FIELD_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def found_operation(visit: Visit, operation_id: str) -> Operation:
    """Raises NotFoundException for one that is not in the contract, or only reads."""
    operation = visit.contract.operation(operation_id)
    if operation is None or operation.is_safe:
        raise NotFoundException
    return operation


def path_of(operation: Operation, values: Typed) -> list[str] | None:
    """The path parameters in their order, or None when one is missing."""
    found = [next(iter(values.get(one.name, [])), "") for one in operation.path_parameters]
    return found if all(found) else None


def own_page(wanted: str) -> str:
    """A page of the portal as it was asked for; nothing for another site's."""
    return wanted if wanted.startswith("/portal") and "//" not in wanted and "\\" not in wanted else ""


def return_url(values: Typed) -> str:
    """Where to go back to: a page of the portal, never another site."""
    return own_page(next(iter(values.get("return", [])), ""))


def _query(visit: Visit) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in visit.request.query_params.multi_items():
        found.setdefault(name, []).append(str(value))
    return found


async def _first_values(visit: Visit, operation: Operation, given: Typed) -> dict[str, Any]:
    """What a form starts with: for a change the resource as it is, and what the address says."""
    values: dict[str, Any] = {}
    path = path_of(operation, given)
    if operation.method in ("PATCH", "PUT") and path:
        reader = next(
            (one for one in visit.contract.operations.values() if one.is_safe and one.path == operation.path), None
        )
        if reader is not None:
            values |= flat(await visit.read(reader.operation_id, *path) or {})
    if visit.frame.bank is not None and operation.method == "POST":
        values["currency"] = visit.frame.bank.home_currency
    names = {one.name for one in operation.path_parameters} | _OWN
    values |= {name: one[-1] for name, one in given.items() if name not in names}
    return values


def _page(visit: Visit, operation: Operation, form: Form, given: Typed, *, status: int = 200) -> Response[Any]:
    path = path_of(operation, given)
    kind = next((one for one in RESOURCES.values() if operation.operation_id in one.create_operations), None)
    place = next((one.id for one in RESOURCES.values() if one.parameter in {p.name for p in operation.parameters}), "")
    missing = [one for one in operation.path_parameters if not next(iter(given.get(one.name, [])), "")]
    return visit.page(
        "action.html",
        kind.id if kind else place,
        status_code=status,
        operation=operation,
        form=form,
        front=_front(operation, form),
        path={one.name: next(iter(given.get(one.name, [])), "") for one in operation.path_parameters},
        missing=missing,
        return_to=return_url(given),
        once=secrets.token_urlsafe(24),
        is_dangerous=operation.method == "DELETE" or operation.path.endswith(("/erase", "/reset", "/restore")),
        samples=_samples(visit, operation, path, form, given),
        may=visit.may(operation.operation_id),
    )


def _front(operation: Operation, form: Form) -> list[Field]:
    """The fields that are not folded away: what is needed, and what the description of the operation speaks of."""
    named = set(_FIELD_NAME.findall(operation.description))
    return [one for one in form.fields if one.is_required or one.name in named]


def _samples(
    visit: Visit, operation: Operation, path: list[str] | None, form: Form, given: Typed
) -> list[dict[str, str]]:
    """What will be sent, as code; until something is typed, the contract's example shows how it looks."""
    names = [one.name for one in operation.path_parameters]
    values = dict(zip(names, path or [f"…{name}" for name in names], strict=True))
    if operation.body is None:
        return visit.samples(operation, values, None, None)
    typed = {one.name: _as_list(one.value) for one in form.fields}
    typed["currency"] = _as_list(getattr(form.named("currency"), "value", "")) or given.get("currency", [])
    shown = form_of(visit.contract, operation.body)
    body = read(shown, typed)
    for one in shown.fields:
        if one.is_secret and one.name in body:
            body[one.name] = "…"
    return visit.samples(operation, values, None, body)


def _as_list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value).lower() if isinstance(value, bool) else str(value)] if value not in (None, "") else []


@get("/do/{operation_id:str}")
async def action_form(visit: NamedDependency[Visit], operation_id: FromPath[str]) -> Response[Any]:
    """The form of an operation."""
    operation = found_operation(visit, operation_id)
    given = _query(visit)
    form = form_of(visit.contract, operation.body, await _first_values(visit, operation, given))
    return _page(visit, operation, form, given)


@post("/do/{operation_id:str}/preview", status_code=200)
async def action_preview(visit: NamedDependency[Visit], operation_id: FromPath[str]) -> Response[Any]:
    """The request that what is typed would make, as code."""
    operation = found_operation(visit, operation_id)
    typed = await visit.form()
    form = form_of(visit.contract, operation.body)
    read(form, typed)
    samples = _samples(visit, operation, path_of(operation, typed), form, typed)
    return visit.page("preview.html", samples=samples)


@post("/do/{operation_id:str}", status_code=200)
async def action(visit: NamedDependency[Visit], operation_id: FromPath[str]) -> Response[Any]:
    """Ask the operation; on success go on to what came of it, else show what is wrong beside the field."""
    operation = found_operation(visit, operation_id)
    typed = await visit.form()
    form = form_of(visit.contract, operation.body)
    body = read(form, typed)
    path = path_of(operation, typed)
    if has_errors(form) or path is None:
        return _page(visit, operation, form, typed, status=422)
    try:
        answer = await _asked_once(visit, operation, path, body, typed)
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        return _page(visit, operation, form, typed, status=422)
    return done(visit, operation, answer.value, return_url(typed))


async def _asked_once(
    visit: Visit, operation: Operation, path: list[str], body: dict[str, Any], typed: Typed
) -> Answer:
    """Ask it; the same form sent twice, by a double click or after a broken connection, is asked once.

    Its idempotency key is the form's own mark with what was typed, so a form that was changed is another request. A
    replayed answer leaves out what is shown only once, so what gives secrets is asked as often as it is sent.
    """
    key = None if gives_secrets(visit, operation.answer) else _key_of(path, body, typed)
    for _ in range(_TRIES):
        try:
            return await visit.call(
                operation.operation_id,
                *path,
                body=_only_given(operation, body),
                wait=_wait(visit, operation),
                idempotency_key=key,
            )
        except APIStatusError as error:
            if error.code != "idempotency_key_in_flight":
                raise
            await asyncio.sleep(_PAUSE_S)
    raise APIStatusError(503, {"code": "overloaded", "title": "It takes long", "detail": _STILL_UNDER_WAY}, None)


def _key_of(path: list[str], body: dict[str, Any], typed: Typed) -> str | None:
    mark = next(iter(typed.get("once", [])), "")
    if not _MARK.match(mark):
        return None
    content = json.dumps([path, body], sort_keys=True).encode()
    return f"portal-{mark}-{sha256(content).hexdigest()[:24]}"


def gives_secrets(visit: Visit, schema: Schema | None) -> bool:
    """Whether an answer has values that are shown only once (`x-secret`)."""
    if schema is None:
        return False
    inner = [visit.contract.resolved(one) for one in visit.contract.resolved(schema).get("properties", {}).values()]
    return any(one.get("x-secret") or (one.get("type") == "object" and gives_secrets(visit, one)) for one in inner)


def done(visit: Visit, operation: Operation, value: Any, back: str) -> Response[Any]:
    """Go on to what came of it; what is shown only once is shown before."""
    secrets = secrets_of(visit, operation.answer, value)
    page = _page_of(value)
    if secrets:
        return visit.page("done.html", "", operation=operation, secrets=secrets, url=back or page or "/portal")
    toast = f"{operation.summary}: {_counted(value)}."
    if page is not None and not back:
        toast = f"{operation.summary}: {short_id(page.rpartition('/')[2])}."
    return visit.to(back or page or "/portal", toast)


def secrets_of(visit: Visit, schema: Schema | None, value: Any, prefix: str = "") -> list[tuple[str, str]]:
    """The values of an answer that are never shown again (`x-secret`), by name."""
    if schema is None or not isinstance(value, dict):
        return []
    found: list[tuple[str, str]] = []
    for name, item in visit.contract.resolved(schema).get("properties", {}).items():
        inner = visit.contract.resolved(item)
        if inner.get("x-secret") and value.get(name):
            found.append((prefix + name, str(value[name])))
        elif inner.get("type") == "object":
            found += secrets_of(visit, inner, value.get(name), f"{name}.")
    return found


def _page_of(value: Any) -> str | None:
    """The page of what an operation gave: its first id that has one."""
    if not isinstance(value, dict):
        return None
    first = next(iter(value.values()), None)
    return page_of(first) if isinstance(first, str) else None


def _counted(value: Any) -> str:
    """`42 events`, for an answer that counts one thing; else `done`."""
    counts = [(name, one) for name, one in value.items() if name.endswith("_count")] if isinstance(value, dict) else []
    if len(counts) != 1:
        return "done"
    name, count = counts[0]
    what = name.removesuffix("_count").replace("_", " ")
    return f"{count:,} {what}" if what == "due" or count == 1 else f"{count:,} {what}s"


def _only_given(operation: Operation, body: dict[str, Any]) -> dict[str, Any] | None:
    return None if operation.body is None else body


def _wait(visit: Visit, operation: Operation) -> int | None:
    return _WAIT_S if any(one.name == "Prefer" for one in operation.parameters) else None


ACTIONS: list[Any] = [action_form, action_preview, action]
