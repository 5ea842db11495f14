# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.trace_node_type import TraceNodeType, check_trace_node_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trace_node_detail import TraceNodeDetail


T = TypeVar("T", bound="TraceNode")


@_attrs_define
class TraceNode:
    """One thing that happened, and what caused it.

    Attributes:
        node_id (str): Id of what it is: an audit record, an event, a ledger transaction, an attempt.
        parent_id (None | str): The node that caused it; null for the first.
        node_type (TraceNodeType): What kind of thing a node is; more values may come.
        title (str): What happened, in a word or a sentence.
        at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said otherwise.
        detail (TraceNodeDetail): What there is to know of it.
    """

    node_id: str
    parent_id: None | str
    node_type: TraceNodeType
    title: str
    at: datetime.datetime
    detail: TraceNodeDetail
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.trace_node_detail import TraceNodeDetail  # noqa: PLC0415

        node_id = self.node_id

        parent_id: None | str
        parent_id = self.parent_id

        node_type: str = self.node_type

        title = self.title

        at = self.at.isoformat()

        detail = self.detail.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "node_id": node_id,
                "parent_id": parent_id,
                "node_type": node_type,
                "title": title,
                "at": at,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trace_node_detail import TraceNodeDetail  # noqa: PLC0415

        d = dict(src_dict)
        node_id = d.pop("node_id")

        def _parse_parent_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        parent_id = _parse_parent_id(d.pop("parent_id"))

        node_type = check_trace_node_type(d.pop("node_type"))

        title = d.pop("title")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        detail = TraceNodeDetail.from_dict(d.pop("detail"))

        trace_node = cls(
            node_id=node_id,
            parent_id=parent_id,
            node_type=node_type,
            title=title,
            at=at,
            detail=detail,
        )

        trace_node.additional_properties = d
        return trace_node

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
