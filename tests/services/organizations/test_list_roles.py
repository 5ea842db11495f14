"""GET /roles."""

from __future__ import annotations

from pathlib import Path

from sandbox.contract.models.problems import SCOPES
from sandbox.services.organizations.rules import DESCRIPTIONS, OPERATOR_SCOPE, ROLES
from tests.services.api import Api

PAGE = Path(__file__).parents[3] / "docs" / "concepts" / "people.md"


async def test_shows_every_role_with_its_scopes(api: Api) -> None:
    shown = api.ok(await api.get("/roles"))
    assert {one["role"]: frozenset(one["scopes"]) for one in shown} == ROLES
    assert [one["role"] for one in shown] == [*DESCRIPTIONS]
    assert all(one["description"].endswith(".") for one in shown)


async def test_gives_pages_either_way(api: Api) -> None:
    first = await api.get("/roles", limit=5)
    following = first.headers["link"].split("?", 1)[1].split(">")[0]
    rest = await api.get(f"/roles?{following}")
    assert "link" not in rest.headers
    assert [one["role"] for one in [*api.ok(first), *api.ok(rest)]] == [*DESCRIPTIONS]
    assert api.ok(await api.get("/roles", limit=5, page=2)) == rest.body
    reply = await api.get(f"/roles?{following}&page=2")
    assert (reply.status, reply.code) == (400, "conflicting_pagination")


def test_the_page_about_people_shows_the_same() -> None:
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in PAGE.read_text().splitlines()]
    head = next(row for row in rows if row[:1] == ["scope"])
    shown = {row[0]: {role for role, mark in zip(head[1:], row[1:], strict=True) if mark} for row in rows
             if row and row[0] in SCOPES}  # fmt: skip
    assert head[1:] == [*DESCRIPTIONS]
    assert shown == {
        scope: {role for role, scopes in ROLES.items() if scope in scopes}
        for scope in SCOPES
        if scope != OPERATOR_SCOPE
    }
