"""Hashing: the parameters, as much time for nobody as for somebody, two at a time and few waiting."""

from __future__ import annotations

import asyncio
import threading

import pytest

from sandbox.contract.problem import Problem
from sandbox.services.sessions import passwords
from sandbox.services.sessions.passwords import AT_ONCE, HASHER, MOST_WAITING, NOBODYS, Hashing


async def test_a_hash_matches_its_password_and_no_other() -> None:
    hashing = Hashing()
    first, second = await asyncio.gather(hashing.hashed("seven green bottles"), hashing.hashed("seven green bottles"))
    assert first != second
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await hashing.matches(first, "seven green bottles")
    assert not await hashing.matches(first, "seven green bottle")
    assert not await hashing.matches("erased", "seven green bottles")


async def test_a_password_is_the_same_however_it_is_typed_and_any_text_is_one() -> None:
    hashing = Hashing()
    assert await hashing.matches(await hashing.hashed("caf\u00e9 au lait"), "cafe\u0301 au lait")
    assert await hashing.matches(await hashing.hashed("a\ud800b" * 5), "a\ud800b" * 5)


async def test_comparing_with_nobodys_hash_is_as_much_work_and_never_true() -> None:
    assert not HASHER.check_needs_rehash(NOBODYS)
    assert not await Hashing().matches(None, "seven green bottles")


async def test_no_more_than_two_run_at_once_and_few_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, lock = 0, 0, threading.Lock()
    go_on = threading.Event()

    def slow(*_: object) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        go_on.wait(30)
        with lock:
            running -= 1
        return False

    monkeypatch.setattr(passwords, "_matches", slow)
    hashing = Hashing()
    waiting = [asyncio.create_task(hashing.matches(None, "x")) for _ in range(MOST_WAITING)]
    while running < AT_ONCE:
        await asyncio.sleep(0.001)
    with pytest.raises(Problem) as refused:
        await hashing.matches(None, "x")
    assert refused.value.code == "overloaded"
    go_on.set()
    assert await asyncio.gather(*waiting) == [False] * MOST_WAITING
    assert most == AT_ONCE
    assert not await hashing.matches(None, "x")


async def test_the_loop_goes_on_while_a_password_is_hashed() -> None:
    turns, hashing = 0, Hashing()
    task = asyncio.create_task(hashing.hashed("seven green bottles"))
    while not task.done():
        turns += 1
        await asyncio.sleep(0)
    assert turns > 10
