"""Banks as branches: fork, snapshot, restore, reset, delete, export, import, and which of them one looks at.

See: entering.py for the switcher, templates/banks.html.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, BinaryIO, NamedTuple, cast

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Stream
from sandbank.errors import APIStatusError

from sandbank_portal.sessions import bank_chosen
from sandbank_portal.visits import Visit

_MOST = 100
_MOST_IMPORTED = 256 << 20


class Branch(NamedTuple):
    """A bank in the tree: how deep it stands, and whether lines pass it by on each level."""

    bank: dict[str, Any]
    depth: int
    rails: list[bool]
    is_last: bool


def branches(banks: list[dict[str, Any]]) -> list[Branch]:
    """Banks under the banks that they were forked from, oldest first; a bank whose origin is gone stands at the top."""
    known = {one["bank_id"] for one in banks}
    children: dict[str | None, list[dict[str, Any]]] = {}
    for one in sorted(banks, key=lambda bank: (bank["created_at"], bank["bank_id"])):
        origin = one.get("forked_from")
        children.setdefault(origin if origin in known else None, []).append(one)
    found: list[Branch] = []

    def walk(origin: str | None, depth: int, rails: list[bool]) -> None:
        here = children.get(origin, [])
        for number, one in enumerate(here):
            is_last = number == len(here) - 1
            found.append(Branch(one, depth, rails, is_last))
            walk(one["bank_id"], depth + 1, [*rails, not is_last] if depth else [])

    walk(None, 0, [])
    return found


@get("/banks")
async def banks(visit: NamedDependency[Visit]) -> Response[Any]:
    """The banks of the organization."""
    answer = await visit.call("listBanks", query={"limit": _MOST})
    fork = visit.contract.operations["forkBank"]
    here = visit.bank_id or "…"
    return visit.page(
        "banks.html",
        "banks",
        branches=branches(answer.rows),
        has_more=answer.next_cursor is not None,
        samples=visit.samples(fork, {"bankId": here}, None, {"name": "Feature branch"}),
    )


@get("/banks/{bank_id:str}")
async def bank(visit: NamedDependency[Visit], bank_id: FromPath[str]) -> Response[Any]:
    """One bank: what it is, its snapshots, its forks, and what can be done with it."""
    found = (await visit.call("getBank", bank_id)).value
    snapshots, forks = await visit.reads(
        ("listSnapshots", (bank_id,), {"limit": _MOST}), ("listBanks", (), {"forked_from": bank_id, "limit": _MOST})
    )
    fork = visit.contract.operations["forkBank"]
    return visit.page(
        "bank.html",
        "banks",
        bank=found,
        snapshots=snapshots or [],
        forks=forks or [],
        is_here=bank_id == visit.bank_id,
        samples=visit.samples(fork, {"bankId": bank_id}, None, {"name": "Feature branch"}),
    )


@post("/banks/{bank_id:str}/fork", status_code=200)
async def fork_bank(visit: NamedDependency[Visit], bank_id: FromPath[str]) -> Response[Any]:
    """Fork it; a person looks at the fork at once, an API key is shown the fork's own."""
    form = await visit.form()
    name = next(iter(form.get("name", [])), "").strip()
    snapshot_id = next(iter(form.get("snapshot_id", [])), "")
    body = {key: value for key, value in (("name", name), ("snapshot_id", snapshot_id)) if value}
    try:
        made = (await visit.call("forkBank", bank_id, body=body)).value
    except APIStatusError as error:
        return visit.to(f"/portal/banks/{bank_id}", error.detail, kind="failed")
    cookies = [bank_chosen(visit.request, made["bank_id"])] if visit.is_person else []
    operation = visit.contract.operations["forkBank"]
    shown = visit.page(
        "done.html",
        "banks",
        title=f"{made['name']} is forked",
        operation=operation,
        secrets=[("api_key", made["api_key"])],
        url=f"/portal/banks/{made['bank_id']}" if visit.is_person else "/portal/banks",
    )
    shown.cookies.extend(cookies)
    return shown


@get("/banks/{bank_id:str}/export")
async def export_bank(visit: NamedDependency[Visit], bank_id: FromPath[str]) -> Stream:
    """The whole bank as one file, written as it is read."""
    found = (await visit.call("getBank", bank_id)).value
    later = visit.again()

    async def parts() -> AsyncIterator[bytes]:
        try:
            async for chunk in later.client.banks.export_bank(bank_id):
                yield chunk
        finally:
            await later.close()

    name = (
        "".join(one if one.isascii() and one.isalnum() else "-" for one in found["name"].lower()).strip("-") or "bank"
    )
    headers = {"content-disposition": f'attachment; filename="{name}.sandbank"'}
    return Stream(parts(), media_type="application/octet-stream", headers=headers)


@post("/banks/import", status_code=200, request_max_body_size=_MOST_IMPORTED)
async def import_bank(visit: NamedDependency[Visit]) -> Response[Any]:
    """A bank made from an export; larger ones than this takes are for the SDK and `sandbank banks import`."""
    found = await visit.request.form()
    await visit.form()
    file = found.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return visit.to("/portal/banks", "Choose a file that was exported.", kind="failed")
    try:
        made = await visit.client.banks.import_bank(
            cast(BinaryIO, file.file), name=str(found.get("name") or "") or None
        )
    except APIStatusError as error:
        return visit.to("/portal/banks", error.detail, kind="failed")
    cookies = [bank_chosen(visit.request, made.bank_id)] if visit.is_person else []
    operation = visit.contract.operations["importBank"]
    shown = visit.page(
        "done.html", "banks", operation=operation, secrets=[("api_key", made.api_key)], url="/portal/banks"
    )
    shown.cookies.extend(cookies)
    return shown


BANK_PAGES: list[Any] = [banks, bank, fork_bank, export_bank, import_bank]
