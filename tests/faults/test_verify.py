"""`verify` finds whatever was changed behind the bank's back, and names the row.

A small bank is made once; each test damages a copy. One change at a time, through SQLite, so that
nothing but the change itself gives it away; then bytes of the file at random.
"""

from __future__ import annotations

import asyncio
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

import apsw
import pytest

from sandbox.engine import chart
from sandbox.engine.store.sqlite.reader import decode_account, decode_hold
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.store.sqlite.verify import Finding, verify_file
from sandbox.engine.vault import public_signing_key
from tests.engine.banks import NOTES, Note, account, fund, open_bank, run

VOUCHED = ("versions", "lookups", "leaves", "nodes", "events", "journal", "entries", "balances", "holds")
"""What the audit log vouches for, and what follows from it. Answers, counters and numbers are not proved."""

ROUNDS = 50


async def live(bank: Any, round_: int) -> None:
    """Posts, holds in every state, notes in several versions, events, timers."""
    for name in ("a", "b"):
        await fund(bank, name, 1_000)

    async def hold(tx: Any) -> str:
        identifier: str = await tx.hold(account("a"), account("b"), 50, description="Hold")
        return identifier

    held = [await run(bank, hold) for _ in range(4)]
    await run(bank, lambda tx: tx.capture(held[0], 20, description="Captured in part"))
    await run(bank, lambda tx: tx.release(held[1], description="Released"))
    await run(bank, lambda tx: tx.release(held[2], description="Expired", is_expiry=True))
    for version in range(3):

        async def write(tx: Any, version: int = version) -> None:
            number = round_ * 10
            for label in ("x", "y"):
                note = Note(note_id=f"note_{label}{number}", label=f"{label}-{number}", secret=f"secret {version}")
                tx.put(note)
            tx.emit("setting.updated", note, note)

        await run(bank, write)
    await run(bank, _remove(f"note_x{round_ * 10}"))
    await run(bank, _later)


def _remove(identifier: str) -> Callable[[Any], Any]:
    async def work(tx: Any) -> None:
        tx.delete(await tx.get(NOTES, identifier))

    return work


async def _later(tx: Any) -> None:
    tx.schedule("tests.append", "later", tx.now_us + 10**12)


async def make_bank(directory: Path) -> None:
    """Three signed checkpoints, and a log that is longer than a tile of its tree."""
    for round_ in range(3):
        async with open_bank(directory) as bank:
            await live(bank, round_)
            if round_ == 1:
                for number in range(260):
                    await run(bank, _put(number))
            bank.store._add_checkpoint(bank.store.batch)


def _put(number: int) -> Callable[[Any], Any]:
    async def work(tx: Any) -> None:
        tx.put(Note(note_id="note_many", label=f"many {number}"))

    return work


class Made(NamedTuple):
    """A bank's file, and the key that its checkpoints are signed with."""

    path: Path
    public_key: bytes | None

    def findings(self) -> list[Finding]:
        return verify_file(self.path, public_key=self.public_key).findings

    def change(self, *statements: str) -> None:
        """Change the file. Each statement changes one row."""
        connection = apsw.Connection(str(self.path))
        connection.createscalarfunction("swap", swap, 3)
        for statement in statements:
            connection.execute(statement)
            assert connection.changes() == 1, statement
        connection.close()

    def one(self, query: str) -> Any:
        """The answer of a query that has one."""
        connection = apsw.Connection(str(self.path))
        try:
            return connection.execute(query).get
        finally:
            connection.close()

    def contents(self) -> dict[str, list[Any]]:
        """Every row of the tables that are proved."""
        connection = apsw.Connection(str(self.path))
        try:
            found: dict[str, list[Any]] = {
                table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in VOUCHED
            }
            # Definitions and holds as they are understood: a property that is null may as well be left out.
            found["holds"] = [
                (identifier, decode_hold(body), checksum) for identifier, body, checksum in found["holds"]
            ]
            found["balances"] = [(one, decode_account(body), *rest) for one, body, *rest in found["balances"]]
            return found
        finally:
            connection.close()


def swap(*arguments: Any) -> str:
    """A text with one byte of it changed: the text, the old part, the new one."""
    text, old, new = map(str, arguments)
    assert old in text
    assert len(old) == len(new)
    return text.replace(old, new, 1)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("verify")
    asyncio.run(make_bank(directory))
    return directory


@pytest.fixture
def made(original: Path, tmp_path: Path) -> Made:
    for name in ("bank.db", "keys.db", "master.key"):
        shutil.copy(original / name, tmp_path)
    return Made(tmp_path / "bank.db", public_signing_key(tmp_path, "bank_test"))


PLACES = {
    "a": f"SELECT '{account('a').ledger_account_id}'",
    "cash": f"SELECT '{chart.cash('USD').ledger_account_id}'",
    "ninth": "SELECT id FROM journal ORDER BY id LIMIT 1 OFFSET 9",
    "event": "SELECT event_id FROM events ORDER BY sequence LIMIT 1 OFFSET 1",
    "last_event": "SELECT event_id FROM events ORDER BY sequence DESC LIMIT 1",
    "last_leaf": "SELECT max(commit_seq) FROM leaves",
    "beyond": "SELECT max(commit_seq) + 1 FROM leaves",
    "signed": "SELECT min(size) FROM checkpoints",
    "open": "SELECT id FROM holds WHERE body LIKE '%PENDING%' LIMIT 1",
    "captured": "SELECT id FROM holds WHERE body LIKE '%CAPTURED%' LIMIT 1",
    "released": "SELECT id FROM holds WHERE body LIKE '%RELEASED%' LIMIT 1",
    "effect": "SELECT min(sequence) FROM effects",
}
"""Where a change is made: `$name` is this query in a statement, and its answer in the name of a row."""

CHANGES = {
    "entry 2 of $a": (
        "UPDATE entries SET pending=pending+1 WHERE account=$a AND sequence=2",
        "UPDATE entries SET posted=posted+1 WHERE account=$a AND sequence=2",
        "UPDATE entries SET debits_pending=debits_pending+1 WHERE account=$a AND sequence=2",
        "UPDATE entries SET direction='CREDIT' WHERE account=$a AND sequence=2",
        "UPDATE entries SET direction='DEBET' WHERE account=$a AND sequence=2",
        "UPDATE entries SET journal_id=$ninth WHERE account=$a AND sequence=2",
        "UPDATE entries SET at_us=at_us-1 WHERE account=$a AND sequence=2",
        "DELETE FROM entries WHERE account=$a AND sequence=2",
    ),
    "entry 99 of $a": (
        "INSERT INTO entries SELECT account, at_us, 99, journal_id, direction, 0, 0, debits_posted, credits_posted, "
        "debits_pending, credits_pending FROM entries WHERE account=$a AND sequence=2",
    ),
    "balance of $a": (
        "UPDATE balances SET credits_posted=credits_posted+1 WHERE account=$a",
        "UPDATE balances SET debits_pending=debits_pending+1 WHERE account=$a",
        "UPDATE balances SET sequence=sequence+1 WHERE account=$a",
        "UPDATE balances SET at_us=at_us+1 WHERE account=$a",
        "UPDATE balances SET created_us=created_us-1 WHERE account=$a",
        "UPDATE balances SET definition=swap(definition, 'USD', 'USE') WHERE account=$a",
        "UPDATE balances SET definition=swap(definition, 'acct_', 'acat_') WHERE account=$a",
        "UPDATE balances SET definition=swap(definition, 's\":0', 's\":9') WHERE account=$a",
        "UPDATE balances SET definition=swap(definition, '{', '(') WHERE account=$a",
        "DELETE FROM balances WHERE account=$a",
    ),
    "balance of $cash": ("UPDATE balances SET definition=swap(definition, 'Cash', 'Cush') WHERE account=$cash",),
    "balance of lacc_none": (
        "INSERT INTO balances SELECT 'lacc_none', definition, created_us, at_us, 0, 0, 0, 0, 0 FROM balances LIMIT 1",
    ),
    "ledger transaction $ninth": (
        "UPDATE journal SET body=swap(body, '\"DEBIT\"', '\"DEBTT\"') WHERE id=$ninth",
        "UPDATE journal SET body=swap(body, '{', '(') WHERE id=$ninth",
        "UPDATE journal SET body=CAST(body AS BLOB) WHERE id=$ninth",
        "UPDATE journal SET commit_seq=commit_seq-1 WHERE id=$ninth",
        "DELETE FROM journal WHERE id=$ninth",
    ),
    "ledger transaction ltxn_none": ("INSERT INTO journal SELECT 'ltxn_none', commit_seq, body FROM journal LIMIT 1",),
    "Note note_y0 version 2": (
        "UPDATE versions SET body=swap(body, 'y-0', 'y-1') WHERE id='note_y0' AND version=2",
        "UPDATE versions SET body=swap(body, '{', '(') WHERE id='note_y0' AND version=2",
        "UPDATE versions SET body=CAST(body AS BLOB) WHERE id='note_y0' AND version=2",
        "UPDATE versions SET sealed=substr(sealed, 2) WHERE id='note_y0' AND version=2",
        "UPDATE versions SET sealed=NULL WHERE id='note_y0' AND version=2",
        "UPDATE versions SET is_deleted=1 WHERE id='note_y0' AND version=2",
        "UPDATE versions SET checksum=checksum+1 WHERE id='note_y0' AND version=2",
        "UPDATE versions SET schema=2 WHERE id='note_y0' AND version=2",
        "UPDATE versions SET commit_seq=commit_seq+1 WHERE id='note_y0' AND version=2",
        "UPDATE versions SET kind='Bill' WHERE id='note_y0' AND version=2",
        "DELETE FROM versions WHERE id='note_y0' AND version=2",
    ),
    "Note note_many version 1": ("UPDATE versions SET sealed=x'' WHERE id='note_many' AND version=1",),
    "Note note_y0 version 3": ("DELETE FROM versions WHERE id='note_y0' AND version=3",),
    "Note note_y0 version 4": (
        "INSERT INTO versions SELECT kind, id, 4, commit_seq, 1, schema, body, sealed, 0 FROM versions "
        "WHERE id='note_y0' AND version=3",
    ),
    "leaf 5": (
        "UPDATE leaves SET leaf=swap(leaf, 'system', 'sistem') WHERE commit_seq=5",
        "UPDATE leaves SET leaf=swap(leaf, '{', '(') WHERE commit_seq=5",
        "UPDATE leaves SET at_us=at_us+1 WHERE commit_seq=5",
        "DELETE FROM leaves WHERE commit_seq=5",
    ),
    "leaf $last_leaf": (
        "UPDATE leaves SET leaf=swap(leaf, 'system', 'sistem') WHERE commit_seq=$last_leaf",
        "UPDATE leaves SET commit_seq=commit_seq+1 WHERE commit_seq=$last_leaf",
    ),
    "leaf $beyond": ("INSERT INTO leaves SELECT commit_seq+1, at_us, leaf FROM leaves WHERE commit_seq=$last_leaf",),
    "meta frontier": (
        "DELETE FROM leaves WHERE commit_seq=$last_leaf",
        "DELETE FROM meta WHERE name='frontier'",
    ),
    "meta last_at_us": ("UPDATE meta SET value=value-1 WHERE name='last_at_us'",),
    "node 8/0": ("UPDATE nodes SET hash=randomblob(32)", "DELETE FROM nodes"),
    "node 8/9": ("INSERT INTO nodes VALUES (8, 9, randomblob(32))",),
    "checkpoint $signed": (
        "UPDATE checkpoints SET root=randomblob(32) WHERE size=$signed",
        "UPDATE checkpoints SET signature=randomblob(64) WHERE size=$signed",
    ),
    "checkpoint 9999": ("INSERT INTO checkpoints VALUES (9999, randomblob(32), randomblob(64))",),
    "event $event": (
        "UPDATE events SET body=swap(body, 'note_y', 'note_z') WHERE event_id=$event",
        "UPDATE events SET body=swap(body, '{', '(') WHERE event_id=$event",
        "UPDATE events SET type='account.opened' WHERE event_id=$event",
        "UPDATE events SET at_us=at_us+1 WHERE event_id=$event",
        "UPDATE events SET commit_seq=commit_seq+1 WHERE event_id=$event",
        "UPDATE events SET event_id='evt_none' WHERE event_id=$event",
        "DELETE FROM events WHERE event_id=$event",
    ),
    "event $last_event": (
        "UPDATE events SET sequence=sequence+1 WHERE event_id=$last_event",
        "DELETE FROM events WHERE event_id=$last_event",
    ),
    "event evt_none": (
        "INSERT INTO events SELECT sequence+1, 'evt_none', commit_seq, at_us, type, body FROM events "
        "WHERE event_id=$last_event",
    ),
    "Note.status=SHUT": ("INSERT INTO lookups VALUES ('Note.status', 'SHUT', 'note_y0')",),
    "Note.status=OPEN": ("INSERT INTO lookups VALUES ('Note.status', 'OPEN', 'note_x0')",),
    "Note.colour=red": ("INSERT INTO lookups VALUES ('Note.colour', 'red', 'note_none')",),
    "Note.label=y-0": (
        "UPDATE lookups SET value='y-1' WHERE value='y-0'",
        "UPDATE lookups SET id='note_y10' WHERE value='y-0'",
        "DELETE FROM lookups WHERE value='y-0'",
    ),
    "hold $open": (
        "UPDATE holds SET body=swap(body, ':50', ':40') WHERE id=$open",
        "UPDATE holds SET body=swap(body, 'PENDING', 'EXPIRED') WHERE id=$open",
        "UPDATE holds SET body=swap(body, 'acct_', 'acat_') WHERE id=$open",
        "UPDATE holds SET body=swap(body, 'USD', 'USE') WHERE id=$open",
        "UPDATE holds SET body=swap(body, 'captured_cents\":0', 'captured_cents\":1') WHERE id=$open",
        "UPDATE holds SET body=swap(body, '{', '(') WHERE id=$open",
        "UPDATE holds SET checksum=checksum+1 WHERE id=$open",
        "UPDATE holds SET body=swap(body, 'hold_', 'hald_') WHERE id=$open",
        "DELETE FROM holds WHERE id=$open",
    ),
    "hold $captured": (
        "UPDATE holds SET body=swap(body, ':20', ':21') WHERE id=$captured",
        "UPDATE holds SET body=replace(body, 'CAPTURED', 'RELEASED') WHERE id=$captured",
    ),
    "hold $released": ("UPDATE holds SET body=replace(body, 'RELEASED', 'PENDING') WHERE id=$released",),
    "hold hold_none": (
        "INSERT INTO holds SELECT 'hold_none', replace(body, id, 'hold_none'), 0 FROM holds WHERE id=$released",
    ),
    "effect $effect": (
        "UPDATE effects SET due_us=due_us+1 WHERE sequence=$effect",
        "UPDATE effects SET is_parked=1 WHERE sequence=$effect",
        "UPDATE effects SET body=swap(body, '{', '(') WHERE sequence=$effect",
    ),
}
"""The row that a finding must name, and the changes for which it must."""

SINGLE = [(row, statement) for row, statements in CHANGES.items() for statement in statements]


def names(findings: list[Finding], row: str) -> bool:
    """Whether a finding names this row; of a leaf, whether one names few leaves and this among them."""
    if any(finding.row == row for finding in findings):
        return True
    if not row.startswith("leaf "):
        return False
    ranges = [finding.row.split()[1::2] for finding in findings if finding.row.startswith("leaves ")]
    return any(int(first) <= int(row.split()[1]) <= int(last) < int(first) + 300 for first, last in ranges)


def test_an_untouched_bank_has_no_findings(made: Made) -> None:
    report = verify_file(made.path, public_key=made.public_key)
    assert report.findings == []
    assert report.counts["checkpoints"] == 3
    assert all(report.counts[what] > 0 for what in ("leaves", "versions", "journal", "entries", "holds", "events"))
    assert {row[0] for row in made.contents()["nodes"]} == {8}


@pytest.mark.parametrize(("row", "statement"), SINGLE, ids=[f"{row}-{n}" for n, (row, _) in enumerate(SINGLE)])
def test_names_the_row_that_was_changed(made: Made, row: str, statement: str) -> None:
    expected = Template(row).substitute({name: made.one(query) for name, query in PLACES.items()})
    made.change(Template(statement).substitute({name: f"({query})" for name, query in PLACES.items()}))
    findings = made.findings()
    assert names(findings, expected), (expected, findings[:10])


def test_one_damage_does_not_hide_another(made: Made) -> None:
    rows = ("ledger transaction $ninth", "Note note_y0 version 2", "event $event", "hold $open", "effect $effect")
    expected = [Template(row).substitute({name: made.one(query) for name, query in PLACES.items()}) for row in rows]
    for row in rows:
        [statement, *_] = [one for one in CHANGES[row] if "'('" in one]
        made.change(Template(statement).substitute({name: f"({query})" for name, query in PLACES.items()}))
    findings = made.findings()
    assert all(names(findings, row) for row in expected), findings


def test_a_thousand_findings_are_named_and_the_rest_counted(made: Made) -> None:
    connection = apsw.Connection(str(made.path))
    connection.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1500) "
        "INSERT INTO lookups SELECT 'Note.label', 'none ' || i, 'note_none' FROM n"
    )
    connection.close()
    findings = made.findings()
    assert len(findings) == 1_001
    assert findings[-1].detail == "500 more findings are not named"


def test_another_banks_key_did_not_sign_it(made: Made) -> None:
    findings = verify_file(made.path, public_key=bytes(32)).findings
    assert [finding.invariant for finding in findings] == ["10 audit"] * 3


def test_what_is_no_bank_is_unusable(tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("text", b"hello" * 1000)):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(Unusable):
            verify_file(path)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_flipped_bytes_are_found_or_change_nothing(made: Made, seed: int) -> None:
    chance = random.Random(seed)
    before = made.contents()
    content = bytearray(made.path.read_bytes())
    for _ in range(chance.choice((1, 2, 8, 64))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    made.path.write_bytes(content)
    try:
        findings = made.findings()
    except Unusable:
        return
    if not findings:
        assert made.contents() == before
