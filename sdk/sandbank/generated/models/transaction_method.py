# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TransactionMethod = Literal["ATM", "BRANCH", "CASH", "CHEQUE", "ONLINE"]


def check_transaction_method(value: str) -> TransactionMethod:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TransactionMethod, value)
