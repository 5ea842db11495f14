"""The rules of `accounts`: check digits, interest, limits. Pure functions over plain values.

Luhn: ISO/IEC 7812-1, annex B. ABA: the routing number's weights 3, 7, 1. IBAN: ISO 13616-1, with the
check digits of ISO 7064 MOD 97-10. Interest: ACT/365 on the end-of-day posted balance.
"""

from __future__ import annotations

from typing import NamedTuple

# This bank's own identifiers; none belongs to a real one.
ROUTING_PREFIX = "12109999"
BANK_CODES = {"EUR": ("DE", "99990000", 10), "GBP": ("GB", "SNDB999999", 8), "CHF": ("CH", "99990", 12)}
BICS = {"EUR": "SNDBDEFFXXX", "GBP": "SNDBGB2LXXX", "CHF": "SNDBCHZZXXX", "USD": "SNDBUS33XXX"}

YEAR_DAYS = 365
WHOLE_BPS = 10_000
INTEREST_DENOMINATOR = YEAR_DAYS * WHOLE_BPS


class Routing(NamedTuple):
    """How an account is addressed from outside."""

    account_number: str
    routing_number: str | None
    iban: str | None
    bic: str | None


def luhn_digit(digits: str) -> str:
    """The check digit to append."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def is_luhn(number: str) -> bool:
    """Whether the last digit checks the others."""
    return number.isdigit() and luhn_digit(number[:-1]) == number[-1]


def aba_digit(digits: str) -> str:
    """The ninth digit of a routing number."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False))
    return str(-total % 10)


def iban(country: str, bban: str) -> str:
    """An IBAN with its check digits."""
    rearranged = "".join(str(int(character, 36)) for character in f"{bban}{country}00")
    return f"{country}{98 - int(rearranged) % 97:02d}{bban}"


def is_iban(value: str) -> bool:
    """Whether the check digits of an IBAN are right."""
    rearranged = "".join(str(int(character, 36)) for character in value[4:] + value[:4])
    return int(rearranged) % 97 == 1


def routing(sequence: int, currency: str) -> Routing:
    """The numbers of the bank's n-th account, by its currency."""
    body = f"{sequence:09d}"
    number = body + luhn_digit(body)
    if currency == "USD":
        return Routing(number, ROUTING_PREFIX + aba_digit(ROUTING_PREFIX), None, BICS["USD"])
    if currency in BANK_CODES:
        country, bank, width = BANK_CODES[currency]
        return Routing(number, None, iban(country, bank + number[-width:].rjust(width, "0")), BICS[currency])
    return Routing(number, None, None, BICS["USD"])


def daily_interest(posted_cents: int, rate_bps: int, days: int = 1) -> int:
    """Interest of a balance as a numerator over `INTEREST_DENOMINATOR` cents; none on a debt."""
    return max(0, posted_cents) * rate_bps * days


def post_interest(accrued: int) -> tuple[int, int]:
    """(cents to post, remainder to carry): half to even, and nothing is ever lost."""
    cents, rest = divmod(accrued, INTEREST_DENOMINATOR)
    if rest * 2 > INTEREST_DENOMINATOR or (rest * 2 == INTEREST_DENOMINATOR and cents % 2):
        cents += 1
    return cents, accrued - cents * INTEREST_DENOMINATOR


def ownership_fits(ownership: str, customer_type: str, joint_holders: int) -> bool:
    """JOINT has two holders or more; BUSINESS and CORPORATE belong to a business; INDIVIDUAL to one person."""
    if ownership == "JOINT":
        return customer_type == "INDIVIDUAL" and joint_holders >= 1
    if joint_holders:
        return False
    return customer_type == ("INDIVIDUAL" if ownership == "INDIVIDUAL" else "BUSINESS")
