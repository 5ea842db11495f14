"""The road of one call: request, retries under one idempotency key, answer or typed error.

Retried are 408, 429, 5xx, broken connections and a key that is still in flight; a business refusal
never is. Every unsafe call carries an idempotency key, so sending it again is safe.
"""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
from sandbank.errors import APIConnectionError, APITimeoutError, error_of
from sandbank.generated.types import UNSET, Unset

FIRST_DELAY_S = 0.1
LONGEST_DELAY_S = 8.0
_RETRIED = (408, 429)


class Operation(NamedTuple):
    """One operation of the contract, as a call needs it."""

    method: str
    path: str
    is_unsafe: bool


class RawResponse:
    """An answer as it came: status, headers, bytes; `parse` gives what the plain method would."""

    def __init__(self, response: httpx.Response, parse: Any) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self._parse = parse
        self._response = response

    @property
    def is_replayed(self) -> bool:
        """Whether this is the answer of an earlier request with the same key."""
        return bool(self.headers.get("idempotent-replayed") == "true")

    def parse(self) -> Any:
        """The typed result."""
        return self._parse(self._response)


def build_request(
    operation: Operation,
    path: tuple[str, ...],
    query: Mapping[str, Any],
    body: Mapping[str, Any] | None,
    idempotency_key: str | None,
    wait: int | None,
    timeout: float | None,
) -> dict[str, Any]:
    """The arguments of httpx for a call; an unsafe one gets its key here, once for all tries."""
    target = operation.path.format(*(quote(part, safe="") for part in path))
    headers: dict[str, str] = {}
    if operation.is_unsafe:
        headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
    if wait is not None:
        headers["Prefer"] = f"wait={wait}"
    request: dict[str, Any] = {"method": operation.method, "url": f"/v1{target}", "headers": headers}
    given = {name: _plain(value) for name, value in query.items() if not isinstance(value, Unset) and value is not None}
    if given:
        request["params"] = given
    if body is not None:
        request["json"] = {name: _plain(value) for name, value in body.items() if not isinstance(value, Unset)}
        if not request["json"]:
            del request["json"]
    if timeout is not None:
        request["timeout"] = timeout
    return request


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not UNSET}
    return value


def delay_before(attempt: int, response: httpx.Response | None) -> float:
    """Seconds to wait before the next try: what the server says, else exponential with jitter."""
    if response is not None:
        told = response.headers.get("retry-after", "")
        if told.isdigit():
            return min(float(told), LONGEST_DELAY_S)
    longest: float = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2**attempt)
    return longest * (0.5 + random.random() / 2)


def is_retried(response: httpx.Response) -> bool:
    """Whether the same request may be sent again."""
    if response.status_code in _RETRIED or response.status_code >= 500:
        return True
    return response.status_code == 409 and _code(response) == "idempotency_key_in_flight"


def checked(response: httpx.Response) -> httpx.Response:
    """The answer, if it is a success. Raises the class of its problem code."""
    if response.is_success:
        return response
    raise error_of(response.status_code, _document(response), response.headers.get("request-id"))


def connection_error(error: httpx.HTTPError) -> APIConnectionError:
    """What could not be sent, or was not answered."""
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(f"No answer in time: {error or type(error).__name__}.")
    return APIConnectionError(f"The server cannot be reached: {error or type(error).__name__}.")


def _document(response: httpx.Response) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _code(response: httpx.Response) -> str | None:
    return _document(response).get("code")
