# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TransactionStatus = Literal["COMPLETED", "FAILED", "PENDING", "REVERSED"]


def check_transaction_status(value: str) -> TransactionStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TransactionStatus, value)
