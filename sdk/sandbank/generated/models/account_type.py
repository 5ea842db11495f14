# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

AccountType = Literal["CHECKING", "FOREIGN_CURRENCY", "SAVINGS"]


def check_account_type(value: str) -> AccountType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(AccountType, value)
