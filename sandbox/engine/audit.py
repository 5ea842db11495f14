"""The audit log: one leaf per commit, in a Merkle tree that an outsider can check.

A leaf says who did what when, and holds the hash of every document and ledger transaction that
the commit wrote, as stored (sealed): it can be proved, also after a person was erased. Hashing and
proofs are RFC 9162, section 2.1; a checkpoint is the tree's size and root, signed with Ed25519.
See: `store/sqlite/log.py` for where nodes are kept, tests/engine/test_audit.py.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class VersionMark(msgspec.Struct, frozen=True, array_like=True):
    """One version that a commit wrote: `action` is CREATE, UPDATE or DELETE."""

    kind: str
    id: str
    version: int
    action: str
    hash: str


class LedgerMark(msgspec.Struct, frozen=True, array_like=True):
    """One ledger transaction that a commit wrote."""

    id: str
    hash: str


class EventMark(msgspec.Struct, frozen=True, array_like=True):
    """One event that a commit emitted."""

    id: str
    hash: str


class Leaf(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the audit log keeps of one commit."""

    commit: int
    at_us: int
    operation: str
    user_id: str
    versions: list[VersionMark] = []
    ledger: list[LedgerMark] = []
    events: list[EventMark] = []
    client_id: str | None = None
    session_id: str | None = None
    correlation_id: str | None = None
    ip_address_hash: str | None = None


encode_leaf = msgspec.json.Encoder().encode
decode_leaf = msgspec.json.Decoder(Leaf).decode


def leaf_hash(leaf: bytes) -> bytes:
    """RFC 9162: SHA-256 of 0x00 and the leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """RFC 9162: SHA-256 of 0x01 and both children."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The perfect subtrees at the right edge: all that is needed to append and to know the root."""

    __slots__ = ("_subtrees", "size")

    def __init__(self, size: int = 0, subtrees: list[bytes] | None = None) -> None:
        self.size = size
        self._subtrees = subtrees or []

    def append(self, digest: bytes) -> list[tuple[int, int, bytes]]:
        """Add a leaf; gives the perfect nodes that it completed as (level, index, hash)."""
        completed = []
        index, level = self.size, 0
        while index & 1:
            digest = node_hash(self._subtrees.pop(), digest)
            index >>= 1
            level += 1
            completed.append((level, index, digest))
        self._subtrees.append(digest)
        self.size += 1
        return completed

    def root(self) -> bytes:
        """The root of the tree as it stands; the hash of nothing for an empty one."""
        if not self._subtrees:
            return sha256(b"").digest()
        digest = self._subtrees[-1]
        for subtree in reversed(self._subtrees[:-1]):
            digest = node_hash(subtree, digest)
        return digest

    def to_bytes(self) -> bytes:
        """Size and subtrees, for the bank's file."""
        return self.size.to_bytes(8, "big") + b"".join(self._subtrees)

    @classmethod
    def from_bytes(cls, data: bytes) -> Frontier:
        """The inverse of `to_bytes`."""
        body = data[8:]
        return cls(int.from_bytes(data[:8], "big"), [body[i : i + 32] for i in range(0, len(body), 32)])


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


Node = Callable[[int, int], bytes]
"""Gives the root of the leaves [start, end)."""


def inclusion_path(index: int, size: int, node: Node) -> list[bytes]:
    """RFC 9162, 2.1.3.1: the path that proves leaf `index` in a tree of `size` leaves."""

    def path(position: int, start: int, end: int) -> list[bytes]:
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if position < middle:
            return [*path(position, start, middle), node(middle, end)]
        return [*path(position, middle, end), node(start, middle)]

    return path(index, 0, size)


def consistency_path(first: int, second: int, node: Node) -> list[bytes]:
    """RFC 9162, 2.1.4.1: the path that proves a tree of `first` leaves is a prefix of one of `second`."""

    def path(count: int, start: int, end: int, *, is_whole: bool) -> list[bytes]:
        if count == end - start:
            return [] if is_whole else [node(start, end)]
        middle = start + _split(end - start)
        if count <= middle - start:
            return [*path(count, start, middle, is_whole=is_whole), node(middle, end)]
        return [*path(count - (middle - start), middle, end, is_whole=False), node(start, middle)]

    return path(first, 0, second, is_whole=True) if 0 < first < second else []


def verify_inclusion(digest: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """RFC 9162, 2.1.3.2: what an outsider runs."""
    position, last = index, size - 1
    if index >= size:
        return False
    for sibling in path:
        if last == 0:
            return False
        if position & 1 or position == last:
            digest = node_hash(sibling, digest)
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            digest = node_hash(digest, sibling)
        position >>= 1
        last >>= 1
    return last == 0 and digest == root


def root_of(leaves: list[bytes]) -> bytes:
    """The root over leaf hashes, by definition: slow and obviously right."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


class Checkpoint(NamedTuple):
    """A signed statement of how large the log is and what it holds."""

    origin: str
    size: int
    root: bytes
    note: bytes
    signature: bytes
    public_key: bytes


def sign_checkpoint(key: Ed25519PrivateKey, origin: str, size: int, root: bytes) -> Checkpoint:
    """Sign origin, size and root, a line each."""
    note = f"{origin}\n{size}\n{root.hex()}\n".encode()
    return Checkpoint(origin, size, root, note, key.sign(note), key.public_key().public_bytes_raw())
