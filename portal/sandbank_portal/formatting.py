"""How values are written on pages: money, times, ids, names of states. Pure functions, the filters of the templates.

Currencies have the minor units of ISO 4217; times are written in UTC, the bank's own time unless told otherwise.
"""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

NOTHING = "\N{EN DASH}"
"""What stands where there is no value."""

_NO_MINOR_UNIT = frozenset({"JPY", "KRW", "CLP", "VND", "ISK", "XAF", "XOF", "PYG", "UGX", "RWF"})
_THREE_DIGITS = frozenset({"BHD", "KWD", "OMR", "JOD", "TND", "IQD", "LYD"})
_STEPS = ((60, "s", 1), (3_600, "min", 60), (86_400, "h", 3_600), (86_400 * 60, "d", 86_400))
_UPPER = {
    "Kyc": "KYC",
    "Id": "ID",
    "Ids": "IDs",
    "Url": "URL",
    "Api": "API",
    "Bps": "(bps)",
    "Ip": "IP",
    "Iban": "IBAN",
}
_MANY_ZEROS = 8
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UPPER |= {"Bic": "BIC"}


def digits_of(currency: str | None) -> int:
    """Digits of the minor unit (ISO 4217)."""
    return 0 if currency in _NO_MINOR_UNIT else 3 if currency in _THREE_DIGITS else 2


def money(cents: int | None, currency: str | None = None) -> str:
    """An amount of the smallest unit as people write it: `1,234.56`."""
    if cents is None:
        return NOTHING
    digits = digits_of(currency)
    whole, part = divmod(abs(cents), 10**digits)
    text = f"{whole:,}" + (f".{part:0{digits}d}" if digits else "")
    return f"\N{MINUS SIGN}{text}" if cents < 0 else text


def to_cents(text: str, currency: str | None = None) -> int:
    """What a person typed as an amount, in the smallest unit. Raises ValueError."""
    digits = digits_of(currency)
    whole, _, part = text.strip().replace(",", "").replace("\N{MINUS SIGN}", "-").partition(".")
    if len(part) > digits or not (whole.lstrip("-") + part).isascii() or not (whole.lstrip("-") + part).isdigit():
        raise ValueError(f"Write an amount such as {'1200' if not digits else '12.50'}.")
    sign = -1 if whole.startswith("-") else 1
    return sign * int((whole.lstrip("-") or "0") + part.ljust(digits, "0"))


def short_id(value: str | None) -> str:
    """`acct_1k0r7s…wn60`: the kind, the beginning and the end; of an id that counts, what follows its zeros."""
    if not value:
        return ""
    kind, underscore, rest = value.rpartition("_")
    counted = rest.lstrip("0")
    if len(rest) - len(counted) >= _MANY_ZEROS:
        return f"{kind}{underscore}…{counted}"
    return value if len(rest) <= 12 else f"{kind}{underscore}{rest[:6]}…{rest[-4:]}"


def parsed(iso: str | None) -> datetime.datetime | None:
    """An instant of the contract, or None for what is none."""
    if not iso:
        return None
    try:
        found = datetime.datetime.fromisoformat(iso)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=datetime.UTC)


def instant(text: str) -> str | None:
    """An instant as a person or a form wrote it, in the contract's way of writing it (UTC); None for what is none."""
    at = parsed(text.strip().replace(" ", "T"))
    try:
        return None if at is None else at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        return None


def ago(iso: str | None, now_iso: str | None) -> str:
    """How long before or after an instant: `5 min ago`, `in 3 d`."""
    at, now = parsed(iso), parsed(now_iso)
    if at is None or now is None:
        return NOTHING
    seconds = (now - at).total_seconds()
    size = abs(seconds)
    if size < 1:
        return "now"
    for limit, unit, divisor in _STEPS:
        if size < limit:
            text = f"{int(size // divisor)} {unit}"
            return f"{text} ago" if seconds > 0 else f"in {text}"
    return at.strftime("%d %b %Y").lstrip("0")


def exact(iso: str | None) -> str:
    """`21 Nov 2026, 14:05:09 UTC`."""
    at = parsed(iso)
    return NOTHING if at is None else at.strftime("%d %b %Y, %H:%M:%S UTC").lstrip("0")


def label(value: Any) -> str:
    """A name of the contract in sentence case: `IN_REVIEW` as `In review`, `customerId` as `Customer ID`."""
    words = _CAMEL.sub(" ", str(value)).replace(".", " ").replace("_", " ").split()
    if not words:
        return ""
    words = [word.lower() if word.isupper() or word.islower() else word for word in words]
    words[0] = words[0][:1].upper() + words[0][1:]
    return " ".join(_UPPER.get(word.capitalize(), word) for word in words)


def json_pretty(value: Any) -> str:
    """JSON for people."""
    return json.dumps(value, indent=2, ensure_ascii=False)


def size(count: int | None) -> str:
    """Bytes for people."""
    value = float(count or 0)
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000 or unit == "GB":
            return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"
        value /= 1000
    raise AssertionError("unreachable")
