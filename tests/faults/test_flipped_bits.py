"""One bit of a bank's file, or of its log, flips: `verify` finds it, and a running bank tells no wrong money.

Every page of every table and index is taken, a few bits each; what they belong to is asked of SQLite.
`SANDBANK_LONG` takes more bits. A failure prints the command that flips the same bit again.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from sandbox.engine.bank import Bank
from sandbox.engine.chart import customer_deposits
from sandbox.engine.store.sqlite.reader import Damaged
from sandbox.engine.store.sqlite.schema import Unusable, open_writer
from sandbox.engine.store.sqlite.verify import Finding, verify_file
from sandbox.host import Host
from tests.engine.banks import account, available
from tests.faults.damaged_bank import SEED, Original, Page, ask_money, ask_people, copy_of
from tests.faults.disk_faults import ACCOUNTS, Deed, close_ring, deeds, do, expected, groups, keys_in, on_disk, open_at
from tests.faults.power import Disk, cut, lay_out, states
from tests.faults.test_verify import Made
from tests.services.api import Api, World
from tests.services.builders import make_account

PAGE = 4096
LOG_HEADER = 32
FLIPS = 64 if os.environ.get("SANDBANK_LONG") else 2
FLIPS_OF_A_TABLE = 8 * FLIPS
"""At least so many bits of each table and index, however few its pages are."""

TABLES = {
    "answers",
    "balances",
    "checkpoints",
    "counters",
    "effects",
    "entries",
    "events",
    "holds",
    "journal",
    "leaves",
    "lookups",
    "meta",
    "nodes",
    "numbers",
    "versions",
}


class Bit(NamedTuple):
    """Where a bit flips."""

    page: Page
    offset: int
    bit: int

    def __str__(self) -> str:
        return f"{self.page.number}:{self.offset}:{self.bit}"


def bits(whole: Original) -> list[Bit]:
    """The bits of this run: the one that was asked for, or some of every page."""
    wanted = os.environ.get("SANDBANK_FAULT_CASE")
    if wanted:
        number, offset, bit = map(int, wanted.split(":"))
        return [Bit(next(page for page in whole.pages if page.number == number), offset, bit)]
    rng = random.Random(SEED)
    pages = Counter(page.of for page in whole.pages)
    return [
        Bit(page, rng.randrange(PAGE), rng.randrange(8))
        for page in whole.pages
        for _ in range(max(FLIPS, FLIPS_OF_A_TABLE // pages[page.of]))
    ]


def command(bit: Bit) -> str:
    """What flips one bit again."""
    case = f"SANDBANK_FAULT_SEED={SEED} SANDBANK_FAULT_CASE={bit}"
    return f"{case} python -m pytest tests/faults/test_flipped_bits.py -k every_page"


def flip(whole: Original, place: Path, bit: Bit) -> Made:
    """A copy of the bank with one bit of it the other way round."""
    made = copy_of(whole, place)
    content = bytearray(whole.content)
    content[(bit.page.number - 1) * PAGE + bit.offset] ^= 1 << bit.bit
    made.path.write_bytes(content)
    return made


def findings_of(damaged: Made) -> list[Finding] | None:
    """What `verify` says; None when it says that this is no bank."""
    try:
        return verify_file(damaged.path).findings
    except Unusable:
        return None


async def ask(place: Path, made: list[Deed]) -> Counter[str]:
    """What a bank that is started on the file answers: right, refused, none, or another document."""
    told: Counter[str] = Counter()
    try:
        bank = await open_at(place)
    except Unusable:
        return Counter(["refused to start"])
    try:
        async with asyncio.timeout(10):
            await ask_money(bank, made, told)
            await ask_people(bank, made, told)
    finally:
        async with asyncio.timeout(10):
            await bank.close()
        close_ring(bank.vault)
    return told


@pytest.mark.timeout(0)
async def test_a_bit_of_every_page_is_found_or_changes_nothing(whole: Original, tmp_path: Path) -> None:
    assert {page.of for page in whole.pages} >= TABLES
    found: Counter[str] = Counter()
    told: Counter[str] = Counter()
    cases = bits(whole)
    for bit in cases:
        damaged = flip(whole, tmp_path / "damaged", bit)
        again = f"{bit.page.of}; again: {command(bit)}"
        findings = findings_of(damaged)
        if findings == []:
            assert damaged.contents() == whole.rows, f"changed and not found: {again}"
        else:
            found[bit.page.of] += 1
            assert findings is None or all(one.row and one.detail for one in findings), again
        try:
            answers = await ask(damaged.path.parent, whole.made)
        except BaseException as error:
            raise AssertionError(f"{type(error).__name__}: {error}: {again}") from error
        assert not answers["another document"], f"another document is told: {again}"
        assert findings != [] or not answers["no document"], f"no document and not found: {again}"
        told += answers
    print(f"\n{len(cases)} bits of {len(whole.pages)} pages; found {sum(found.values())}; answers {dict(told)}")


async def _cut_short(place: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[dict[str, bytes], list[list[Deed]]]:
    """The files of a bank whose power failed with everything in its log, and the groups it acknowledged."""
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 10**9)
    place.mkdir()
    done = list(groups(SEED, deeds(SEED, 60)))
    disk = Disk(f"log {place}", is_default=True)
    with on_disk(disk):
        bank = await open_at(place)
        for group in done:
            await do(bank, group)
        files = cut(disk.steps, arrives=True)
        await bank.close()
        close_ring(bank.vault)
    return {**files, "master.key": (place / "master.key").read_bytes()}, done


async def _opened(place: Path) -> Bank | Unusable:
    try:
        return await open_at(place)
    except Unusable as refused:
        return refused


async def test_a_bit_of_the_log_is_found_or_drops_the_last_batch_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, done = await _cut_short(tmp_path / "work", monkeypatch)
    # The last two flushes are the last group and what was due after it.
    last = {deed.key for group in done[-2:] for deed in group}
    acknowledged = {deed.key for group in done for deed in group}
    rng = random.Random(SEED)
    found = 0
    for number in range(40 * FLIPS):
        log = bytearray(files["bank.db-wal"])
        offset, bit = rng.randrange(LOG_HEADER, len(log)), rng.randrange(8)
        log[offset] ^= 1 << bit
        place = tmp_path / f"log{number}"
        lay_out({**files, "bank.db-wal": bytes(log)}, place)
        findings = findings_of(Made(place / "bank.db", None))
        bank = await _opened(place)
        if isinstance(bank, Unusable):
            found += 1
            assert "is damaged" in str(bank)
            assert findings is None or any(one.row == "log" for one in findings), (offset, bit)
            assert (place / "bank.db-wal").read_bytes() == log, "what lies behind the damage must stay"
            continue
        missing = acknowledged - keys_in(bank)
        await bank.close()
        close_ring(bank.vault)
        assert missing <= last, f"bit {bit} of byte {offset} of the log drops {len(missing)} transactions"
    assert found > 20 * FLIPS


async def test_whatever_a_power_loss_leaves_of_a_log_is_not_called_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.engine.store.sqlite.writer.FOLD_PAGES", 100)
    place = tmp_path / "work"
    place.mkdir()
    disk = Disk("power", is_default=True)
    with on_disk(disk):
        bank = await open_at(place)
        for group in groups(SEED, deeds(SEED, 60)):
            await do(bank, group)
        await bank.close()
        close_ring(bank.vault)
    for number, (_, files) in enumerate(states(disk.steps, 150 * FLIPS, SEED)):
        state = tmp_path / f"state{number}"
        lay_out(files, state)
        open_writer(state / "bank.db").close()
        shutil.rmtree(state)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE balances SET credits_posted=credits_posted+1 WHERE account='{account}'",
        "UPDATE balances SET sequence=sequence+1 WHERE account='{account}'",
        "DELETE FROM balances WHERE account='{account}'",
    ],
)
async def test_a_balance_that_its_entries_deny_is_not_told(whole: Original, tmp_path: Path, statement: str) -> None:
    damaged = copy_of(whole, tmp_path / "damaged")
    damaged.change(statement.format(account=account(ACCOUNTS[0]).ledger_account_id))
    bank = await open_at(damaged.path.parent)
    with pytest.raises(Damaged):
        await available(bank, ACCOUNTS[0])
    assert await available(bank, ACCOUNTS[1]) == expected(whole.made, keys_in(bank))[ACCOUNTS[1]]
    await bank.close()
    close_ring(bank.vault)


async def test_a_bank_whose_queue_cannot_be_read_is_refused_in_one_sentence(whole: Original, tmp_path: Path) -> None:
    damaged = copy_of(whole, tmp_path / "damaged")
    damaged.change("UPDATE effects SET body=swap(body, '{', '(') WHERE sequence=(SELECT min(sequence) FROM effects)")
    with pytest.raises(Unusable, match="cannot be read as a bank"):
        await open_at(damaged.path.parent)


async def test_a_client_is_told_a_problem_and_no_wrong_balance(tmp_path: Path) -> None:
    api = await Api.open(tmp_path)
    made = await make_account(api, cents=5_000)
    path = f"/accounts/{made['account_id']}"
    file, bank_id, token = api.bank.store.path, api.bank.bank_id, api.token
    await api.world.host.close()
    Made(file, None).change(
        "UPDATE balances SET credits_posted=credits_posted+1 WHERE account="
        f"'{customer_deposits(made['account_id'], 'USD').ledger_account_id}'"
    )
    host = await Host.open(tmp_path)
    again = Api(World(host, tmp_path), await host.directory.open_bank(bank_id), token)
    reply = await again.get(path)
    assert (reply.status, reply.code) == (500, "internal_error")
    assert "request_id" in reply.body
    assert reply.headers["content-type"] == "application/problem+json"
    await host.close()
    assert any(finding.row.startswith("balance of ") for finding in verify_file(file).findings)
