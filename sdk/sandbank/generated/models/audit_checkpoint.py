# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="AuditCheckpoint")


@_attrs_define
class AuditCheckpoint:
    """A signed statement of the log's size and root (Ed25519 over `note`).

    Attributes:
        origin (str): Name of the log.
        tree_size (int): Leaves.
        root_hash (str): Root, hex.
        note (str): The signed text.
        signature (str): Base64.
        public_key (str): Base64 of the raw key.
    """

    origin: str
    tree_size: int
    root_hash: str
    note: str
    signature: str
    public_key: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        origin = self.origin

        tree_size = self.tree_size

        root_hash = self.root_hash

        note = self.note

        signature = self.signature

        public_key = self.public_key

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "origin": origin,
                "tree_size": tree_size,
                "root_hash": root_hash,
                "note": note,
                "signature": signature,
                "public_key": public_key,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        origin = d.pop("origin")

        tree_size = d.pop("tree_size")

        root_hash = d.pop("root_hash")

        note = d.pop("note")

        signature = d.pop("signature")

        public_key = d.pop("public_key")

        audit_checkpoint = cls(
            origin=origin,
            tree_size=tree_size,
            root_hash=root_hash,
            note=note,
            signature=signature,
            public_key=public_key,
        )

        audit_checkpoint.additional_properties = d
        return audit_checkpoint

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
