# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.audit_action import AuditAction, check_audit_action
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.audit_record_new_values_type_0 import AuditRecordNewValuesType0
    from ..models.audit_record_old_values_type_0 import AuditRecordOldValuesType0


T = TypeVar("T", bound="AuditRecord")


@_attrs_define
class AuditRecord:
    """One change: who, when, through what, before and after. Personal values are named, not shown.

    Attributes:
        audit_id (str): Id of an audit record: opaque, sortable by time of creation.
        entity_type (str): Kind of the resource.
        entity_id (str): Id of the resource.
        action_type (AuditAction): What was done; more values may come.
        operation (str): The operation or step that did it.
        old_values (AuditRecordOldValuesType0 | None): Before; null for a creation.
        new_values (AuditRecordNewValuesType0 | None): After; null for a deletion.
        user_id (str): The actor.
        client_id (None | str):
        session_id (None | str):
        correlation_id (None | str):
        ip_address_hash (None | str): Keyed hash of the client's address.
        risk_flags (list[str]): Signals that were raised.
        leaf_hash (str): Hash of the audit leaf, hex.
        timestamp (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    audit_id: str
    entity_type: str
    entity_id: str
    action_type: AuditAction
    operation: str
    old_values: AuditRecordOldValuesType0 | None
    new_values: AuditRecordNewValuesType0 | None
    user_id: str
    client_id: None | str
    session_id: None | str
    correlation_id: None | str
    ip_address_hash: None | str
    risk_flags: list[str]
    leaf_hash: str
    timestamp: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.audit_record_new_values_type_0 import AuditRecordNewValuesType0  # noqa: PLC0415
        from ..models.audit_record_old_values_type_0 import AuditRecordOldValuesType0  # noqa: PLC0415

        audit_id = self.audit_id

        entity_type = self.entity_type

        entity_id = self.entity_id

        action_type: str = self.action_type

        operation = self.operation

        old_values: dict[str, Any] | None
        if isinstance(self.old_values, AuditRecordOldValuesType0):
            old_values = self.old_values.to_dict()
        else:
            old_values = self.old_values

        new_values: dict[str, Any] | None
        if isinstance(self.new_values, AuditRecordNewValuesType0):
            new_values = self.new_values.to_dict()
        else:
            new_values = self.new_values

        user_id = self.user_id

        client_id: None | str
        client_id = self.client_id

        session_id: None | str
        session_id = self.session_id

        correlation_id: None | str
        correlation_id = self.correlation_id

        ip_address_hash: None | str
        ip_address_hash = self.ip_address_hash

        risk_flags = self.risk_flags

        leaf_hash = self.leaf_hash

        timestamp = self.timestamp.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "audit_id": audit_id,
                "entity_type": entity_type,
                "entity_id": entity_id,
                "action_type": action_type,
                "operation": operation,
                "old_values": old_values,
                "new_values": new_values,
                "user_id": user_id,
                "client_id": client_id,
                "session_id": session_id,
                "correlation_id": correlation_id,
                "ip_address_hash": ip_address_hash,
                "risk_flags": risk_flags,
                "leaf_hash": leaf_hash,
                "timestamp": timestamp,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.audit_record_new_values_type_0 import AuditRecordNewValuesType0  # noqa: PLC0415
        from ..models.audit_record_old_values_type_0 import AuditRecordOldValuesType0  # noqa: PLC0415

        d = dict(src_dict)
        audit_id = d.pop("audit_id")

        entity_type = d.pop("entity_type")

        entity_id = d.pop("entity_id")

        action_type = check_audit_action(d.pop("action_type"))

        operation = d.pop("operation")

        def _parse_old_values(data: object) -> AuditRecordOldValuesType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                old_values_type_0 = AuditRecordOldValuesType0.from_dict(data)

                return old_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuditRecordOldValuesType0 | None, data)

        old_values = _parse_old_values(d.pop("old_values"))

        def _parse_new_values(data: object) -> AuditRecordNewValuesType0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                new_values_type_0 = AuditRecordNewValuesType0.from_dict(data)

                return new_values_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AuditRecordNewValuesType0 | None, data)

        new_values = _parse_new_values(d.pop("new_values"))

        user_id = d.pop("user_id")

        def _parse_client_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        client_id = _parse_client_id(d.pop("client_id"))

        def _parse_session_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        session_id = _parse_session_id(d.pop("session_id"))

        def _parse_correlation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        correlation_id = _parse_correlation_id(d.pop("correlation_id"))

        def _parse_ip_address_hash(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip_address_hash = _parse_ip_address_hash(d.pop("ip_address_hash"))

        risk_flags = cast(list[str], d.pop("risk_flags"))

        leaf_hash = d.pop("leaf_hash")

        timestamp = datetime.datetime.fromisoformat(d.pop("timestamp"))

        audit_record = cls(
            audit_id=audit_id,
            entity_type=entity_type,
            entity_id=entity_id,
            action_type=action_type,
            operation=operation,
            old_values=old_values,
            new_values=new_values,
            user_id=user_id,
            client_id=client_id,
            session_id=session_id,
            correlation_id=correlation_id,
            ip_address_hash=ip_address_hash,
            risk_flags=risk_flags,
            leaf_hash=leaf_hash,
            timestamp=timestamp,
        )

        audit_record.additional_properties = d
        return audit_record

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
