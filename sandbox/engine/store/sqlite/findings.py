"""What a verification finds: a row, the invariant that does not hold for it, and the detail.

`Search` is one pass over a file in one snapshot. A row that cannot be read is a finding and not the
end of the search: damage is rarely alone. See: `verify` for the log and records, `verify_books` for
the books.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import apsw

from sandbox.engine.store.sqlite.schema import checksums_in

MOST = 1_000
"""So many findings are named; the rest is only counted."""


def text(column: str) -> str:
    """A text column as its bytes, NULL if it is no text: what is hashed must not depend on how it decodes."""
    return f"CASE typeof({column}) WHEN 'text' THEN CAST({column} AS BLOB) END"


class Finding(NamedTuple):
    """Something that does not hold, and the row it does not hold for."""

    invariant: str
    row: str
    detail: str


class Report(NamedTuple):
    """What was checked, and what was found."""

    counts: dict[str, int]
    findings: list[Finding]


class Mark(NamedTuple):
    """What the audit log says of one row: its hash, the commit that wrote it, whether it deletes."""

    digest: str
    commit: int
    is_delete: bool = False


class Search:
    """One pass over a file: how to read it, what was counted, what was found."""

    def __init__(self, connection: apsw.Connection) -> None:
        self.rows: Callable[..., Any] = connection.execute
        self.checksum = checksums_in(connection)
        self.counts: dict[str, int] = defaultdict(int)
        self.findings: list[Finding] = []
        self.versions: dict[tuple[str, str, int], Mark] = {}
        self.journal: dict[str, Mark] = {}
        self.events: dict[str, Mark] = {}
        self.is_cut_off = False
        """Whether a segment of the bank's history cannot be read."""

    def find(self, invariant: str, row: str, detail: str) -> None:
        """Something does not hold."""
        self.counts["findings"] += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(invariant, row, detail))

    @contextmanager
    def reading(self, row: str) -> Iterator[None]:
        """Whatever goes wrong with a row is a finding that names it."""
        try:
            yield
        except Exception as error:
            self.find("file", row, f"cannot be read: {type(error).__name__}: {error}")

    def missing(self, what: str, expected: dict[str, Mark]) -> None:
        """What the audit log says was written and nobody found."""
        for identifier in expected:
            self.find("4 nothing lost", f"{what} {identifier}", "is missing")

    def report(self) -> Report:
        """The outcome; findings beyond `MOST` are one more that says how many."""
        more = self.counts.pop("findings", 0) - len(self.findings)
        if more > 0:
            self.findings.append(Finding("file", "others", f"{more} more findings are not named"))
        return Report(dict(self.counts), self.findings)
