"""The rules of organizations, as properties."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from sandbox.contract.models.organizations import TeamRole
from sandbox.contract.models.problems import SCOPES
from sandbox.services.organizations.rules import OPERATOR_SCOPE, ROLES, may_give

SOME_SCOPES = st.frozensets(st.sampled_from(sorted(SCOPES)))
A_ROLE = st.sampled_from(sorted(ROLES))


def test_every_role_of_the_contract_is_a_set_of_its_scopes() -> None:
    assert set(ROLES) == {*get_args(TeamRole)}
    assert all(scopes and scopes <= set(SCOPES) for scopes in ROLES.values())


def test_no_role_operates_the_platform() -> None:
    assert not any(OPERATOR_SCOPE in scopes for scopes in ROLES.values())


def test_every_role_finds_the_banks_that_a_session_has_to_name() -> None:
    assert all("banks:read" in scopes for scopes in ROLES.values())


def test_who_only_looks_changes_nothing() -> None:
    for role in ("VIEWER", "AUDITOR", "SUPPORT"):
        assert all(scope.endswith(":read") for scope in ROLES[role])
    assert "audit:read" in ROLES["AUDITOR"]


def test_a_developer_decides_nothing_that_takes_a_second_person() -> None:
    assert not {"transactions:approve", "kyc:review", "organizations:write"} & ROLES["DEVELOPER"]


@given(A_ROLE, SOME_SCOPES)
def test_a_role_is_given_only_by_who_has_all_of_it(role: str, held: frozenset[str]) -> None:
    assert may_give(role, held) == all(scope in held for scope in ROLES[role])
    assert may_give(role, held | ROLES[role])
    for scope in ROLES[role]:
        assert not may_give(role, (held | ROLES[role]) - {scope})


@given(A_ROLE, A_ROLE, A_ROLE)
def test_whom_one_may_appoint_appoints_nobody_whom_one_may_not(first: str, second: str, third: str) -> None:
    if may_give(second, ROLES[first]) and may_give(third, ROLES[second]):
        assert may_give(third, ROLES[first])


@given(A_ROLE)
def test_an_owner_gives_every_role(role: str) -> None:
    assert may_give(role, ROLES["OWNER"])
