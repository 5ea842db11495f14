"""Banks as files: an export that is never whole in memory, and an import that is sent as it is read.

An export that breaks off raises and leaves no file behind; an import is sent again under the same
idempotency key, from where the file stood when it was given.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import httpx
from sandbank._resource import model_named
from sandbank._transport import Operation, build_request, connection_error, decoded

if TYPE_CHECKING:
    from sandbank.models import BankWithSecret

    ExportFormat = Literal["FILE", "CANONICAL"]

_EXPORT = Operation("GET", "/banks/{}/export", False)
_CHUNK = 256 * 1024


class BankFiles:
    """Added to `Sandbank.banks`."""

    _client: Any

    def export_bank(
        self, bank_id: str, *, format: ExportFormat = "FILE", timeout: float | None = None
    ) -> Iterator[bytes]:
        """A bank as it is at one instant, in chunks. It is asked for when the first chunk is taken.

        FILE is the whole bank, for `import_bank`; CANONICAL is one JSON document per line, for comparing.
        Raises APIConnectionError when the export breaks off.
        """
        response: httpx.Response = self._client._send(_export(self._client, bank_id, format, timeout), is_stream=True)
        try:
            yield from response.iter_bytes(_CHUNK)
        except httpx.RequestError as error:
            raise connection_error(error) from error
        finally:
            response.close()

    def save_export(
        self, bank_id: str, path: str | Path, *, format: ExportFormat = "FILE", timeout: float | None = None
    ) -> Path:
        """Export a bank into a file, which is there once it is complete; returns its path."""
        target = Path(path)
        with _appearing(target) as file:
            for chunk in self.export_bank(bank_id, format=format, timeout=timeout):
                file.write(chunk)
        return target

    def import_bank(
        self,
        file: str | Path | BinaryIO,
        *,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> BankWithSecret:
        """Make a bank from an export: a path, or a file that is open for reading bytes."""
        with _readable(file) as opened:
            start = opened.tell()
            request = _import(self._client, opened, name, idempotency_key, timeout)

            def content() -> Iterator[bytes]:
                opened.seek(start)
                while chunk := opened.read(_CHUNK):
                    yield chunk

            response = self._client._send({**request, "content": content})
        return _imported(response)


class AsyncBankFiles:
    """Added to `AsyncSandbank.banks`."""

    _client: Any

    async def export_bank(
        self, bank_id: str, *, format: ExportFormat = "FILE", timeout: float | None = None
    ) -> AsyncIterator[bytes]:
        """A bank as it is at one instant, in chunks: `async for chunk in bank.banks.export_bank(…)`.

        FILE is the whole bank, for `import_bank`; CANONICAL is one JSON document per line, for comparing.
        Raises APIConnectionError when the export breaks off.
        """
        request = _export(self._client, bank_id, format, timeout)
        response: httpx.Response = await self._client._send(request, is_stream=True)
        try:
            async for chunk in response.aiter_bytes(_CHUNK):
                yield chunk
        except httpx.RequestError as error:
            raise connection_error(error) from error
        finally:
            await response.aclose()

    async def save_export(
        self, bank_id: str, path: str | Path, *, format: ExportFormat = "FILE", timeout: float | None = None
    ) -> Path:
        """Export a bank into a file, which is there once it is complete; returns its path."""
        target = Path(path)
        with _appearing(target) as file:
            async for chunk in self.export_bank(bank_id, format=format, timeout=timeout):
                await asyncio.to_thread(file.write, chunk)
        return target

    async def import_bank(
        self,
        file: str | Path | BinaryIO,
        *,
        name: str | None = None,
        idempotency_key: str | None = None,
        timeout: float | None = None,
    ) -> BankWithSecret:
        """Make a bank from an export: a path, or a file that is open for reading bytes."""
        with _readable(file) as opened:
            start = opened.tell()
            request = _import(self._client, opened, name, idempotency_key, timeout)

            async def content() -> AsyncIterator[bytes]:
                opened.seek(start)
                while chunk := await asyncio.to_thread(opened.read, _CHUNK):
                    yield chunk

            response = await self._client._send({**request, "content": content})
        return _imported(response)


def _export(client: Any, bank_id: str, format: str, timeout: float | None) -> dict[str, Any]:
    return build_request(
        _EXPORT,
        client.timeout,
        path=(bank_id,),
        query={"format": format},
        body=None,
        idempotency_key=None,
        wait=None,
        timeout=timeout,
    )


def _import(
    client: Any, file: BinaryIO, name: str | None, idempotency_key: str | None, timeout: float | None
) -> dict[str, Any]:
    """The request, all but its content. Its length is said beforehand, so that a server can refuse early."""
    start = file.tell()
    length = file.seek(0, os.SEEK_END) - start
    return {
        "method": "POST",
        "url": "/v1/banks/import",
        "params": {} if name is None else {"name": name},
        "headers": {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(length),
            "Idempotency-Key": idempotency_key or str(uuid.uuid4()),
        },
        "timeout": client.timeout if timeout is None else timeout,
    }


def _imported(response: httpx.Response) -> BankWithSecret:
    decode: Callable[[Any], BankWithSecret] = model_named("BankWithSecret").from_dict
    return decoded(response, decode)


@contextlib.contextmanager
def _readable(file: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    """A file that can be read from its start again: the one of a path, the one given, or a copy of it."""
    if isinstance(file, str | Path):
        with Path(file).open("rb") as opened:
            yield opened
    elif file.seekable():
        yield file
    else:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(file, copy)
            copy.seek(0)
            yield copy


@contextlib.contextmanager
def _appearing(target: Path) -> Iterator[BinaryIO]:
    """A file beside the target that takes its name at the end, and is gone when there was none."""
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
