"""The organization: who it is, how far its admission has come, what it has, and a form to change what is said of it.

Its admission is the operator's to decide: nobody else is offered that. See: team_pages.py, templates/organization.html.
"""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from sandbank.errors import APIStatusError

from sandbank_portal.forms import Form, Typed, flat, form_of, has_errors, place_problem, read
from sandbank_portal.visits import Answer, Visit

_OPERATOR = "platform:admin"
_MOST = 100
_MEANS = {
    "PENDING": ("pending", "Waits to be approved by the operator. Everything can be used meanwhile."),
    "APPROVED": ("ok", "Approved by the operator: everything can be used."),
    "SUSPENDED": ("warning", "Suspended by the operator: nobody is let in, neither people nor API keys."),
}
_DETAILS = ("contact_info", "billing_info")


def onboarding_steps(status: str, created_at: str | None) -> list[dict[str, Any]]:
    """PENDING, APPROVED, and SUSPENDED where it stands there."""
    way = ["PENDING", "APPROVED", *(["SUSPENDED"] if status == "SUSPENDED" else [])]
    words = {"PENDING": "Pending", "APPROVED": "Approved", "SUSPENDED": "Suspended"}
    place = way.index(status) if status in way else 0
    states = ["done" if number < place else "here" if number == place else "ahead" for number in range(len(way))]
    return [
        {"name": words[name], "state": state, "at": created_at if name == "PENDING" else None, "is_real": True}
        for name, state in zip(way, states, strict=True)
    ]


async def _count(visit: Visit, operation_id: str, query: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """How many there are, as far as one page tells."""
    try:
        answer: Answer = await visit.call(operation_id, query={**query, "limit": _MOST})
    except APIStatusError as error:
        if error.status in (400, 403, 404):
            return "", []
        raise
    return f"{len(answer.rows)}{'+' if answer.next_cursor else ''}", answer.rows


async def _found(visit: Visit) -> dict[str, Any]:
    """Raises APIStatusError."""
    found: dict[str, Any] = (await visit.call("getOrganization", visit.user["organization_id"])).value
    return found


@get("/organization")
async def organization(visit: NamedDependency[Visit]) -> Response[Any]:
    """The organization of whoever is signed in."""
    found, (banks, bank_rows), (members, member_rows), (keys, _), profile = await asyncio.gather(
        _found(visit),
        _count(visit, "listBanks", {}),
        _count(visit, "listTeamMembers", {}),
        _count(visit, "listApiKeys", {"status": "ACTIVE"}),
        visit.read("getSetting", "limits.profile"),
    )
    status = found["onboarding_status"]
    update = visit.contract.operations["updateOrganization"]
    path = {"organizationId": found["organization_id"]}
    return visit.page(
        "organization.html",
        "organization",
        organization=found,
        steps=onboarding_steps(status, found["created_at"]),
        means=_MEANS.get(status, ("info", "")),
        banks=banks,
        size=sum(one["size_bytes"] or 0 for one in bank_rows),
        forks=sum(1 for one in bank_rows if one.get("forked_from")),
        members=members,
        invited=sum(1 for one in member_rows if one["status"] == "INVITED"),
        keys=keys,
        profile=profile,
        is_operator=_OPERATOR in visit.scopes,
        samples=visit.samples(update, path, None, {"name": found["name"]}),
    )


def _form(visit: Visit, found: dict[str, Any]) -> Form:
    body = visit.contract.operations["updateOrganization"].body
    form = form_of(visit.contract, body, {**flat(found), "metadata": found["metadata"]})
    form.fields = [one for one in form.fields if one.name != "onboarding_status"]
    for one in form.fields:
        one.is_required = one.name == "name"
        if one.name == "regulatory_info":
            one.kind = "textarea"
    return form


def changes(form: Form, body: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What a form changes; what was emptied becomes null, so that it is gone."""
    wanted: dict[str, Any] = {"name": body.get("name"), "regulatory_info": body.get("regulatory_info")}
    wanted["metadata"] = body.get("metadata", {})
    for name in _DETAILS:
        inner = {one.name.partition(".")[2] for one in form.fields if one.name.startswith(f"{name}.")}
        given = body.get(name, {})
        wanted[name] = {one: given.get(one) for one in sorted(inner)} if given else None
    return {name: value for name, value in wanted.items() if _plain(value) != _plain(before.get(name))}


def _plain(value: Any) -> Any:
    """A value without what is empty in it."""
    if not isinstance(value, dict):
        return value
    return {name: one for name, one in value.items() if one is not None} or None


def _edit_page(visit: Visit, form: Form, found: dict[str, Any], status_code: int = 200) -> Response[Any]:
    operation = visit.contract.operations["updateOrganization"]
    groups = {name: [one for one in form.fields if one.name.startswith(f"{name}.")] for name in _DETAILS}
    for name, fields in groups.items():
        for one in fields:
            one.label = one.label.removeprefix("Contact info ").removeprefix("Billing info ").capitalize()
            one.name = f"{name}.{one.name.partition('.')[2]}"
    return visit.page(
        "organization_edit.html",
        "organization",
        status_code=status_code,
        form=form,
        plain=[one for one in form.fields if "." not in one.name],
        contact=groups["contact_info"],
        billing=groups["billing_info"],
        samples=visit.samples(operation, {"organizationId": found["organization_id"]}, None, {"name": found["name"]}),
    )


@get("/organization/edit")
async def edit_organization(visit: NamedDependency[Visit]) -> Response[Any]:
    """The form to change it."""
    found = await _found(visit)
    return _edit_page(visit, _form(visit, found), found)


@post("/organization/edit", status_code=200)
async def save_organization(visit: NamedDependency[Visit]) -> Response[Any]:
    """Change what was changed in the form."""
    typed = await visit.form()
    found = await _found(visit)
    form = _form(visit, found)
    body = read(form, typed)
    if has_errors(form):
        return _edit_page(visit, form, found, 422)
    wanted = changes(form, body, found)
    if not wanted:
        return visit.to("/portal/organization", "Nothing was changed.", kind="info")
    try:
        await visit.call("updateOrganization", found["organization_id"], body=wanted)
    except APIStatusError as error:
        if error.status == 401:
            raise
        place_problem(form, error.body)
        return _edit_page(visit, form, found, 422)
    return visit.to("/portal/organization", "The organization is changed.")


@post("/organization/onboarding", status_code=200)
async def decide_onboarding(visit: NamedDependency[Visit]) -> Response[Any]:
    """Approve or suspend it: the operator's."""
    status = _one(await visit.form(), "onboarding_status")
    try:
        await visit.call("updateOrganization", visit.user["organization_id"], body={"onboarding_status": status})
    except APIStatusError as error:
        if error.status == 401:
            raise
        return visit.to("/portal/organization", error.detail, kind="failed")
    return visit.to("/portal/organization", f"The organization is {status.lower()}.")


def _one(form: Typed, name: str) -> str:
    return next(iter(form.get(name, [])), "")


ORGANIZATION_PAGES: list[Any] = [organization, edit_organization, save_organization, decide_onboarding]
