# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

BankingCalendar = Literal["TARGET", "US_FEDERAL_RESERVE"]


def check_banking_calendar(value: str) -> BankingCalendar:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(BankingCalendar, value)
