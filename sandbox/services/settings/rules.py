"""The settings that a bank knows: name, type, default, bounds. What is not here does not exist."""

from __future__ import annotations

import re
from typing import NamedTuple

from sandbox.contract.models.settings import SettingType
from sandbox.engine.money import EXPONENTS, MAX_CENTS

# One spelling per number: what is stored is what was sent.
_INTEGER = re.compile(r"(?a)(?:0|[1-9]\d{0,15})\Z")
_COUNTRY = re.compile(r"(?a)[A-Z]{2}\Z")


class Definition(NamedTuple):
    """One setting. For an INTEGER, `least` and `most` bound it."""

    data_type: SettingType
    default: str
    description: str
    least: int = 0
    most: int = MAX_CENTS


LIMIT_PROFILES = ("GENEROUS", "PER_SECOND", "PER_MINUTE", "OPEN_BANKING", "EVERY_TENTH")

SETTINGS: dict[str, Definition] = {
    "accounts.checking_interest_bps": Definition("INTEGER", "0", "Interest of a new checking account.", 0, 10_000),
    "accounts.default_daily_limit_cents": Definition("INTEGER", "100000000", "Daily limit of a new account."),
    "accounts.default_monthly_limit_cents": Definition("INTEGER", "1000000000", "Monthly limit of a new account."),
    "accounts.savings_interest_bps": Definition("INTEGER", "425", "Interest of a new savings account.", 0, 10_000),
    "bank.country": Definition("STRING", "US", "Country of the bank, ISO 3166-1 alpha-2."),
    "bank.home_currency": Definition("STRING", "USD", "Currency of checking and savings accounts."),
    "fraud.high_amount_cents": Definition("INTEGER", "500000000", "A movement above this is scored HIGH and fails."),
    "fraud.medium_amount_cents": Definition(
        "INTEGER", "50000000", "A movement above this is scored MEDIUM and waits for approval."
    ),
    "fraud.velocity_per_hour": Definition(
        "INTEGER", "1000000", "More movements of an account in an hour than this are scored MEDIUM."
    ),
    "holds.default_days": Definition("INTEGER", "7", "Days until a hold expires that names no time.", 1, 365),
    "limits.profile": Definition(
        "STRING", "GENEROUS", f"Rate limits of this bank's keys: {', '.join(LIMIT_PROFILES)}."
    ),
    "transactions.approval_limit_cents": Definition(
        "INTEGER", "100000000", "A movement above this waits for a second person."
    ),
    "webhooks.allow_loopback": Definition("BOOLEAN", "true", "Whether webhooks may be sent to this machine."),
}


def mistake(key: str, value: str) -> str | None:
    """What is wrong with a value, or None."""
    definition = SETTINGS[key]
    if definition.data_type == "INTEGER":
        if not _INTEGER.match(value) or not definition.least <= int(value) <= definition.most:
            return f"{key} is a whole number from {definition.least} to {definition.most}."
    elif definition.data_type == "BOOLEAN":
        if value not in ("true", "false"):
            return f"{key} is true or false."
    elif key == "limits.profile" and value not in LIMIT_PROFILES:
        return f"{key} is one of {', '.join(LIMIT_PROFILES)}."
    elif key == "bank.home_currency" and value not in EXPONENTS:
        return f"{key} is a code of ISO 4217."
    elif key == "bank.country" and not _COUNTRY.match(value):
        return f"{key} is two capital letters."
    return None
