"""Whom a command talks to: the server, the key, and through the key the bank.

A key names one bank. `home` is the key that was given (`--key`, `$SANDBANK_API_KEY`) or that `sandbank up`
keeps in its data directory; it manages the banks of its organization. Keys of banks that were made here are
in `<data>/keys/<bank_id>`, readable by their owner only, and `--bank` picks one. Answers are plain values,
as the server sent them. See: sandbox/commands/output.py, docs/reference/command-line.md.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from sandbox.commands.refusals import CannotDo
from sandbox.settings import default_data

if TYPE_CHECKING:
    import httpx
    from sandbank import Sandbank
    from sandbank._transport import RawResponse

_BANK_ID = re.compile(r"bank_[0-9a-z]{26}")
_PAGE = 100
_TIMEOUT_S = 30.0


class KeyRing:
    """The keys that one data directory holds."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.path = data / "keys"

    def first(self) -> str | None:
        """The key that `sandbank up` made."""
        return _line_of(self.data / "api_key")

    def of(self, bank_id: str) -> str | None:
        """The key of a bank that was made here."""
        return _line_of(self.path / bank_id)

    def keep(self, bank_id: str, secret: str) -> Path:
        """Keep a key, for its owner's eyes only."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path / bank_id
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret + "\n")
        return path

    def forget(self, bank_id: str) -> None:
        """Drop the key of a bank that is gone."""
        (self.path / bank_id).unlink(missing_ok=True)
        if self.current() == bank_id:
            self.use(None)

    def current(self) -> str | None:
        """The bank that commands act on unless told otherwise."""
        return _line_of(self.path / "current")

    def use(self, bank_id: str | None) -> None:
        """Choose that bank; None goes back to the first."""
        if bank_id is None:
            (self.path / "current").unlink(missing_ok=True)
        else:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.path / "current").write_text(bank_id + "\n")


class Connection:
    """A client with one key. `sdk` has the operations; `http` is for requests of other people's making."""

    def __init__(self, base_url: str, key: str, ring: KeyRing) -> None:
        try:
            import httpx
            from sandbank import Sandbank
        except ModuleNotFoundError as error:
            raise CannotDo(f"The package {error.name} is missing: pip install 'sandbank-server[cli]'.") from None
        self.base_url = base_url.rstrip("/").removesuffix("/v1")
        self.key = key
        self.ring = ring
        self.http = httpx.Client(timeout=_TIMEOUT_S)
        self.sdk: Sandbank = Sandbank(key, self.base_url, http_client=self.http)

    def with_key(self, key: str) -> Connection:
        """The same server by another key."""
        return Connection(self.base_url, key, self.ring)

    def headers(self, **more: str) -> dict[str, str]:
        """The headers of a request of one's own."""
        return {"Authorization": f"Bearer {self.key}", **more}

    def bank_id(self) -> str:
        """The bank that the key opens."""
        found: list[dict[str, Any]] = content(self.sdk.api_keys.with_raw_response.list_api_keys(limit=1))
        return str(found[0]["bank_id"])


def open_home(options: argparse.Namespace) -> Connection:
    """The connection that manages banks. Raises `CannotDo`."""
    ring = KeyRing(options.data or default_data())
    key = options.key or os.environ.get("SANDBANK_API_KEY") or ring.first()
    url = options.url or os.environ.get("SANDBANK_BASE_URL") or _line_of(ring.data / "address")
    if url is None and key is not None and key != ring.first():
        url = "http://127.0.0.1:8080"
    if url is None:
        raise CannotDo(f"No Sandbank runs on {ring.data}; start one with `sandbank up`, or name one with --url.")
    if key is None:
        raise CannotDo(f"There is no key in {ring.data}; give one with --key.")
    if not key.isascii():
        raise CannotDo("The key has characters that no key has.")
    return Connection(url, key, ring)


def open_bank(options: argparse.Namespace) -> Connection:
    """The connection to the bank a command acts on. Raises `CannotDo`."""
    home = open_home(options)
    is_given = bool(options.key or os.environ.get("SANDBANK_API_KEY"))
    wanted = options.bank or (None if is_given else home.ring.current())
    return home if wanted is None else _to(home, wanted)


def bank_named(home: Connection, name: str | None) -> str:
    """The id of a bank, by id or name; the one that commands act on if none is named. Raises `CannotDo`."""
    if name is None:
        return home.ring.current() or home.bank_id()
    if _BANK_ID.fullmatch(name):
        return name
    found = [bank["bank_id"] for bank in listed(home.sdk.banks.with_raw_response.list_banks) if bank["name"] == name]
    if not found:
        raise CannotDo(f"No bank is named {name}; `sandbank bank list` shows them.")
    if len(found) > 1:
        raise CannotDo(f"{len(found)} banks are named {name}; say which by its id: {', '.join(found)}.")
    return str(found[0])


def content(answer: RawResponse[Any]) -> Any:
    """What the server answered, as plain values. Raises `CannotDo` for what no Sandbank answers."""
    try:
        return json.loads(answer.body) if answer.body else None
    except ValueError:
        raise CannotDo("The answer is not JSON: is that the address of a Sandbank?") from None


def listed(method: Callable[..., Any], *ids: str, most: int | None = None, **filters: Any) -> Iterator[dict[str, Any]]:
    """The items of a list, page after page, `most` at the most; filters that are None are left out."""
    query = {name: value for name, value in filters.items() if value is not None}
    left = most
    while left is None or left > 0:
        answer = method(*ids, limit=_PAGE if left is None else min(_PAGE, left), **query)
        items = content(answer)
        yield from items
        cursor = next_cursor(answer.headers)
        if cursor is None:
            return
        query["cursor"] = cursor
        left = None if left is None else left - len(items)


def next_cursor(headers: Any) -> str | None:
    """The cursor of the next page, as the `Link` header has it (RFC 8288)."""
    import httpx

    link = httpx.Response(200, headers=headers).links.get("next", {}).get("url")
    return parse_qs(urlsplit(link).query)["cursor"][0] if link else None


def refused(response: httpx.Response) -> Exception:
    """The error of a request of one's own that was refused."""
    from sandbank.errors import error_of

    try:
        document = response.json()
    except ValueError:
        document = {}
    return error_of(
        response.status_code, document if isinstance(document, dict) else {}, response.headers.get("request-id")
    )


def _to(home: Connection, name: str) -> Connection:
    bank_id = bank_named(home, name)
    key = home.ring.of(bank_id)
    if key is not None:
        return home.with_key(key)
    if bank_id == home.bank_id():
        return home
    raise CannotDo(f"There is no key of {bank_id} in {home.ring.path}; give one with --key.")


def _line_of(path: Path) -> str | None:
    try:
        return path.read_text().strip() or None
    except (FileNotFoundError, NotADirectoryError):
        return None
