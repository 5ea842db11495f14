"""The rules of `sessions`: which passwords will do, how long a session is good, when an address is locked. Pure.

Passwords follow NIST SP 800-63B, 5.1.1.2: long rather than composed, none that is common, or that follows from who
chooses it. Instants are microseconds of the real world. See: tests/services/sessions/test_rules.py.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

PREFIX = "sbs_"
LEAST_LENGTH = 12
MOST_USER_AGENT = 200

_MINUTE_US = 60_000_000
GOOD_US = 7 * 24 * 60 * _MINUTE_US
IDLE_US = 12 * 60 * _MINUTE_US
MOST_FAILURES = 5
WINDOW_US = 15 * _MINUTE_US
LOCK_US = 15 * _MINUTE_US

_LEAST_DIFFERENT = 5
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
_SHORTEST_RUN = 3
_LOOKALIKES = str.maketrans("@$0135", "asoles")
# fmt: off
_COMMON = frozenset((
    "password", "passwort", "letmein", "welcome", "admin", "administrator", "login", "changeme", "secret",
    "iloveyou", "sunshine", "princess", "football", "baseball", "basketball", "superman", "batman", "dragon",
    "monkey", "master", "shadow", "michael", "trustno", "whatever", "starwars", "computer", "internet",
    "qwerty", "default", "test", "testing", "temp", "guest", "root", "user", "sandbank", "sandbox", "banking",
    "opensesame", "correcthorsebatterystaple", "mypassword", "yourpassword", "thisismypassword", "ilovemyself",
    "abc", "letmeinnow", "company",
))
# fmt: on
"""What the most common passwords are made of; with digits and signs around them, or twice, they are no better."""


def normalized(password: str) -> str:
    """A password as it is hashed: the same however a keyboard composes its characters."""
    return unicodedata.normalize("NFKC", password)


def why_weak(password: str, known: Iterable[str]) -> str | None:
    """Why a password will not do, as a sentence; None if it will. `known` is what others know of who chooses it."""
    plain = normalized(password)
    if len(plain) < LEAST_LENGTH:
        return f"A password has {LEAST_LENGTH} characters or more."
    word = _letters(plain)
    if len(set(plain.casefold())) < _LEAST_DIFFERENT or _is_of_runs(plain.casefold()):
        return "The password repeats or counts up; choose a few words instead."
    if _is_common(word):
        return "The password is one of the most common; choose a few words instead."
    theirs = {_letters(part) for text in known for part in (text, text.partition("@")[0])} - {""}
    if any(word in (one, one * 2) for one in theirs):
        return "The password follows from the name, the address or the organization; choose another."
    return None


def is_over(created_us: int, expires_us: int, seen_us: int | None, now_us: int) -> bool:
    """Whether a session's time is over: its own, or for want of calls."""
    return now_us >= expires_us or now_us - max(created_us, seen_us or 0) >= IDLE_US


def locked_for_us(locked_until_us: int, now_us: int) -> int:
    """How long an address is still locked. A lock is never longer than it can be made, though the clock be set back."""
    left = locked_until_us - now_us
    return left if 0 < left <= LOCK_US else 0


def with_failure(failed_us: Iterable[int], now_us: int) -> tuple[list[int], int]:
    """The failures that count after one more, and until when that locks: 0 for not at all."""
    recent = [*(at for at in failed_us if now_us - WINDOW_US < at <= now_us), now_us]
    if len(recent) < MOST_FAILURES:
        return recent, 0
    return [], now_us + LOCK_US


def _letters(text: str) -> str:
    """A text without what is put around words to make them look like others: case, digits at the ends, signs."""
    plain = normalized(text).casefold()
    bare = plain.strip("0123456789!?.,;:-_*#+ ") or plain
    return "".join(one for one in bare.translate(_LOOKALIKES) if one.isalnum())


def _is_common(word: str) -> bool:
    return word in _COMMON or any(word == one * (len(word) // len(one)) for one in _COMMON if len(word) >= len(one))


def _is_of_runs(text: str) -> bool:
    """Whether a text is nothing but pieces of rows of a keyboard, of the alphabet or of counting, either way."""
    rows = (*_ROWS, *(row[::-1] for row in _ROWS))
    place = 0
    while place < len(text):
        length = next(
            (size for size in range(len(text) - place, _SHORTEST_RUN - 1, -1)
             if any(text[place : place + size] in row for row in rows)),
            0,
        )  # fmt: skip
        if not length:
            return False
        place += length
    return True
