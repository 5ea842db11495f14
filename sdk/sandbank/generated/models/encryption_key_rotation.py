# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="EncryptionKeyRotation")


@_attrs_define
class EncryptionKeyRotation:
    """One change of the master key.

    Attributes:
        encryption_key_rotation_id (str): Id of a rotation of the master key: opaque, sortable by time.
        fingerprint (str): What tells the new master key from others, and nothing else of it.
        former_fingerprint (str): The same of the master key before.
        rewrapped_keys (int): How many keys were wrapped anew.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    encryption_key_rotation_id: str
    fingerprint: str
    former_fingerprint: str
    rewrapped_keys: int
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        encryption_key_rotation_id = self.encryption_key_rotation_id

        fingerprint = self.fingerprint

        former_fingerprint = self.former_fingerprint

        rewrapped_keys = self.rewrapped_keys

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "encryption_key_rotation_id": encryption_key_rotation_id,
                "fingerprint": fingerprint,
                "former_fingerprint": former_fingerprint,
                "rewrapped_keys": rewrapped_keys,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        encryption_key_rotation_id = d.pop("encryption_key_rotation_id")

        fingerprint = d.pop("fingerprint")

        former_fingerprint = d.pop("former_fingerprint")

        rewrapped_keys = d.pop("rewrapped_keys")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        encryption_key_rotation = cls(
            encryption_key_rotation_id=encryption_key_rotation_id,
            fingerprint=fingerprint,
            former_fingerprint=former_fingerprint,
            rewrapped_keys=rewrapped_keys,
            created_at=created_at,
        )

        encryption_key_rotation.additional_properties = d
        return encryption_key_rotation

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
