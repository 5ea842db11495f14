"""The Merkle log: RFC 9162's roots and proofs, against their definitions."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.audit import (
    Frontier,
    consistency_path,
    inclusion_path,
    leaf_hash,
    node_hash,
    root_of,
    verify_inclusion,
)

sizes = st.integers(1, 200)


def leaves(size: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(size)]


@given(sizes)
def test_appending_one_by_one_gives_the_root_by_definition(size: int) -> None:
    frontier = Frontier()
    for leaf in leaves(size):
        frontier.append(leaf)
    assert frontier.root() == root_of(leaves(size))
    assert Frontier.from_bytes(frontier.to_bytes()).root() == frontier.root()


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Frontier().root() == sha256(b"").digest()


@given(sizes, st.data())
def test_an_inclusion_path_proves_its_leaf_and_no_other(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    all_leaves = leaves(size)
    path = inclusion_path(index, size, lambda start, end: root_of(all_leaves[start:end]))
    root = root_of(all_leaves)
    assert verify_inclusion(all_leaves[index], index, size, path, root)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, path, root)
    if size > 1:
        assert not verify_inclusion(all_leaves[index], index, size, [*path[:-1], b"\0" * 32], root)


@given(sizes, st.data())
def test_completed_nodes_are_the_roots_of_their_ranges(size: int, data: st.DataObject) -> None:
    frontier, all_leaves = Frontier(), leaves(size)
    for leaf in all_leaves:
        for level, position, digest in frontier.append(leaf):
            width = 1 << level
            assert digest == root_of(all_leaves[position * width : (position + 1) * width])


def test_a_consistency_path_joins_two_sizes() -> None:
    # RFC 9162, 2.1.5: the example tree of seven leaves.
    d = leaves(7)
    path = consistency_path(3, 7, lambda start, end: root_of(d[start:end]))
    assert path == [d[2], d[3], node_hash(d[0], d[1]), root_of(d[4:7])]
    assert consistency_path(4, 7, lambda start, end: root_of(d[start:end])) == [root_of(d[4:7])]
    assert consistency_path(6, 7, lambda start, end: root_of(d[start:end])) == [
        node_hash(d[4], d[5]),
        d[6],
        root_of(d[0:4]),
    ]
