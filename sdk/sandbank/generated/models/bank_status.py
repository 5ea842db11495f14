# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

BankStatus = Literal["ACTIVE", "READ_ONLY"]


def check_bank_status(value: str) -> BankStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(BankStatus, value)
