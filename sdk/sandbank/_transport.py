"""The road of one call: request, retries under one idempotency key, answer or typed error.

Retried are 408, 429, 5xx, broken connections and a key that is still in flight; a business refusal
never is. Every unsafe call carries an idempotency key, so sending it again is safe.
"""

from __future__ import annotations

import datetime
import random
import time
import uuid
from collections.abc import Callable, Mapping
from email.utils import mktime_tz, parsedate_tz
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import quote, urlsplit

import httpx
from sandbank.errors import APIConnectionError, APITimeoutError, error_of
from sandbank.generated.types import UNSET, Unset

T = TypeVar("T")
FIRST_DELAY_S = 0.1
LONGEST_DELAY_S = 8.0
# Asked to wait longer than this, a call fails rather than hangs: its caller knows better what to do.
LONGEST_TOLD_DELAY_S = 60.0
_AFTER_WAITING_S = 5.0
_RETRIED = (408, 429)


class Operation(NamedTuple):
    """One operation of the contract, as a call needs it."""

    method: str
    path: str
    is_unsafe: bool


class RawResponse(Generic[T]):
    """An answer as it came: status, headers, bytes; `parse` gives what the plain method would."""

    def __init__(self, response: httpx.Response, parse: Callable[[httpx.Response], T]) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self.body = response.content
        self._parse = parse
        self._response = response

    @property
    def is_replayed(self) -> bool:
        """Whether this is the answer of an earlier request with the same key."""
        return bool(self.headers.get("idempotent-replayed") == "true")

    def parse(self) -> T:
        """The typed result."""
        return self._parse(self._response)


def build_request(
    operation: Operation,
    default_timeout: float,
    *,
    path: tuple[str, ...],
    query: Mapping[str, Any],
    body: Mapping[str, Any] | None,
    idempotency_key: str | None,
    wait: int | None,
    timeout: float | None,
) -> dict[str, Any]:
    """The arguments of httpx for a call; an unsafe one gets its key here, once for all tries."""
    headers: dict[str, str] = {}
    if operation.is_unsafe:
        headers["Idempotency-Key"] = idempotency_key or str(uuid.uuid4())
    if wait is not None:
        headers["Prefer"] = f"wait={wait}"
        # An answer that was asked to be held must not time out while it is held.
        timeout = timeout if timeout is not None else max(default_timeout, wait + _AFTER_WAITING_S)
    request: dict[str, Any] = {
        "method": operation.method,
        "url": "/v1" + operation.path.format(*(_segment(part) for part in path)),
        "headers": headers,
        "timeout": default_timeout if timeout is None else timeout,
    }
    given = {name: _plain(value) for name, value in query.items() if not isinstance(value, Unset) and value is not None}
    if given:
        request["params"] = given
    if body is not None:
        request["json"] = {name: _plain(value) for name, value in body.items() if not isinstance(value, Unset)}
    return request


def once(request: dict[str, Any]) -> dict[str, Any]:
    """A request for one try: content that is read as it is sent is made anew by its function."""
    return {**request, "content": request["content"]()} if "content" in request else request


def next_request(link: str, timeout: float) -> dict[str, Any]:
    """The request for the page that a `Link` names. Only its path counts: the key goes to base_url alone."""
    parts = urlsplit(link)
    return {"method": "GET", "url": f"{parts.path}?{parts.query}", "headers": {}, "timeout": timeout}


def _segment(part: str) -> str:
    """An id as part of a path. One that would change the path is a mistake of the caller."""
    if part in ("", ".", ".."):
        raise ValueError(f"{part!r} is not an id")
    return quote(part, safe="")


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


def delay_before_retry(attempt: int, max_retries: int, response: httpx.Response | None) -> float | None:
    """Seconds until the next try, or None if this one was the last; response is None when none came.

    What the server says in Retry-After is the least; without it the delay doubles. Both are jittered, so
    that clients who were turned away together do not come back together.
    """
    if attempt >= max_retries or (response is not None and not is_retried(response)):
        return None
    told = _retry_after(response)
    if told is not None:
        return told + FIRST_DELAY_S * random.random() if told <= LONGEST_TOLD_DELAY_S else None
    return doubling_delay(attempt, LONGEST_DELAY_S)


def doubling_delay(attempt: int, longest_s: float) -> float:
    """Seconds that double with every try up to a limit, jittered downwards to as little as half."""
    # Past 2**32 the limit holds anyway, and the power would be no float.
    longest: float = min(longest_s, FIRST_DELAY_S * 2 ** min(attempt, 32))
    return longest * (0.5 + random.random() / 2)


def is_retried_status(status: int) -> bool:
    """Whether a status says that the same request may succeed later."""
    return status in _RETRIED or status >= 500


def is_retried(response: httpx.Response) -> bool:
    """Whether the same request may be sent again."""
    if is_retried_status(response.status_code):
        return True
    return response.status_code == 409 and _problem(response).get("code") == "idempotency_key_in_flight"


def checked(response: httpx.Response) -> httpx.Response:
    """The answer, if it is a success. Raises the class of its problem code."""
    if response.is_success:
        return response
    raise error_of(response.status_code, _problem(response), response.headers.get("request-id"))


def decoded(response: httpx.Response, decode: Callable[[Any], T]) -> T:
    """The typed content of a success. Raises APIStatusError for what no Sandbank server answers."""
    try:
        return decode(response.json())
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        document = {"detail": f"The answer is not what the contract says ({error!r}): is base_url right?"}
        raise error_of(response.status_code, document, response.headers.get("request-id")) from error


def connection_error(error: httpx.RequestError) -> APIConnectionError:
    """What could not be sent, or was not answered."""
    if isinstance(error, httpx.TimeoutException):
        return APITimeoutError(f"No answer in time: {error or type(error).__name__}.")
    return APIConnectionError(f"The server cannot be reached: {error or type(error).__name__}.")


def _retry_after(response: httpx.Response | None) -> float | None:
    """Seconds that the server asks for, as a number or as a date (RFC 9110, section 10.2.3)."""
    told = response.headers.get("retry-after", "") if response is not None else ""
    if told.isdecimal():
        return float(told)
    date = parsedate_tz(told)
    return None if date is None else max(0.0, mktime_tz(date) - time.time())


def _problem(response: httpx.Response) -> dict[str, Any]:
    try:
        document = response.json()
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
