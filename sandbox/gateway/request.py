"""One request as the pipeline sees it: its headers, read once and checked, and its body.

Header values are latin-1 on the wire (RFC 9110, section 5.5) and are validated before use; a header
that must not be doubled and is, is refused.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from sandbox.contract.problem import Problem
from sandbox.contract.streams import Upload
from sandbox.engine.call import Caller

MOUNT = "/v1"
MOST_UPLOAD = 4 << 30

BODY_WAIT_S = 30.0
"""How long a body may take to come; of an upload, each part of it."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_KEY = re.compile(r"(?a)[\x21-\x7e]{1,255}\Z")
_TRACEPARENT = re.compile(r"(?a)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}\Z")
_WAIT = re.compile(r"(?a)wait=([1-9]|[12][0-9]|30)\Z")
_SINGLE = (b"authorization", b"idempotency-key", b"content-type", b"prefer", b"sandbank-bank", b"traceparent")


class Request:
    """A request of the contract. `path` is relative to /v1."""

    __slots__ = (
        "_receive",
        "at_us",
        "caller",
        "fault_id",
        "headers",
        "method",
        "path",
        "query",
        "raw",
        "request_id",
        "scope",
    )

    def __init__(self, scope: Scope, receive: Receive, request_id: str, at_us: int) -> None:
        self.scope = scope
        self.at_us = at_us
        self.caller: Caller | None = None
        self.fault_id: str | None = None
        self.raw = b""
        self._receive = receive
        self.request_id = request_id
        self.method: str = scope["method"]
        self.path = _path_under(scope)
        self.query: bytes = scope["query_string"]
        self.headers: dict[bytes, str] = {}

    def read_headers(self) -> None:
        """Keep the headers that the gateway acts on. Raises `malformed_request` for a doubled one."""
        headers = self.headers
        for name, value in self.scope["headers"]:
            if name in headers and name in _SINGLE:
                raise Problem("malformed_request", f"The header {name.decode('latin-1')} is given twice.")
            headers[name] = value.decode("latin-1")

    @property
    def bearer(self) -> str | None:
        """The bearer token (RFC 6750), or None."""
        scheme, _, token = self.headers.get(b"authorization", "").partition(" ")
        return token if token and scheme.casefold() == "bearer" else None

    @property
    def correlation_id(self) -> str:
        """The trace id of `traceparent` (W3C Trace Context), or the request's own id."""
        found = _TRACEPARENT.match(self.headers.get(b"traceparent", ""))
        return found[1] if found else self.request_id

    @property
    def address(self) -> str:
        """The client's address, to be hashed and never kept."""
        client = self.scope.get("client")
        return str(client[0]) if client else ""

    def idempotency_key(self, *, is_required: bool) -> str | None:
        """Raises `idempotency_key_required` or `idempotency_key_invalid`."""
        key = self.headers.get(b"idempotency-key")
        if key is None:
            if is_required:
                raise Problem("idempotency_key_required")
            return None
        if not _KEY.match(key):
            raise Problem("idempotency_key_invalid")
        return key

    def wait_s(self) -> int:
        """Seconds of `Prefer: wait=…` (RFC 7240), or 0; a preference that is not understood is ignored."""
        found = _WAIT.match(self.headers.get(b"prefer", ""))
        return int(found[1]) if found else 0

    async def body(self, limit: int) -> bytes:
        """The whole body. Raises `payload_too_large`, `unsupported_media_type`, `request_timeout`."""
        self._refuse_encoding()
        declared = self.headers.get(b"content-length", "")
        if declared.isdigit() and int(declared) > limit:
            raise Problem("payload_too_large", f"The body may have {limit} bytes.")
        try:
            async with asyncio.timeout(BODY_WAIT_S):
                chunk = await self._received(limit)
        except TimeoutError:
            raise Problem("request_timeout") from None
        if len(chunk) > limit:
            raise Problem("payload_too_large", f"The body may have {limit} bytes.")
        if chunk:
            media, _, parameters = self.headers.get(b"content-type", "").partition(";")
            charset = parameters.replace(" ", "").casefold()
            if media.strip().casefold() != "application/json" or charset not in ("", "charset=utf-8"):
                raise Problem("unsupported_media_type")
        self.raw = chunk
        return chunk

    async def _received(self, limit: int) -> bytes:
        """What came, and not much more than the limit of it."""
        message = await self._receive()
        chunk: bytes = message.get("body", b"")
        if not message.get("more_body"):
            return chunk
        chunks, size = [chunk], len(chunk)
        while message.get("more_body") and size <= limit:
            message = await self._receive()
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
        return b"".join(chunks)

    def _refuse_encoding(self) -> None:
        """A compressed body is refused as it is: nothing here ever unfolds to more than was sent."""
        if self.headers.get(b"content-encoding", "identity").strip().casefold() != "identity":
            raise Problem("unsupported_media_type", "Send the body as it is, without Content-Encoding.")

    async def upload(self, folder: Path) -> Upload:
        """The whole body in a file of its own. Raises as `body` does."""
        self._refuse_encoding()
        if self.headers.get(b"content-type", "").partition(";")[0].strip().casefold() != "application/octet-stream":
            raise Problem("unsupported_media_type", "Send Content-Type: application/octet-stream.")
        folder.mkdir(mode=0o700, exist_ok=True)  # noqa: ASYNC240
        path = folder / self.request_id
        digest, size, is_more = sha256(), 0, True
        try:
            with path.open("wb") as file:
                while is_more:
                    message = await asyncio.wait_for(self._receive(), BODY_WAIT_S)
                    chunk: bytes = message.get("body", b"")
                    is_more = message.get("more_body", False)
                    size += len(chunk)
                    if size > MOST_UPLOAD:
                        raise Problem("payload_too_large", f"The body may have {MOST_UPLOAD:,} bytes.")
                    digest.update(chunk)
                    file.write(chunk)
        except BaseException as error:
            path.unlink(missing_ok=True)
            if isinstance(error, TimeoutError):
                raise Problem("request_timeout") from None
            raise
        return Upload(path, digest.hexdigest())

    @property
    def last_event_id(self) -> str | None:
        """The last event that a client of a stream has seen (WHATWG HTML, 9.2.4)."""
        return self.headers.get(b"last-event-id")


def _path_under(scope: Scope) -> str:
    """The path below the mount, exactly as it was sent: the framework's own is normalized.

    A doubled or trailing slash, or an encoded one, is another path and finds nothing.
    """
    raw: bytes | None = scope.get("raw_path")
    if raw is None:
        return str(scope["path"])
    path = raw.decode("latin-1")
    if not path.startswith(MOUNT + "/"):
        return ""
    path = path[len(MOUNT) :]
    return path if "%" not in path else "/".join(unquote(part).replace("/", "%2F") for part in path.split("/"))
