"""`sandbank verify`: recompute everything a bank's file says from what cannot have changed.

Read-only, in one snapshot, also beside a running server. Every finding names the row. The audit log
comes first, against its tree and signed checkpoints; it then vouches for every document, ledger
transaction and event; what is derived (entries, balances, holds, look-ups) is made again and compared.
Nothing vouches for kept answers, counters, numbers, and look-ups by keyed hash: those are only read.
Old history is proved where it lies: see `verify_history`.
See: `verify_books` for the books, docs/concepts/ledger.md for the invariants by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import apsw
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sandbox.contract.models import REFERENCES
from sandbox.engine.audit import Frontier, decode_leaf, leaf_hash
from sandbox.engine.records import KINDS, Kind
from sandbox.engine.store.sqlite.checksums import UNCHECKED, version_checksum
from sandbox.engine.store.sqlite.damage import lost_commits
from sandbox.engine.store.sqlite.files import origin_of
from sandbox.engine.store.sqlite.findings import Finding, Mark, Report, Search, text
from sandbox.engine.store.sqlite.log import TILE_LEVELS
from sandbox.engine.store.sqlite.reader import decode_effect, decode_event
from sandbox.engine.store.sqlite.schema import Unusable, open_reader
from sandbox.engine.store.sqlite.verify_books import Books
from sandbox.engine.store.sqlite.verify_history import PastProof

__all__ = ["Finding", "Report", "verify_file"]

Progress = Callable[[str, int], None]


def verify_file(path: Path, *, public_key: bytes | None = None, progress: Progress | None = None) -> Report:
    """Check a bank's file; with its public key, signatures too. Raises `Unusable` when it is no bank's file."""
    connection = open_reader(path)
    search = Search(connection)
    log, records, books = _Log(search, public_key), _Records(search), Books(search)
    checks = {
        "history": PastProof(search, connection, path).segments,
        "pages": log.pages,
        "leaves": log.leaves,
        "versions": records.versions,
        "lookups": records.lookups,
        "references": records.references,
        "events": log.events,
        "journal": books.journal,
        "entries": books.entries,
        "holds": books.holds,
        "effects": records.effects,
    }
    try:
        with search.reading("log"):
            if lost := lost_commits(connection, path):
                search.find("4 nothing lost", "log", f"is damaged, and {lost} commits behind the damage are not read")
        connection.execute("BEGIN")
        for name, check in checks.items():
            with search.reading(name):
                check()
            if progress is not None:
                progress(name, search.counts[name])
            if name == "history" and search.is_cut_off:
                # Everything that lies in a segment would seem to be lost: what is lost is the segment.
                break
    except apsw.Error as error:
        raise Unusable(f"{path.name} cannot be read as a bank: {error}.") from error
    finally:
        connection.close()
    return search.report()


class _Log:
    """The audit log and the events."""

    def __init__(self, search: Search, public_key: bytes | None) -> None:
        self._search = search
        self._public_key = public_key
        self._frontier = Frontier()
        self._fitting = 0
        self._unfitting: list[int] = []

    def pages(self) -> None:
        """The file is whole, as SQLite sees it."""
        for (message,) in self._search.rows("PRAGMA integrity_check(20)"):
            if message != "ok":
                self._search.find("file", "pages", str(message))

    def leaves(self) -> None:
        """Leaves follow each other, and their tree has the nodes and roots that were written and signed."""
        search, frontier = self._search, self._frontier
        nodes = {(row[0], row[1]): row[2] for row in search.rows("SELECT level, position, hash FROM nodes")}
        roots = {row[0]: row[1:] for row in search.rows("SELECT size, root, signature FROM checkpoints")}
        last, last_at, is_whole = 0, 0, True
        leaves = f"SELECT commit_seq, at_us, {text('leaf')} FROM leaves ORDER BY 1"
        for number, at_us, encoded in search.rows(leaves):
            search.counts["leaves"] += 1
            for lost in range(last + 1, min(number, last + 100)):
                search.find("4 nothing lost", f"leaf {lost}", "is missing")
                is_whole = False
            last = number
            with search.reading(f"leaf {number}"):
                for level, position, digest in frontier.append(leaf_hash(encoded)):
                    if is_whole and level % TILE_LEVELS == 0:
                        self._node(level, position, digest, nodes.pop((level, position), None))
                self._marks(number, at_us, last_at, encoded)
                last_at = max(last_at, at_us)
            if is_whole and frontier.size in roots:
                self._checkpoint(*roots.pop(frontier.size))
        if is_whole:
            self._end(last_at)
            for row in [f"node {level}/{position}" for level, position in nodes] + [
                f"checkpoint {size}" for size in roots
            ]:
                search.find("10 audit", row, "belongs to no leaves")

    def _marks(self, number: int, at_us: int, last_at: int, encoded: bytes) -> None:
        search, leaf = self._search, decode_leaf(encoded)
        if leaf.commit != number or leaf.at_us != at_us or at_us < last_at:
            search.find("12 sequence", f"leaf {number}", "its number or time is not its own, or time goes backwards")
        for mark in leaf.versions:
            search.versions[mark.kind, mark.id, mark.version] = Mark(mark.hash, number, mark.action == "DELETE")
        search.journal.update((one.id, Mark(one.hash, number)) for one in leaf.ledger)
        search.events.update((one.id, Mark(one.hash, number)) for one in leaf.events)

    def _node(self, level: int, position: int, digest: bytes, stored: bytes | None) -> None:
        start, end = position << level, (position + 1) << level
        if stored != digest:
            self._unfitting.append(end)
            self._search.find("10 audit", f"node {level}/{position}", f"is not that of leaves {start + 1} to {end}")
        elif start <= self._fitting:
            self._fitting = max(self._fitting, end)

    def _checkpoint(self, root: bytes, signature: bytes) -> None:
        search, size = self._search, self._frontier.size
        search.counts["checkpoints"] += 1
        if root == self._frontier.root():
            self._fitting = size
        else:
            self._unfitting.append(size)
            search.find("10 audit", f"checkpoint {size}", "the log is not the one that was signed")
        if self._public_key is not None:
            meta = dict(search.rows("SELECT name, value FROM meta WHERE name IN ('bank_id', 'epoch')"))
            origin = origin_of(meta.get("bank_id", ""), int(meta.get("epoch", 0)))
            note = f"{origin}\n{size}\n{root.hex()}\n".encode()
            try:
                Ed25519PublicKey.from_public_bytes(self._public_key).verify(signature, note)
            except InvalidSignature:
                search.find("10 audit", f"checkpoint {size}", "the signature is not this bank's")

    def _end(self, last_at: int) -> None:
        """The tree is the one that was written; if not, between which roots it was changed."""
        search, size = self._search, self._frontier.size
        meta = dict(search.rows("SELECT name, value FROM meta"))
        if meta.get("frontier", bytes(8).hex()) == self._frontier.to_bytes().hex():
            self._fitting = size
        else:
            self._unfitting.append(size)
            search.find("10 audit", "meta frontier", "the tree is not the one that was written")
        if self._fitting < size:
            first_wrong = min(wrong for wrong in self._unfitting if wrong > self._fitting)
            row = f"leaves {self._fitting + 1} to {first_wrong}"
            search.find("10 audit", row, "one of them was changed: up to there the tree is right, there it is not")
        if int(meta.get("last_at_us", 0)) < last_at:
            search.find("12 sequence", "meta last_at_us", "is before the last commit")

    def events(self) -> None:
        """Each event is the one that was written, and they are numbered without gaps."""
        search, last = self._search, 0
        columns = f"sequence, event_id, commit_seq, at_us, type, {text('body')}"
        for sequence, identifier, commit, at_us, kind, body in search.rows(f"SELECT {columns} FROM events ORDER BY 1"):
            search.counts["events"] += 1
            name = f"event {identifier}"
            if sequence != last + 1:
                search.find("12 sequence", name, f"has number {sequence} after {last}")
            last = sequence
            mark = search.events.pop(identifier, None)
            if mark is None or sha256(body or b"").hexdigest() != mark.digest or commit != mark.commit:
                search.find("10 audit", name, "is not what the audit log says was written")
            with search.reading(name):
                event = decode_event(body)
                if (event.event_id, event.at_us, event.type) != (identifier, at_us, kind):
                    search.find("10 audit", name, "is filed under another id, time or type")
        search.missing("event", search.events)


class _Records:
    """Documents, and what finds them."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._expected: Counter[str] = Counter()
        self._unreadable: set[str] = set()

    def versions(self) -> None:
        """Each version of each record is the one that was written, and its newest one can be found."""
        search = self._search
        head: tuple[Any, ...] = ("", "", 0)
        columns = f"kind, id, version, commit_seq, is_deleted, schema, {text('body')}, sealed, {search.checksum}"
        for row in search.rows(f"SELECT {columns} FROM versions ORDER BY kind, id, version"):
            search.counts["versions"] += 1
            kind, identifier, version, commit, is_deleted, schema, body, sealed, checksum = row
            name = f"{kind} {identifier} version {version}"
            is_next = head[:2] == (kind, identifier)
            if not is_next:
                self._found(head)
            if version != (head[2] + 1 if is_next else 1):
                search.find("12 sequence", name, "does not follow the version before it")
            head = row
            mark = search.versions.pop((kind, identifier, version), None)
            with search.reading(name):
                digest = sha256(body if sealed is None else body + sealed).hexdigest()
                if Mark(digest, commit, is_deleted) != mark or sealed == b"":
                    search.find("10 audit", name, "is not what the audit log says was written")
                if kind in KINDS and not 1 <= schema <= KINDS[kind].schema:
                    search.find("10 audit", name, f"has schema {schema}, which there is not")
                is_sealed = sealed is not None
                found = version_checksum(body, version, schema, is_deleted, is_sealed)
                if checksum not in (UNCHECKED, found):
                    search.find("file", name, "does not fit its checksum")
        self._found(head)
        for kind, identifier, version in search.versions:
            search.find("4 nothing lost", f"{kind} {identifier} version {version}", "is missing")

    def _found(self, head: tuple[Any, ...]) -> None:
        """Every look-up that can be made again without a key leads to this record."""
        kind, cells = self._cells(head)
        if cells is None:
            self._unreadable.add(kind)
            return
        for column, value in cells:
            self._expected[column] += 1
            sql = "SELECT 1 FROM lookups WHERE column_name=? AND value=? AND id=?"
            if self._search.rows(sql, (column, value, head[1])).get is None:
                self._search.find("look-ups", f"{column}={value}", f"does not find {head[1]}")

    def _cells(self, head: tuple[Any, ...]) -> tuple[str, set[tuple[str, str]] | None]:
        """The look-ups of a record, but for those by keyed hash; None when it needs its sealed part to be read."""
        kind = KINDS.get(head[0])
        if kind is None or head[4]:
            return head[0], set()
        try:
            record = kind.decode(head[6], None, head[5], head[1], head[2], None)  # type: ignore[arg-type]
            return kind.name, {(name, value) for name, values in _plain(kind).items() for value in values(record)}
        except Exception:
            return kind.name, None

    def lookups(self) -> None:
        """Nothing is found that does not exist, or by a value that it does not have."""
        search = self._search
        for column, count in search.rows("SELECT column_name, count(*) FROM lookups GROUP BY 1").fetchall():
            search.counts["lookups"] += count
            kind = KINDS.get(column.partition(".")[0])
            is_plain = kind is not None and kind.name not in self._unreadable and column in _plain(kind)
            if not is_plain or count != self._expected[column]:
                self._compare(column, is_plain=is_plain)

    def _compare(self, column: str, *, is_plain: bool) -> None:
        """Row by row: where the count is wrong, or all that can be asked is whether the record exists."""
        search, kind = self._search, column.partition(".")[0]
        newest = (
            f"SELECT kind, id, version, commit_seq, is_deleted, schema, {text('body')} FROM versions "
            "WHERE kind=? AND id=? ORDER BY version DESC LIMIT 1"
        )
        for value, identifier in search.rows("SELECT value, id FROM lookups WHERE column_name=?", (column,)):
            name = f"{column}={value}"
            head = search.rows(newest, (kind, identifier)).fetchone()
            if head is None or head[4]:
                search.find("look-ups", name, f"finds {identifier}, which does not exist")
            elif is_plain and (column, value) not in (self._cells(head)[1] or ()):
                search.find("look-ups", name, f"finds {identifier}, which does not have it")

    def references(self) -> None:
        """What a record names exists, or did."""
        search = self._search
        sql = (
            "SELECT v.id, json_extract(v.body, '$.' || ?2) AS target FROM versions v WHERE v.kind=?1 "
            "AND target IS NOT NULL AND NOT EXISTS (SELECT 1 FROM versions t WHERE t.kind=?3 AND t.id=target)"
        )
        for kind in KINDS.values():
            for name, target in REFERENCES.get(kind.struct, {}).items():
                search.counts["references"] += 1
                for identifier, missing in search.rows(sql, (kind.name, name, target)):
                    search.find("references", f"{kind.name} {identifier}", f"{name} {missing} does not exist")

    def effects(self) -> None:
        """Each row of the queue can be read, and is due when its key says."""
        search = self._search
        columns = f"due_us, sequence, is_parked, {text('body')}"
        for due_us, sequence, is_parked, body in search.rows(f"SELECT {columns} FROM effects"):
            search.counts["effects"] += 1
            with search.reading(f"effect {sequence}"):
                effect = decode_effect(body)
                if (effect.due_us, effect.sequence, effect.is_parked) != (due_us, sequence, is_parked):
                    search.find("queue", f"effect {sequence}", "is filed under another time, number or state")


def _plain(kind: Kind[Any]) -> dict[str, Callable[[Any], Any]]:
    """The columns whose look-ups are not by keyed hash."""
    return {f"{kind.name}.{name}": values for name, values in kind.columns if name not in kind.blind}
