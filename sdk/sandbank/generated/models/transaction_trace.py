# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trace_node import TraceNode


T = TypeVar("T", bound="TransactionTrace")


@_attrs_define
class TransactionTrace:
    """A movement explained, causes before what they caused.

    Attributes:
        transaction_id (str): Id of a transaction: opaque, sortable by time of creation.
        nodes (list[TraceNode]): Everything that belongs to it.
    """

    transaction_id: str
    nodes: list[TraceNode]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.trace_node import TraceNode  # noqa: PLC0415

        transaction_id = self.transaction_id

        nodes = []
        for nodes_item_data in self.nodes:
            nodes_item = nodes_item_data.to_dict()
            nodes.append(nodes_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "transaction_id": transaction_id,
                "nodes": nodes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trace_node import TraceNode  # noqa: PLC0415

        d = dict(src_dict)
        transaction_id = d.pop("transaction_id")

        nodes = []
        _nodes = d.pop("nodes")
        for nodes_item_data in _nodes:
            nodes_item = TraceNode.from_dict(nodes_item_data)

            nodes.append(nodes_item)

        transaction_trace = cls(
            transaction_id=transaction_id,
            nodes=nodes,
        )

        transaction_trace.additional_properties = d
        return transaction_trace

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
