# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

AccountOwnership = Literal["BUSINESS", "CORPORATE", "INDIVIDUAL", "JOINT"]


def check_account_ownership(value: str) -> AccountOwnership:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(AccountOwnership, value)
