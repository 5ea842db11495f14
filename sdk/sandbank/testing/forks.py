"""Banks for tests: each is a fork of a template, made in milliseconds, with a key of its own."""

from __future__ import annotations

import os
import ssl
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
from sandbank import AsyncSandbank, Sandbank, SandbankError

if TYPE_CHECKING:
    from sandbank.testing.server import BankServer

TEMPLATE_STARTS_AT = "2026-01-15T09:30:00Z"
_SHOWN_REQUESTS = 10
# The server writes its request log in batches, shortly after the calls.
_LOGGED_AFTER_S = 0.15


class BankClient(Sandbank):
    """A client that knows which bank its key opens."""

    def __init__(self, bank_id: str, api_key: str, base_url: str, **options: Any) -> None:
        super().__init__(api_key, base_url, **options)
        self.bank_id = bank_id
        self.api_key = api_key


class Forks:
    """The banks of one test process, all over the same connections."""

    def __init__(self, server: BankServer) -> None:
        self.server = server
        # Certificates take longer to load than a bank to fork; they are loaded once, if at all.
        self._tls: ssl.SSLContext | bool = server.base_url.startswith("https") and ssl.create_default_context()
        self._http = httpx.Client(verify=self._tls)
        self.operator = Sandbank(server.api_key, server.base_url, http_client=self._http)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def create_template(self) -> BankClient:
        """An empty bank whose clock stands still."""
        made = self.operator.banks.create_bank(name="Template", starts_at=TEMPLATE_STARTS_AT)
        return self._client(made)

    def fork(self, template: Sandbank | str, name: str) -> BankClient:
        """A bank of one's own that begins as the template is now."""
        return self._client(self.operator.banks.fork_bank(bank_id_of(template), name=name[:200]))

    def asynchronous(self, bank: BankClient) -> AsyncSandbank:
        """A client of the same bank for asyncio.

        It keeps no connection open, so that no event loop ends with one: there is nothing to close.
        """
        limits = httpx.Limits(max_keepalive_connections=0)
        http = httpx.AsyncClient(verify=self._tls, limits=limits)
        return AsyncSandbank(bank.api_key, bank.base_url, http_client=http)

    def delete(self, bank: BankClient) -> None:
        """Remove a bank for good."""
        self.operator.banks.delete_bank(bank.bank_id)

    def keep(self, bank: BankClient) -> None:
        """Leave a bank, with its key where the command line finds it."""
        self.server.keep_data()
        if self.server.data is None:
            return
        keys = self.server.data / "keys"
        keys.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(keys / bank.bank_id, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(bank.api_key + "\n")

    def _client(self, made: Any) -> BankClient:
        return BankClient(made.bank_id, made.api_key, self.server.base_url, http_client=self._http)


def bank_id_of(bank: Sandbank | str) -> str:
    """The bank that a client's key opens."""
    if isinstance(bank, str):
        return bank
    if isinstance(bank, BankClient):
        return bank.bank_id
    return bank.api_keys.list_api_keys(limit=1).items[0].bank_id


def report(bank: BankClient, server: BankServer, *, is_kept: bool) -> str:
    """What to know about the bank of a test that failed."""
    # First what the test did, and not what this does.
    requests = _read(lambda: _requests(bank))
    lines = [f"bank      {bank.bank_id}", *_read(lambda: _clock(bank)), *requests]
    where = "" if server.data is None else f" --data {server.data}"
    if is_kept and server.data is not None:
        lines.append(f"look      sandbank up{where} &")
    if is_kept:
        lines.append(f"look at   sandbank bank show {bank.bank_id}{where}")
    else:
        lines.append(f"look at   run with --sandbank-keep, then: sandbank bank show {bank.bank_id}{where}")
    return "\n".join(lines)


def _read(lines: Callable[[], list[str]]) -> list[str]:
    try:
        return lines()
    except SandbankError as error:
        return [f"          {error}"]


def _clock(bank: BankClient) -> list[str]:
    clock = bank.simulations.get_clock()
    return [f"clock     {clock.now:%Y-%m-%d %H:%M:%S} UTC, {clock.mode}"]


def _requests(bank: BankClient) -> list[str]:
    time.sleep(_LOGGED_AFTER_S)
    newest = bank.requests.list_requests(limit=_SHOWN_REQUESTS).items
    lines = [
        f"  {one.method:6} {one.path}  {one.status_code}{f' {one.code}' if one.code else ''}"
        f"  {one.duration_us / 1000:.1f} ms  {one.request_id}"
        for one in reversed(newest)
    ]
    return ["requests  the last ones, oldest first:", *lines] if lines else ["requests  none"]
