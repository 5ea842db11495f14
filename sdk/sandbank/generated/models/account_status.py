# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

AccountStatus = Literal["ACTIVE", "CLOSED", "SUSPENDED"]


def check_account_status(value: str) -> AccountStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(AccountStatus, value)
