"""Passwords as hashes: argon2id, off the loop, two at a time.

A hash takes 19 MiB and some tens of milliseconds on purpose (the parameters that OWASP recommends), so no more than
two run at once, and few wait: what more there is, is refused as `overloaded`. Where there is nothing to compare with,
a hash of nobody's password is compared, so that both take the same time.
See: rules.py for which passwords will do, tests/services/sessions/test_passwords.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from sandbox.contract.problem import Problem
from sandbox.services.sessions.rules import normalized

T = TypeVar("T")

AT_ONCE = 2
MOST_WAITING = 64

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, salt_len=16)
NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$WGJqxju29es0ek2WK03aFg$6iKtazd1JUScHixAEj41xV8NSH01bYFOfSkHNuKL7U0"


class Hashing:
    """The threads that hash."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._waiting = 0

    async def hashed(self, password: str) -> str:
        """The hash of a new password. Raises `overloaded`."""
        return await self._run(lambda: HASHER.hash(_octets(password)))

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether a password is the one of a hash; never of none, after as long. Raises `overloaded`."""
        found = await self._run(lambda: _matches(password_hash or NOBODYS, password))
        return found and password_hash is not None

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise Problem("overloaded", retry_after=1)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _matches(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, _octets(password))
    except (VerificationError, InvalidHashError):
        return False


def _octets(password: str) -> bytes:
    return normalized(password).encode("utf-8", "surrogatepass")


HASHING = Hashing()
