"""Whether an audit record is in the log as it was: the check that an outsider runs (RFC 9162, section 2.1.3.2).

Nothing of the server's word is taken: the leaf is hashed, the root is computed along the path, and the signature over
the checkpoint is checked with its public key. Pure functions. See: audit_pages.py, templates/audit_record.html.
"""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import sha256
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Row = dict[str, Any]


class Step(NamedTuple):
    """One hash of the path: on which side it stands, and what both give together, in hex."""

    side: str
    sibling: str
    result: str


class Checked(NamedTuple):
    """What the check found, part by part."""

    is_leaf: bool
    is_named: bool
    is_in_tree: bool
    is_in_checkpoint: bool
    is_signed: bool
    leaf_hash: str
    root_hash: str
    steps: list[Step]
    leaf: Row

    @property
    def is_proved(self) -> bool:
        """Whether every part holds."""
        return self.is_leaf and self.is_named and self.is_in_tree and self.is_in_checkpoint and self.is_signed


def checked(record: Row, proof: Row) -> Checked:
    """Check a proof (`AuditProof`) against the record that it is of (`AuditRecord`)."""
    leaf = _decoded(proof["leaf"])
    digest = sha256(b"\x00" + leaf).digest()
    steps, root = climbed(digest, proof["leaf_index"], proof["tree_size"], proof["inclusion_path"])
    content = _content(leaf)
    checkpoint = proof["checkpoint"]
    stated = [checkpoint["origin"], str(proof["tree_size"]), proof["root_hash"]]
    return Checked(
        is_leaf=digest.hex() == proof["leaf_hash"] == record["leaf_hash"],
        is_named=any(
            mark[0] == record["entity_type"] and mark[1] == record["entity_id"] and mark[3] == record["action_type"]
            for mark in content.get("versions", ())
        ),
        is_in_tree=root is not None and root.hex() == proof["root_hash"],
        is_in_checkpoint=str(checkpoint["note"]).splitlines() == stated,
        is_signed=_is_signed(checkpoint),
        leaf_hash=digest.hex(),
        root_hash="" if root is None else root.hex(),
        steps=steps,
        leaf=content,
    )


def climbed(digest: bytes, index: int, size: int, path: list[str]) -> tuple[list[Step], bytes | None]:
    """From a leaf to the root along a path; no root where the path does not fit the place of the leaf."""
    steps: list[Step] = []
    position, last = index, size - 1
    if not 0 <= index < size:
        return steps, None
    for text in path:
        if last == 0:
            return steps, None
        sibling = _unhexed(text)
        if position & 1 or position == last:
            digest = sha256(b"\x01" + sibling + digest).digest()
            steps.append(Step("left", text, digest.hex()))
            while not position & 1 and position:
                position >>= 1
                last >>= 1
        else:
            digest = sha256(b"\x01" + digest + sibling).digest()
            steps.append(Step("right", text, digest.hex()))
        position >>= 1
        last >>= 1
    return steps, digest if last == 0 else None


def _is_signed(checkpoint: Row) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(_decoded(checkpoint["public_key"]))
        key.verify(_decoded(checkpoint["signature"]), str(checkpoint["note"]).encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _content(leaf: bytes) -> Row:
    """What a leaf says: commit, operation, and a mark for all that was written."""
    try:
        found = json.loads(leaf)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _unhexed(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
