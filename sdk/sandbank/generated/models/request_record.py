# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.request_record_request_body_type_0 import RequestRecordRequestBodyType0
    from ..models.request_record_response_body_type_0 import (
        RequestRecordResponseBodyType0,
    )


T = TypeVar("T", bound="RequestRecord")


@_attrs_define
class RequestRecord:
    """One call of the API, as it was answered. Times are the real world's; personal data is masked.

    Attributes:
        request_id (str): Id of a request: opaque, sortable by time of arrival.
        operation_id (None | str): Null for a path that does not exist.
        method (str): HTTP method.
        path (str): Path under /v1.
        query (None | str): Query string.
        status_code (int): HTTP status of the answer.
        code (None | str): Problem code of a refusal.
        api_key_id (None | str): The key, or the team member.
        idempotency_key (None | str): As it was sent.
        is_replayed (bool): Whether this was the answer of an earlier request.
        correlation_id (str): Trace id of `traceparent` or the request's own id.
        duration_us (int): From the first byte read to the answer, in microseconds.
        request_body (None | RequestRecordRequestBodyType0): Masked body, up to 4 KiB, of calls that can change
            something.
        response_body (None | RequestRecordResponseBodyType0): Masked answer, up to 4 KiB, of calls that can change
            something.
        ip_address_hash (None | str): Keyed hash of the caller's address.
        user_agent (None | str): As it was sent.
        fault_id (None | str): The fault that this call met.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
    """

    request_id: str
    operation_id: None | str
    method: str
    path: str
    query: None | str
    status_code: int
    code: None | str
    api_key_id: None | str
    idempotency_key: None | str
    is_replayed: bool
    correlation_id: str
    duration_us: int
    request_body: None | RequestRecordRequestBodyType0
    response_body: None | RequestRecordResponseBodyType0
    ip_address_hash: None | str
    user_agent: None | str
    fault_id: None | str
    created_at: datetime.datetime
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.request_record_request_body_type_0 import (
            RequestRecordRequestBodyType0,  # noqa: PLC0415
        )
        from ..models.request_record_response_body_type_0 import (
            RequestRecordResponseBodyType0,  # noqa: PLC0415
        )

        request_id = self.request_id

        operation_id: None | str
        operation_id = self.operation_id

        method = self.method

        path = self.path

        query: None | str
        query = self.query

        status_code = self.status_code

        code: None | str
        code = self.code

        api_key_id: None | str
        api_key_id = self.api_key_id

        idempotency_key: None | str
        idempotency_key = self.idempotency_key

        is_replayed = self.is_replayed

        correlation_id = self.correlation_id

        duration_us = self.duration_us

        request_body: dict[str, Any] | None
        if isinstance(self.request_body, RequestRecordRequestBodyType0):
            request_body = self.request_body.to_dict()
        else:
            request_body = self.request_body

        response_body: dict[str, Any] | None
        if isinstance(self.response_body, RequestRecordResponseBodyType0):
            response_body = self.response_body.to_dict()
        else:
            response_body = self.response_body

        ip_address_hash: None | str
        ip_address_hash = self.ip_address_hash

        user_agent: None | str
        user_agent = self.user_agent

        fault_id: None | str
        fault_id = self.fault_id

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "request_id": request_id,
                "operation_id": operation_id,
                "method": method,
                "path": path,
                "query": query,
                "status_code": status_code,
                "code": code,
                "api_key_id": api_key_id,
                "idempotency_key": idempotency_key,
                "is_replayed": is_replayed,
                "correlation_id": correlation_id,
                "duration_us": duration_us,
                "request_body": request_body,
                "response_body": response_body,
                "ip_address_hash": ip_address_hash,
                "user_agent": user_agent,
                "fault_id": fault_id,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.request_record_request_body_type_0 import (
            RequestRecordRequestBodyType0,  # noqa: PLC0415
        )
        from ..models.request_record_response_body_type_0 import (
            RequestRecordResponseBodyType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        request_id = d.pop("request_id")

        def _parse_operation_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        operation_id = _parse_operation_id(d.pop("operation_id"))

        method = d.pop("method")

        path = d.pop("path")

        def _parse_query(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        query = _parse_query(d.pop("query"))

        status_code = d.pop("status_code")

        def _parse_code(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        code = _parse_code(d.pop("code"))

        def _parse_api_key_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        api_key_id = _parse_api_key_id(d.pop("api_key_id"))

        def _parse_idempotency_key(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        idempotency_key = _parse_idempotency_key(d.pop("idempotency_key"))

        is_replayed = d.pop("is_replayed")

        correlation_id = d.pop("correlation_id")

        duration_us = d.pop("duration_us")

        def _parse_request_body(data: object) -> None | RequestRecordRequestBodyType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                request_body_type_0 = RequestRecordRequestBodyType0.from_dict(data)

                return request_body_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestRecordRequestBodyType0, data)

        request_body = _parse_request_body(d.pop("request_body"))

        def _parse_response_body(data: object) -> None | RequestRecordResponseBodyType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_body_type_0 = RequestRecordResponseBodyType0.from_dict(data)

                return response_body_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | RequestRecordResponseBodyType0, data)

        response_body = _parse_response_body(d.pop("response_body"))

        def _parse_ip_address_hash(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        ip_address_hash = _parse_ip_address_hash(d.pop("ip_address_hash"))

        def _parse_user_agent(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        user_agent = _parse_user_agent(d.pop("user_agent"))

        def _parse_fault_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        fault_id = _parse_fault_id(d.pop("fault_id"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        request_record = cls(
            request_id=request_id,
            operation_id=operation_id,
            method=method,
            path=path,
            query=query,
            status_code=status_code,
            code=code,
            api_key_id=api_key_id,
            idempotency_key=idempotency_key,
            is_replayed=is_replayed,
            correlation_id=correlation_id,
            duration_us=duration_us,
            request_body=request_body,
            response_body=response_body,
            ip_address_hash=ip_address_hash,
            user_agent=user_agent,
            fault_id=fault_id,
            created_at=created_at,
        )

        request_record.additional_properties = d
        return request_record

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
