"""Old history in segments: every read says what it said before, whatever is moved, when, and how often."""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.engine.bank import Bank
from sandbox.engine.store.sqlite import archiving
from tests.engine.banks import Note, assert_verifies, run
from tests.engine.reads import canonical, everything
from tests.faults.disk_faults import close_ring, deeds, do, groups, open_at

DAY_US = 86_400_000_000


async def live(bank: Bank, seed: int, count: int, *, prefix: str = "") -> None:
    """So many deeds over some days, with records that change many times."""
    rng = random.Random(seed)
    for group in groups(seed, [deed._replace(key=prefix + deed.key) for deed in deeds(seed, count)]):
        await do(bank, group)
        if rng.random() < 0.3:
            await bank.advance(bank.clock.now_us() + rng.randrange(DAY_US))
        note = Note(note_id=f"note_{rng.randrange(4)}", status=rng.choice(("OPEN", "DONE")), secret="known to few")

        async def change(tx: Any, note: Note = note) -> None:
            tx.put(note)
            tx.emit("setting.updated", note, note)

        await run(bank, change)


async def archive(bank: Bank, days: float = 0) -> Any:
    """Move what is older than so many days."""
    return await bank.archive_history(bank.clock.now_us() - int(days * DAY_US))


@given(seed=st.integers(0, 2**32), ages=st.lists(st.floats(0, 8), min_size=1, max_size=4), slices=st.integers(1, 300))
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_read_is_the_same_before_and_after(seed: int, ages: list[float], slices: int) -> None:
    async def check(place: Path) -> None:
        bank = await open_at(place)
        for number, days in enumerate(ages):
            await live(bank, seed + number, 12, prefix=f"{number}-")
            before, lines = await everything(bank), await canonical(bank, place)
            await archive(bank, days)
            assert await everything(bank) == before
            assert await canonical(bank, place) == lines
            await bank.close()
            assert_verifies(place)
            bank = await open_at(place)
            assert await everything(bank) == before
        await bank.close()
        close_ring(bank.vault)

    place = Path(tempfile.mkdtemp(prefix="sandbank-archiving-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archiving, "SLICE_ROWS", slices)
        patch.setattr(archiving, "MOST_SEGMENTS", 2)
        try:
            asyncio.run(check(place))
        finally:
            shutil.rmtree(place)
