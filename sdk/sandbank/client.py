"""The clients: `Sandbank` and `AsyncSandbank`, with one attribute per tag of the contract.

They send requests and make typed results; what each operation is called and takes is generated
(`_resources.py`). Nothing is sent before the first call.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

import httpx
from sandbank import _transport
from sandbank._resources import AsyncResources, Resources
from sandbank._transport import Operation, RawResponse
from sandbank.pages import AsyncPage, Page, next_link

DEFAULT_URL = "http://127.0.0.1:8080"


# What `anonymous` gives for a key, and nobody gives by mistake.
_NOBODY: Any = object()


def _settings(api_key: str | None, base_url: str | None, bank_id: str | None) -> tuple[str, dict[str, str]]:
    key = None if api_key is _NOBODY else api_key or os.environ.get("SANDBANK_API_KEY")
    if not key and api_key is not _NOBODY:
        raise ValueError("Give an api_key, or set SANDBANK_API_KEY.")
    url = (base_url or os.environ.get("SANDBANK_BASE_URL") or DEFAULT_URL).rstrip("/").removesuffix("/v1")
    headers = {"User-Agent": "sandbank-python/0.1.0"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    if bank_id is not None:
        headers["Sandbank-Bank"] = bank_id
    return url, headers


class Sandbank(Resources):
    """A client of one bank.

    api_key is the secret of a key, or the token of a person's session; a session says with bank_id which
    bank of its organization it works on, and may leave it out where no bank is meant.
    base_url is the server's, without /v1; timeout is in seconds and per try; max_retries counts the
    tries after the first. Give an `http_client` of httpx to use proxies, transports or certificates;
    whoever gives it closes it.
    """

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        bank_id: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 2,
        http_client: httpx.Client | None = None,
    ) -> None:
        self.base_url, headers = _settings(api_key, base_url, bank_id)
        self.max_retries = max_retries
        self.timeout = timeout
        self._http = http_client or httpx.Client()
        self._owns_http = http_client is None
        self._headers = headers
        super().__init__()

    @classmethod
    def anonymous(
        cls,
        base_url: str | None = None,
        *,
        timeout: float = 30.0,
        max_retries: int = 2,
        http_client: httpx.Client | None = None,
    ) -> Sandbank:
        """A client without a credential: to sign up, to sign in, to accept an invitation."""
        return cls(_NOBODY, base_url, timeout=timeout, max_retries=max_retries, http_client=http_client)

    def __enter__(self) -> Sandbank:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, unless they came with an `http_client`."""
        if self._owns_http:
            self._http.close()

    def _call(self, operation: Operation, model: Any, *, is_list: bool, is_raw: bool, **parts: Any) -> Any:
        request = _transport.build_request(operation, self.timeout, **parts)

        def parse(response: httpx.Response) -> Any:
            if is_list:
                return self._page(response, model, request["timeout"])
            return None if model is None else _transport.decoded(response, model.from_dict)

        response = self._send(request)
        return RawResponse(response, parse) if is_raw else parse(response)

    def _page(self, response: httpx.Response, model: Any, timeout: float) -> Page[Any]:
        def fetch(link: str) -> Page[Any]:
            return self._page(self._send(_transport.next_request(link, timeout)), model, timeout)

        items = _transport.decoded(response, lambda found: [model.from_dict(item) for item in found])
        return Page(items, next_link(response), fetch)

    def _send(self, request: dict[str, Any], *, is_stream: bool = False) -> httpx.Response:
        """The answer after all tries; with is_stream its content is still to be read, and to be closed."""
        request = {**request, "url": self.base_url + request["url"], "headers": {**self._headers, **request["headers"]}}
        attempt = 0
        while True:
            response, failure = None, None
            try:
                sent = self._http.build_request(**_transport.once(request))
                response = self._http.send(sent, stream=is_stream)
                if is_stream and not response.is_success:
                    response.read()
            except httpx.RequestError as error:
                failure = error
            delay = _transport.delay_before_retry(attempt, self.max_retries, response)
            if delay is None:
                if response is None:
                    assert failure is not None
                    raise _transport.connection_error(failure) from failure
                return _transport.checked(response)
            time.sleep(delay)
            attempt += 1


class AsyncSandbank(AsyncResources):
    """The same client for asyncio."""

    def __init__(
        self,
        api_key: str | None = None,
        base_url: str | None = None,
        *,
        bank_id: str | None = None,
        timeout: float = 30.0,
        max_retries: int = 2,
        http_client: httpx.AsyncClient | None = None,
    ) -> None:
        self.base_url, headers = _settings(api_key, base_url, bank_id)
        self.max_retries = max_retries
        self.timeout = timeout
        self._http = http_client or httpx.AsyncClient()
        self._owns_http = http_client is None
        self._headers = headers
        super().__init__()

    @classmethod
    def anonymous(
        cls,
        base_url: str | None = None,
        *,
        timeout: float = 30.0,
        max_retries: int = 2,
        http_client: httpx.AsyncClient | None = None,
    ) -> AsyncSandbank:
        """A client without a credential: to sign up, to sign in, to accept an invitation."""
        return cls(_NOBODY, base_url, timeout=timeout, max_retries=max_retries, http_client=http_client)

    async def __aenter__(self) -> AsyncSandbank:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections, unless they came with an `http_client`."""
        if self._owns_http:
            await self._http.aclose()

    async def _call(self, operation: Operation, model: Any, *, is_list: bool, is_raw: bool, **parts: Any) -> Any:
        request = _transport.build_request(operation, self.timeout, **parts)

        def parse(response: httpx.Response) -> Any:
            if is_list:
                return self._page(response, model, request["timeout"])
            return None if model is None else _transport.decoded(response, model.from_dict)

        response = await self._send(request)
        return RawResponse(response, parse) if is_raw else parse(response)

    def _page(self, response: httpx.Response, model: Any, timeout: float) -> AsyncPage[Any]:
        async def fetch(link: str) -> AsyncPage[Any]:
            return self._page(await self._send(_transport.next_request(link, timeout)), model, timeout)

        items = _transport.decoded(response, lambda found: [model.from_dict(item) for item in found])
        return AsyncPage(items, next_link(response), fetch)

    async def _send(self, request: dict[str, Any], *, is_stream: bool = False) -> httpx.Response:
        """The answer after all tries; with is_stream its content is still to be read, and to be closed."""
        request = {**request, "url": self.base_url + request["url"], "headers": {**self._headers, **request["headers"]}}
        attempt = 0
        while True:
            response, failure = None, None
            try:
                sent = self._http.build_request(**_transport.once(request))
                response = await self._http.send(sent, stream=is_stream)
                if is_stream and not response.is_success:
                    await response.aread()
            except httpx.RequestError as error:
                failure = error
            delay = _transport.delay_before_retry(attempt, self.max_retries, response)
            if delay is None:
                if response is None:
                    assert failure is not None
                    raise _transport.connection_error(failure) from failure
                return _transport.checked(response)
            await asyncio.sleep(delay)
            attempt += 1
