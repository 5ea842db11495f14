"""The table of the request log and what a batch of calls writes to it.

A batch is one statement for its rows and one leaf of the log's own Merkle log: the hash of the rows
exactly as they are stored. The newest `MOST_ROWS` rows are kept; a leaf outlives its rows. The frontier is
in the same transaction, and every so many leaves it is signed with the bank's audit key.
See: engine/audit.py for the hashing, verify.py.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.engine.audit import Frontier, leaf_hash, sign_checkpoint
from sandbox.engine.bank import Bank
from sandbox.engine.edge import Statement, edge_tables
from sandbox.gateway.recorder import Line, Money

MOST_ROWS = 200_000
SIGN_EVERY = 4096
TRIM_EVERY = 64

COLUMNS = Line._fields

edge_tables(
    """
CREATE TABLE IF NOT EXISTS requests (seq INTEGER PRIMARY KEY, request_id TEXT UNIQUE, created_us INTEGER,
  operation_id TEXT, method TEXT, path TEXT, query TEXT, status_code INTEGER, code TEXT, api_key_id TEXT,
  idempotency_key TEXT, is_replayed INTEGER, correlation_id TEXT, duration_us INTEGER, request_body TEXT,
  response_body TEXT, ip_address_hash TEXT, user_agent TEXT, fault_id TEXT);
CREATE INDEX IF NOT EXISTS requests_by_correlation ON requests (correlation_id);
CREATE TABLE IF NOT EXISTS request_leaves (leaf INTEGER PRIMARY KEY, first_seq INTEGER, last_seq INTEGER, hash TEXT);
CREATE TABLE IF NOT EXISTS request_meta (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS request_checkpoints (size INTEGER PRIMARY KEY, root TEXT, signature TEXT);
"""
)

_encode = msgspec.json.Encoder().encode
_VALUES = ", ".join(f"value->>{place}" for place in range(len(COLUMNS)))
_INSERT = f"INSERT INTO requests ({', '.join(COLUMNS)}) SELECT {_VALUES} FROM json_each(?)"  # noqa: S608
_META = "INSERT OR REPLACE INTO request_meta VALUES (?, ?)"


def encoded(rows: list[tuple[Any, ...]]) -> bytes:
    """Rows as they are hashed: a JSON array of arrays in the order of the columns."""
    return _encode(rows)


def origin_of(bank_id: str) -> str:
    """Whose log a checkpoint is about."""
    return f"sandbank/{bank_id}/requests"


class _State:
    __slots__ = ("frontier", "next_seq", "signed")

    def __init__(self, frontier: Frontier, next_seq: int, signed: int) -> None:
        self.frontier = frontier
        self.next_seq = next_seq
        self.signed = signed


class RequestLog:
    """The logs of every open bank."""

    def __init__(self) -> None:
        self._states: dict[Bank, _State] = {}

    async def statements(self, bank: Bank, lines: list[Line], money: dict[str, Money]) -> list[Statement]:
        """Rows, their leaf and the frontier."""
        state = self._state(bank)
        rows = encoded(lines)  # type: ignore[arg-type]
        digest = leaf_hash(rows)
        state.frontier.append(digest)
        first, last = state.next_seq, state.next_seq + len(lines) - 1
        state.next_seq = last + 1
        leaf = state.frontier.size
        found: list[Statement] = [
            (_INSERT, [(rows.decode(),)]),
            ("INSERT INTO request_leaves VALUES (?,?,?,?)", [(leaf, first, last, digest.hex())]),
            (_META, [("frontier", state.frontier.to_bytes().hex()), ("next_seq", str(state.next_seq))]),
        ]
        if leaf % TRIM_EVERY == 0 and last > MOST_ROWS:
            found.append(("DELETE FROM requests WHERE seq <= ?", [(last - MOST_ROWS,)]))
        if leaf - state.signed >= SIGN_EVERY:
            found.append(self._checkpoint(bank, state))
        return found

    def lost(self, bank: Bank) -> None:
        """Begin again from what the edge has."""
        self._states.pop(bank, None)

    def forget(self, bank: Bank) -> list[Statement]:
        """The last checkpoint of a bank that is being closed."""
        state = self._states.pop(bank, None)
        if state is None or state.frontier.size == state.signed:
            return []
        return [self._checkpoint(bank, state)]

    def _checkpoint(self, bank: Bank, state: _State) -> Statement:
        state.signed = state.frontier.size
        root = state.frontier.root()
        signed = sign_checkpoint(bank.vault.signing_key, origin_of(bank.bank_id), state.signed, root)
        row = (signed.size, signed.root.hex(), signed.signature.hex())
        return "INSERT OR REPLACE INTO request_checkpoints VALUES (?,?,?)", [row]

    def _state(self, bank: Bank) -> _State:
        state = self._states.get(bank)
        if state is None:
            meta = dict(bank.edge.rows("SELECT name, value FROM request_meta"))
            frontier = Frontier.from_bytes(bytes.fromhex(meta["frontier"])) if "frontier" in meta else Frontier()
            signed = bank.edge.row("SELECT coalesce(max(size), 0) FROM request_checkpoints")[0]
            state = self._states[bank] = _State(frontier, int(meta.get("next_seq", 1)), signed)
        return state


REQUEST_LOG = RequestLog()
