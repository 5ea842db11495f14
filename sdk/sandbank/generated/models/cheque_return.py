# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.cheque_return_reason import ChequeReturnReason, check_cheque_return_reason
from ..types import UNSET, Unset

T = TypeVar("T", bound="ChequeReturn")


@_attrs_define
class ChequeReturn:
    """Why a cheque comes back.

    Attributes:
        return_reason (ChequeReturnReason | Unset): Why a drawee does not pay; more values may come.
    """

    return_reason: ChequeReturnReason | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        return_reason: str | Unset = UNSET
        if not isinstance(self.return_reason, Unset):
            return_reason = self.return_reason

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if return_reason is not UNSET:
            field_dict["return_reason"] = return_reason

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        _return_reason = d.pop("return_reason", UNSET)
        return_reason: ChequeReturnReason | Unset
        if isinstance(_return_reason, Unset):
            return_reason = UNSET
        else:
            return_reason = check_cheque_return_reason(_return_reason)

        cheque_return = cls(
            return_reason=return_reason,
        )

        return cheque_return
