# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

LedgerTransactionStatus = Literal["PENDING", "POSTED"]


def check_ledger_transaction_status(value: str) -> LedgerTransactionStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(LedgerTransactionStatus, value)
