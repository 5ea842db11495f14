# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

HistoryStatus = Literal["CANCELLED", "COMPLETED", "PENDING"]


def check_history_status(value: str) -> HistoryStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(HistoryStatus, value)
