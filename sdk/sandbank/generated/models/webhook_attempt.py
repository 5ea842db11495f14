# Generated from openapi.yaml by openapi-python-client. Do not edit.
from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Generator, TextIO, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.webhook_attempt_status import (
    WebhookAttemptStatus,
    check_webhook_attempt_status,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.webhook_attempt_request_headers_type_0 import (
        WebhookAttemptRequestHeadersType0,
    )


T = TypeVar("T", bound="WebhookAttempt")


@_attrs_define
class WebhookAttempt:
    """One attempt to deliver one event to one endpoint. Times are the real world's.

    Attributes:
        webhook_attempt_id (str): Id of a webhook attempt: opaque, sortable by time of creation.
        webhook_endpoint_id (str): Id of a webhook endpoint: opaque, sortable by time of creation.
        event_id (str): Id of an event: opaque, sortable by time of creation.
        event_type (str): Type of the event.
        attempt_number (int): From 1.
        status (WebhookAttemptStatus): PENDING waits for its time; more values may come.
        url (str): Where it was sent.
        request_headers (None | WebhookAttemptRequestHeadersType0): What was sent with it, signatures included; null
            before it was sent.
        request_body (None | str): What was sent.
        response_status (int | None): HTTP status of the answer.
        response_body (None | str): The first 4 KiB of the answer.
        error (None | str): Why there was no answer.
        duration_ms (int | None): How long the answer took.
        created_at (datetime.datetime): RFC 3339 instant in UTC with microseconds, on the bank's clock unless said
            otherwise.
        attempted_at (datetime.datetime | None): When it was sent.
        next_attempt_at (datetime.datetime | None): When it will be sent, or sent again.
    """

    webhook_attempt_id: str
    webhook_endpoint_id: str
    event_id: str
    event_type: str
    attempt_number: int
    status: WebhookAttemptStatus
    url: str
    request_headers: None | WebhookAttemptRequestHeadersType0
    request_body: None | str
    response_status: int | None
    response_body: None | str
    error: None | str
    duration_ms: int | None
    created_at: datetime.datetime
    attempted_at: datetime.datetime | None
    next_attempt_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.webhook_attempt_request_headers_type_0 import (
            WebhookAttemptRequestHeadersType0,  # noqa: PLC0415
        )

        webhook_attempt_id = self.webhook_attempt_id

        webhook_endpoint_id = self.webhook_endpoint_id

        event_id = self.event_id

        event_type = self.event_type

        attempt_number = self.attempt_number

        status: str = self.status

        url = self.url

        request_headers: dict[str, Any] | None
        if isinstance(self.request_headers, WebhookAttemptRequestHeadersType0):
            request_headers = self.request_headers.to_dict()
        else:
            request_headers = self.request_headers

        request_body: None | str
        request_body = self.request_body

        response_status: int | None
        response_status = self.response_status

        response_body: None | str
        response_body = self.response_body

        error: None | str
        error = self.error

        duration_ms: int | None
        duration_ms = self.duration_ms

        created_at = self.created_at.isoformat()

        attempted_at: None | str
        if isinstance(self.attempted_at, datetime.datetime):
            attempted_at = self.attempted_at.isoformat()
        else:
            attempted_at = self.attempted_at

        next_attempt_at: None | str
        if isinstance(self.next_attempt_at, datetime.datetime):
            next_attempt_at = self.next_attempt_at.isoformat()
        else:
            next_attempt_at = self.next_attempt_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "webhook_attempt_id": webhook_attempt_id,
                "webhook_endpoint_id": webhook_endpoint_id,
                "event_id": event_id,
                "event_type": event_type,
                "attempt_number": attempt_number,
                "status": status,
                "url": url,
                "request_headers": request_headers,
                "request_body": request_body,
                "response_status": response_status,
                "response_body": response_body,
                "error": error,
                "duration_ms": duration_ms,
                "created_at": created_at,
                "attempted_at": attempted_at,
                "next_attempt_at": next_attempt_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.webhook_attempt_request_headers_type_0 import (
            WebhookAttemptRequestHeadersType0,  # noqa: PLC0415
        )

        d = dict(src_dict)
        webhook_attempt_id = d.pop("webhook_attempt_id")

        webhook_endpoint_id = d.pop("webhook_endpoint_id")

        event_id = d.pop("event_id")

        event_type = d.pop("event_type")

        attempt_number = d.pop("attempt_number")

        status = check_webhook_attempt_status(d.pop("status"))

        url = d.pop("url")

        def _parse_request_headers(data: object) -> None | WebhookAttemptRequestHeadersType0:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                request_headers_type_0 = WebhookAttemptRequestHeadersType0.from_dict(data)

                return request_headers_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | WebhookAttemptRequestHeadersType0, data)

        request_headers = _parse_request_headers(d.pop("request_headers"))

        def _parse_request_body(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        request_body = _parse_request_body(d.pop("request_body"))

        def _parse_response_status(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        response_status = _parse_response_status(d.pop("response_status"))

        def _parse_response_body(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        response_body = _parse_response_body(d.pop("response_body"))

        def _parse_error(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error = _parse_error(d.pop("error"))

        def _parse_duration_ms(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        duration_ms = _parse_duration_ms(d.pop("duration_ms"))

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        def _parse_attempted_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                attempted_at_type_0 = datetime.datetime.fromisoformat(data)

                return attempted_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        attempted_at = _parse_attempted_at(d.pop("attempted_at"))

        def _parse_next_attempt_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                next_attempt_at_type_0 = datetime.datetime.fromisoformat(data)

                return next_attempt_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        next_attempt_at = _parse_next_attempt_at(d.pop("next_attempt_at"))

        webhook_attempt = cls(
            webhook_attempt_id=webhook_attempt_id,
            webhook_endpoint_id=webhook_endpoint_id,
            event_id=event_id,
            event_type=event_type,
            attempt_number=attempt_number,
            status=status,
            url=url,
            request_headers=request_headers,
            request_body=request_body,
            response_status=response_status,
            response_body=response_body,
            error=error,
            duration_ms=duration_ms,
            created_at=created_at,
            attempted_at=attempted_at,
            next_attempt_at=next_attempt_at,
        )

        webhook_attempt.additional_properties = d
        return webhook_attempt

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
