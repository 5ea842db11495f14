"""An answer, as the clients of the tests give it: of a whole bank in this process, or of a server over a socket."""

from __future__ import annotations

from typing import Any, NamedTuple


class Reply(NamedTuple):
    """An answer: its body as it was decoded, its headers by their names in lower case."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str | None:
        """The problem's code."""
        return self.body.get("code") if isinstance(self.body, dict) else None

    @property
    def is_replayed(self) -> bool:
        """Whether it was kept from before."""
        return self.headers.get("idempotent-replayed") == "true"
