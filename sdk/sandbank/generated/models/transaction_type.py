# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TransactionType = Literal["BILL_PAYMENT", "DEPOSIT", "FEE", "INTEREST", "REVERSAL", "TRANSFER", "WITHDRAWAL"]


def check_transaction_type(value: str) -> TransactionType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TransactionType, value)
