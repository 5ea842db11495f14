"""The form of a webhook endpoint, new or changed: what is sent is chosen from the event types of the contract.

A plain form would ask for the types as text; this one shows them by resource. See: webhook_pages.py, actions.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath
from sandbank.errors import APIStatusError

from sandbank_portal.actions import done
from sandbank_portal.contract import Operation
from sandbank_portal.event_pages import event_types_of
from sandbank_portal.forms import Form, Typed, form_of, place_problem
from sandbank_portal.visits import Visit

_TEXTS = ("url", "description")
_LISTS = ("event_types", "include")


def body_of(form: Typed, *, is_change: bool = False) -> dict[str, Any]:
    """The body that was chosen: a type that a wider choice holds is left out; a change may clear the description."""
    chosen = list(dict.fromkeys(one for one in form.get("event_types", []) if one))
    if "*" in chosen:
        chosen = ["*"]
    groups = {one.removesuffix(".*") for one in chosen if one.endswith(".*")}
    types = [one for one in chosen if one.endswith("*") or one.partition(".")[0] not in groups]
    include = list(dict.fromkeys(one for one in form.get("include", []) if one))
    body: dict[str, Any] = {"url": _text(form, "url"), "event_types": types}
    body["include"] = ["*"] if "*" in include else include
    description = _text(form, "description") or None
    return {**body, "description": description} if description or is_change else body


def _text(form: Typed, name: str) -> str:
    return next(iter(form.get(name, [])), "").strip()


def _page(
    visit: Visit, operation: Operation, values: Mapping[str, Any], endpoint_id: str, problem: Any = None
) -> Response[Any]:
    form: Form = form_of(visit.contract, operation.body, {name: values.get(name) for name in _TEXTS})
    if problem is not None:
        place_problem(form, problem)
    fields = {one.name: one for one in form.fields}
    fields["url"].is_required, fields["url"].kind = True, "text"
    fields["url"].placeholder = "https://example.com/hooks"
    return visit.page(
        "webhook_form.html",
        "webhooks",
        status_code=200 if problem is None else 422,
        operation=operation,
        endpoint_id=endpoint_id,
        form=form,
        fields=fields,
        chosen=values.get("event_types") or ["*"],
        include=values.get("include") or [],
        types=event_types_of(visit),
        samples=_samples(visit, operation, endpoint_id, values),
        back=f"/portal/webhooks/{endpoint_id}" if endpoint_id else "/portal/webhooks",
    )


def _samples(visit: Visit, operation: Operation, endpoint_id: str, values: Mapping[str, Any]) -> list[dict[str, str]]:
    body = {name: values[name] for name in (*_TEXTS, *_LISTS) if values.get(name)}
    body.setdefault("url", "https://example.com/hooks")
    return visit.samples(operation, {"webhookEndpointId": endpoint_id} if endpoint_id else {}, None, body)


@get("/webhooks/new")
async def new_webhook(visit: NamedDependency[Visit]) -> Response[Any]:
    """The form of a new endpoint."""
    given = {name: visit.request.query_params.getall(name, []) for name in ("url", "event_types")}
    values = {"url": next(iter(given["url"]), ""), "event_types": given["event_types"] or ["*"]}
    return _page(visit, visit.contract.operations["createWebhookEndpoint"], values, "")


@get("/webhooks/{endpoint_id:str}/edit")
async def edit_webhook(visit: NamedDependency[Visit], endpoint_id: FromPath[str]) -> Response[Any]:
    """The form of an endpoint as it is."""
    endpoint = (await visit.call("getWebhookEndpoint", endpoint_id)).value
    return _page(visit, visit.contract.operations["updateWebhookEndpoint"], endpoint, endpoint_id)


@post("/webhooks/new", status_code=200)
async def create_webhook(visit: NamedDependency[Visit]) -> Response[Any]:
    """Register the endpoint; its secret is shown once."""
    return await _save(visit, "createWebhookEndpoint", "")


@post("/webhooks/{endpoint_id:str}/edit", status_code=200)
async def update_webhook(visit: NamedDependency[Visit], endpoint_id: FromPath[str]) -> Response[Any]:
    """Change the endpoint."""
    return await _save(visit, "updateWebhookEndpoint", endpoint_id)


async def _save(visit: Visit, operation_id: str, endpoint_id: str) -> Response[Any]:
    operation = visit.contract.operations[operation_id]
    body = body_of(await visit.form(), is_change=bool(endpoint_id))
    try:
        answer = await visit.call(operation_id, *([endpoint_id] if endpoint_id else []), body=body)
    except APIStatusError as error:
        if error.status == 401:
            raise
        return _page(visit, operation, body, endpoint_id, _placed(error))
    return done(visit, operation, answer.value, f"/portal/webhooks/{endpoint_id}" if endpoint_id else "")


def _placed(error: APIStatusError) -> dict[str, Any]:
    """A refusal of the URL stands at the URL."""
    if error.code != "url_not_allowed":
        return error.body
    return {**error.body, "errors": [{"pointer": "/url", "detail": error.detail}]}


@post("/webhooks/preview", status_code=200)
async def preview_webhook(visit: NamedDependency[Visit]) -> Response[Any]:
    """What the form would send, as code."""
    form = await visit.form()
    endpoint_id = _text(form, "webhook_endpoint_id")
    operation = visit.contract.operations["updateWebhookEndpoint" if endpoint_id else "createWebhookEndpoint"]
    return visit.page("preview.html", samples=_samples(visit, operation, endpoint_id, body_of(form)))


WEBHOOK_FORMS: list[Any] = [new_webhook, edit_webhook, create_webhook, update_webhook, preview_webhook]
