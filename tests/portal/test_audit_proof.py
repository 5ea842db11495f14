"""The proof of an audit record is checked here and not believed: whatever is changed in it, it fails."""

from __future__ import annotations

import base64
import copy
from typing import Any

import pytest
from sandbank_portal.audit_proof import checked, climbed

from sandbox.engine.audit import inclusion_path, leaf_hash, root_of
from tests.services.api import Api
from tests.services.builders import make_customer
from tests.services.conftest import api

__all__ = ["api"]


async def _proved(api: Api) -> tuple[dict[str, Any], dict[str, Any]]:
    await make_customer(api)
    await make_customer(api)
    records = api.ok(await api.get("/audit_records", entity_type="Customer", order="asc"))
    record = records[0]
    return record, api.ok(await api.get(f"/audit_records/{record['audit_id']}/proof"))


async def test_the_proof_of_a_record_holds(api: Api) -> None:
    record, proof = await _proved(api)
    found = checked(record, proof)
    assert found.is_proved
    assert found.root_hash == proof["root_hash"]
    assert [step.sibling for step in found.steps] == proof["inclusion_path"]
    assert found.leaf["operation"] == record["operation"]


async def test_whatever_is_changed_the_proof_fails(api: Api) -> None:
    record, proof = await _proved(api)
    leaf = base64.b64decode(proof["leaf"])
    other_leaf = base64.b64encode(leaf.replace(record["operation"].encode(), b"somethingElse")).decode()
    changes: list[tuple[str, Any]] = [
        ("leaf", other_leaf),
        ("leaf", "not base64!"),
        ("leaf_index", proof["leaf_index"] + 1),
        ("tree_size", proof["tree_size"] + 1),
        ("root_hash", "00" * 32),
        ("inclusion_path", proof["inclusion_path"][:-1]),
        ("inclusion_path", ["zz", *proof["inclusion_path"][1:]]),
        ("checkpoint", {**proof["checkpoint"], "note": proof["checkpoint"]["note"].replace("1", "2")}),
        ("checkpoint", {**proof["checkpoint"], "signature": base64.b64encode(b"\0" * 64).decode()}),
        ("checkpoint", {**proof["checkpoint"], "public_key": "AAAA"}),
    ]
    for name, value in changes:
        assert not checked(record, {**copy.deepcopy(proof), name: value}).is_proved, name
    assert not checked({**record, "entity_id": "cust_another"}, proof).is_named
    assert not checked({**record, "leaf_hash": "00" * 32}, proof).is_leaf


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 13])
def test_the_climb_reaches_the_root_from_every_leaf_of_a_tree(size: int) -> None:
    leaves = [leaf_hash(str(number).encode()) for number in range(size)]
    for index in range(size):
        path = inclusion_path(index, size, lambda start, end: root_of(leaves[start:end]))
        steps, root = climbed(leaves[index], index, size, [one.hex() for one in path])
        assert root == root_of(leaves)
        assert len(steps) == len(path)


def test_a_place_outside_the_tree_and_a_path_too_long_give_no_root() -> None:
    assert climbed(b"x", 3, 3, []) == ([], None)
    assert climbed(b"x", 0, 1, ["00"])[1] is None
