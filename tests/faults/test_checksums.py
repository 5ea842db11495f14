"""A document or a hold of which a bit has flipped is not told by a running bank; a file of before goes on as it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import apsw
import msgspec
import pytest

from sandbox.engine.call import system
from sandbox.engine.store.sqlite.reader import Damaged
from sandbox.engine.store.sqlite.verify import verify_file
from sandbox.engine.transaction import Transaction
from tests.engine.banks import NOTES
from tests.faults.damaged_bank import Original, ask_money, ask_people, copy_of
from tests.faults.disk_faults import close_ring, open_at
from tests.faults.test_verify import Made


@pytest.mark.parametrize("what", ["body", "version", "is_deleted", "schema", "sealed", "checksum"])
async def test_a_document_that_is_not_what_was_written_is_not_told(whole: Original, tmp_path: Path, what: str) -> None:
    first, second = [deed.person for deed in whole.made if deed.person is not None][:2]
    changes = {
        "body": "body=swap(body, 'label', 'lable')",
        "version": "version=version+1",
        "is_deleted": "is_deleted=1",
        "schema": "schema=schema+1",
        "sealed": "sealed=NULL",
        "checksum": "checksum=checksum+1",
    }
    damaged = copy_of(whole, tmp_path / "damaged")
    damaged.change(f"UPDATE versions SET {changes[what]} WHERE kind='Note' AND id='{first}'")
    bank = await open_at(damaged.path.parent)
    with pytest.raises(Damaged, match=f"Note {first} is not what was written"):
        await bank.run("test", system(), lambda tx: tx.get(NOTES, str(first)), is_read=True)
    told, _ = await bank.run("test", system(), lambda tx: tx.get(NOTES, str(second)), is_read=True)
    assert told is not None
    await bank.close()
    close_ring(bank.vault)
    assert any(one.row.startswith(f"Note {first}") for one in verify_file(damaged.path).findings)


async def test_no_bit_of_a_document_or_a_hold_can_flip_without_being_noticed(whole: Original, tmp_path: Path) -> None:
    copy = copy_of(whole, tmp_path / "copy")
    version = "kind='Note' AND version=1 AND id=(SELECT min(id) FROM versions WHERE kind='Note')"
    hold = "id=(SELECT min(id) FROM holds)"
    note_id, hold_id = (copy.one(f"SELECT id FROM {of}") for of in (f"versions WHERE {version}", f"holds WHERE {hold}"))
    bank = await open_at(copy.path.parent)
    reader = bank.store.reader
    asked = {
        f"versions SET body=CAST(? AS TEXT) WHERE {version}": lambda: reader.version(NOTES, note_id, 1),
        f"holds SET body=CAST(? AS TEXT) WHERE {hold}": lambda: reader.hold(hold_id),
    }
    other = apsw.Connection(str(copy.path))
    other.set_busy_timeout(5000)
    for statement, ask in asked.items():
        assert ask() is not None
        body: str = other.execute(f"SELECT body FROM {statement.replace('SET body=CAST(? AS TEXT) ', '')}").get
        for place in range(len(body)):
            # The eighth bit would be no ASCII: what is read then is no text, and refused as such.
            for bit in range(7):
                flipped = body[:place] + chr(ord(body[place]) ^ 1 << bit) + body[place + 1 :]
                other.execute(f"UPDATE {statement}", (flipped.encode(),))
                with pytest.raises(Damaged):
                    ask()
        other.execute(f"UPDATE {statement}", (body.encode(),))
        assert ask() is not None
    other.close()
    await bank.close()
    close_ring(bank.vault)


def _to_format_1(made: Made) -> None:
    """Make a file as it was before rows carried checksums."""
    connection = apsw.Connection(str(made.path))
    for table in ("versions", "holds"):
        connection.execute(f"ALTER TABLE {table} DROP COLUMN checksum")
    connection.execute("PRAGMA user_version=1")
    connection.close()


async def test_a_file_of_before_checksums_is_verified_brought_up_and_goes_on(whole: Original, tmp_path: Path) -> None:
    old = copy_of(whole, tmp_path / "old")
    _to_format_1(old)
    assert verify_file(old.path).findings == []
    assert old.one("PRAGMA user_version") == 1, "verifying changes nothing"
    bank = await open_at(old.path.parent)
    answers: Counter[str] = Counter()
    await ask_money(bank, whole.made, answers)
    await ask_people(bank, whole.made, answers)
    assert set(answers) == {"right"}
    person = next(deed.person for deed in whole.made if deed.person is not None)
    before, _ = await bank.run("test", system(), lambda tx: tx.get(NOTES, str(person)), is_read=True)

    async def change(tx: Transaction) -> None:
        assert before is not None
        tx.put(msgspec.structs.replace(before, status="SHUT"))

    await bank.run("test", system(), change)
    await bank.durable()
    await bank.close()
    close_ring(bank.vault)
    assert verify_file(old.path).findings == []
    assert old.one("PRAGMA user_version") == 2
    sums = f"SELECT group_concat(checksum<>0) FROM versions WHERE kind='Note' AND id='{person}'"
    assert old.one(sums).endswith("0,1"), "what was written since carries one"
    old.change(f"UPDATE versions SET body=swap(body, 'SHUT', 'SHOT') WHERE id='{person}' AND body LIKE '%SHUT%'")
    bank = await open_at(old.path.parent)
    with pytest.raises(Damaged):
        await bank.run("test", system(), lambda tx: tx.get(NOTES, str(person)), is_read=True)
    await bank.close()
    close_ring(bank.vault)
