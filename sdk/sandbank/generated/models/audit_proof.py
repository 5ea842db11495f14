# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audit_checkpoint import AuditCheckpoint


T = TypeVar("T", bound="AuditProof")


@_attrs_define
class AuditProof:
    """That a record is in the log: its leaf, and the path to a signed root (RFC 9162).

    Attributes:
        audit_id (str): Id of an audit record: opaque, sortable by time of creation.
        leaf (str): The leaf's bytes, base64.
        leaf_hash (str): SHA-256 of 0x00 and the leaf, hex.
        leaf_index (int): Position.
        tree_size (int): Leaves.
        root_hash (str): Root, hex.
        inclusion_path (list[str]): Hashes from leaf to root, hex.
        checkpoint (AuditCheckpoint): A signed statement of the log's size and root (Ed25519 over `note`).
    """

    audit_id: str
    leaf: str
    leaf_hash: str
    leaf_index: int
    tree_size: int
    root_hash: str
    inclusion_path: list[str]
    checkpoint: AuditCheckpoint
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audit_checkpoint import AuditCheckpoint  # noqa: PLC0415

        audit_id = self.audit_id

        leaf = self.leaf

        leaf_hash = self.leaf_hash

        leaf_index = self.leaf_index

        tree_size = self.tree_size

        root_hash = self.root_hash

        inclusion_path = self.inclusion_path

        checkpoint = self.checkpoint.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "audit_id": audit_id,
                "leaf": leaf,
                "leaf_hash": leaf_hash,
                "leaf_index": leaf_index,
                "tree_size": tree_size,
                "root_hash": root_hash,
                "inclusion_path": inclusion_path,
                "checkpoint": checkpoint,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_checkpoint import AuditCheckpoint  # noqa: PLC0415

        d = dict(src_dict)
        audit_id = d.pop("audit_id")

        leaf = d.pop("leaf")

        leaf_hash = d.pop("leaf_hash")

        leaf_index = d.pop("leaf_index")

        tree_size = d.pop("tree_size")

        root_hash = d.pop("root_hash")

        inclusion_path = cast(list[str], d.pop("inclusion_path"))

        checkpoint = AuditCheckpoint.from_dict(d.pop("checkpoint"))

        audit_proof = cls(
            audit_id=audit_id,
            leaf=leaf,
            leaf_hash=leaf_hash,
            leaf_index=leaf_index,
            tree_size=tree_size,
            root_hash=root_hash,
            inclusion_path=inclusion_path,
            checkpoint=checkpoint,
        )

        audit_proof.additional_properties = d
        return audit_proof

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
