"""A script: the unsafe requests that were made of a bank, in their order, as JSON lines.

The first line says how the bank began, each following one is a request, and the last has the SHA-256 of the
bank's canonical export at the end. Playing a script means sending one request after the other and letting
everything that is due happen in between: then the same seed gives the same ids, and ids in later requests
need no translation. Requests of the platform (banks, keys, organizations) are outside a bank and no part of it.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from sandbox.commands.connection import Connection, refused
from sandbox.commands.diff import canonical_text
from sandbox.commands.refusals import CannotDo
from sandbox.engine.clock import elapsed

VERSION = 1
SAFE = ("GET", "HEAD", "OPTIONS")
_PLATFORM = ("banks", "api_keys", "organizations", "team_members")
_LATER = (
    ("scenario_run_id", "/simulations/scenario_runs/"),
    ("history_id", "/simulations/histories/"),
    ("clock_move_id", "/simulations/clock/moves/"),
)
_TIMEOUT_S = 120.0
_LONGEST_S = 3600.0
_PAUSE_S = 0.05


class Beginning(msgspec.Struct, kw_only=True):
    """The first line. bank_id: the bank that was recorded; times and seed as the API has them."""

    sandbank_script: int = VERSION
    seed: str
    starts_at: str
    country: str
    currency: str
    bank_id: str


class Step(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One request. path: with query, from /v1 on; body: as it was sent, or body_base64 where it is no text.

    status: the answer's, or None when none came.
    """

    method: str
    path: str
    content_type: str | None = None
    idempotency_key: str | None = None
    prefer: str | None = None
    body: str | None = None
    body_base64: str | None = None
    status: int | None = None

    def content(self) -> bytes:
        """The body as bytes."""
        if self.body_base64 is not None:
            return base64.b64decode(self.body_base64)
        return (self.body or "").encode()

    def headers(self) -> dict[str, str]:
        """The headers that decide what happens."""
        named = {"Content-Type": self.content_type, "Idempotency-Key": self.idempotency_key, "Prefer": self.prefer}
        return {name: value for name, value in named.items() if value is not None}


class End(msgspec.Struct, kw_only=True):
    """The last line: how many requests, the export's SHA-256, and lines and SHA-256 of each kind in it."""

    requests: int
    sha256: str
    kinds: dict[str, tuple[int, str]]


def is_of_the_bank(path: str) -> bool:
    """Whether a request acts inside a bank."""
    return path.removeprefix("/v1/").split("?")[0].split("/")[0] not in _PLATFORM


def step_of(method: str, path: str, headers: dict[str, str], body: bytes) -> Step:
    """A request as a step; header names in lower case."""
    step = Step(
        method=method,
        path=path,
        content_type=headers.get("content-type"),
        idempotency_key=headers.get("idempotency-key"),
        prefer=headers.get("prefer"),
    )
    if body:
        try:
            step.body = body.decode()
        except UnicodeDecodeError:
            step.body_base64 = base64.b64encode(body).decode()
    return step


def play(bank: Connection, step: Step) -> Any:
    """Send a step and let everything happen that follows from it; gives the answer, an httpx.Response."""
    answer = bank.http.request(
        step.method,
        bank.base_url + step.path,
        content=step.content(),
        headers=bank.headers(**step.headers()),
        timeout=_TIMEOUT_S,
    )
    _await_what_was_accepted(bank, answer)
    settle(bank)
    return answer


def settle(bank: Connection) -> None:
    """Let everything happen that is due. Raises the SDK's errors."""
    deadline = elapsed() + _LONGEST_S
    while True:
        answer = bank.http.post(
            f"{bank.base_url}/v1/simulations/clock/advance",
            json={"by": "PT0S"},
            headers=bank.headers(Prefer="wait=30"),
            timeout=_TIMEOUT_S,
        )
        if answer.is_success:
            if answer.json()["status"] != "PENDING":
                return
            _await_what_was_accepted(bank, answer)
            return
        if answer.status_code != 409 or elapsed() > deadline:
            raise refused(answer)
        time.sleep(_PAUSE_S)


def _await_what_was_accepted(bank: Connection, answer: Any) -> None:
    if answer.status_code != 202:
        return
    found = answer.json()
    for field, path in _LATER:
        while found.get("status") == "PENDING" and field in found:
            time.sleep(_PAUSE_S)
            reply = bank.http.get(f"{bank.base_url}/v1{path}{found[field]}", headers=bank.headers())
            if not reply.is_success:
                raise refused(reply)
            found = reply.json()


def ending(home: Connection, bank_id: str, requests: int) -> End:
    """The last line of a script, of a bank as it is now."""
    whole = sha256()
    kinds: dict[str, tuple[int, Any]] = {}
    for text in canonical_text(home, bank_id):
        line = text.encode() + b"\n"
        whole.update(line)
        document = json.loads(text)
        kind = document.get("kind", document["type"])
        lines, digest = kinds.get(kind, (0, sha256()))
        digest.update(line)
        kinds[kind] = (lines + 1, digest)
    hashed = {kind: (lines, digest.hexdigest()) for kind, (lines, digest) in kinds.items()}
    return End(requests=requests, sha256=whole.hexdigest(), kinds=hashed)


def read_script(path: Path) -> tuple[Beginning, Iterator[Step], End]:
    """A script, its steps read as they are needed. Raises `CannotDo`."""
    try:
        with path.open("rb") as file:
            first, last = file.readline(), b""
            for line in file:
                last = line if line.strip() else last
        beginning = msgspec.json.decode(first, type=Beginning)
        end = msgspec.json.decode(last, type=End)
    except OSError as error:
        raise CannotDo(f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.MsgspecError:
        raise CannotDo(f"{path} is no whole script of `sandbank record`.") from None
    if beginning.sandbank_script != VERSION:
        raise CannotDo(f"{path} is of version {beginning.sandbank_script}; this Sandbank reads {VERSION}.")
    return beginning, _steps(path, end.requests), end


def _steps(path: Path, requests: int) -> Iterator[Step]:
    decode = msgspec.json.Decoder(Step).decode
    with path.open("rb") as file:
        file.readline()
        for _ in range(requests):
            yield decode(file.readline())
