# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ChequeReturnReason = Literal["ACCOUNT_CLOSED", "ALTERED_OR_FICTITIOUS", "INSUFFICIENT_FUNDS", "PAYMENT_STOPPED"]


def check_cheque_return_reason(value: str) -> ChequeReturnReason:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ChequeReturnReason, value)
