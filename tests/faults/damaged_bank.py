"""A bank at rest that bits of are about to be changed, copies of it, and what it answers once it is opened.

The damage is done by the tests: test_flipped_bits.py, test_checksums.py.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import apsw

from sandbox.engine.bank import Bank
from sandbox.engine.call import system
from tests.engine.banks import NOTES, available
from tests.faults.disk_faults import ACCOUNTS, Deed, close_ring, deeds, do, expected, groups, keys_in, open_at
from tests.faults.test_verify import Made

SEED = int(os.environ.get("SANDBANK_FAULT_SEED", "20261121"))


class Page(NamedTuple):
    """A page of a file, and the table or index it belongs to."""

    number: int
    of: str


class Original(NamedTuple):
    """A bank at rest, whole."""

    place: Path
    content: bytes
    pages: list[Page]
    made: list[Deed]
    rows: dict[str, list[object]]


async def _make(place: Path) -> list[Deed]:
    made = deeds(SEED)
    bank = await open_at(place)
    for group in groups(SEED, made):
        await do(bank, group)
    await bank.close()
    close_ring(bank.vault)
    return made


def make_original(place: Path) -> Original:
    """A bank at rest that deeds were done in, whole."""
    made = asyncio.run(_make(place))
    connection = apsw.Connection(str(place / "bank.db"))
    pages = [Page(*row) for row in connection.execute("SELECT pageno, name FROM dbstat ORDER BY pageno")]
    connection.close()
    rows = Made(place / "bank.db", None).contents()
    return Original(place, (place / "bank.db").read_bytes(), pages, made, rows)


def copy_of(original: Original, place: Path) -> Made:
    """A copy of the bank, to be damaged."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name in ("keys.db", "master.key"):
        shutil.copy(original.place / name, place)
    (place / "bank.db").write_bytes(original.content)
    return Made(place / "bank.db", None)


async def ask_money(bank: Bank, made: list[Deed], told: Counter[str]) -> None:
    """The balances; then a transfer, which adds to them or is refused."""
    keys = {deed.key for deed in made}
    for added in (None, Deed("more", deeds(1, 1)[0].act, {ACCOUNTS[0]: 1_000_000})):
        try:
            if added is not None:
                await do(bank, [added])
                made, keys = [*made, added], {*keys, added.key}
        except Exception:
            told["refused"] += 1
            keys = {deed.key for deed in made}
            if added is not None and added.key in _kept(bank):
                made, keys = [*made, added], {*keys, added.key}
        for name in ACCOUNTS:
            try:
                found = await available(bank, name)
            except Exception:
                told["refused"] += 1
            else:
                assert found == expected(made, keys)[name], f"wrong money: {name} has {found}"
                told["right"] += 1


def _kept(bank: Bank) -> set[str]:
    try:
        return keys_in(bank)
    except apsw.Error:
        return set()


async def ask_people(bank: Bank, made: list[Deed], told: Counter[str]) -> None:
    """What is known of each person: right, refused, nothing, or another document than was written."""
    for deed in made:
        if deed.person is None:
            continue
        person = deed.person
        try:
            note, _ = await bank.run("test", system(), lambda tx, person=person: tx.get(NOTES, person), is_read=True)
        except Exception:
            told["refused"] += 1
        else:
            if note is None:
                told["no document"] += 1
                continue
            is_right = (note.secret, note.label) == (f"secret of {deed.key}", f"label {deed.key}")
            told["right" if is_right else "another document"] += 1
