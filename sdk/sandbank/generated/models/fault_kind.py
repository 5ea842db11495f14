# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

FaultKind = Literal[
    "ERROR",
    "LATENCY",
    "TIMEOUT_AFTER_COMMIT",
    "WEBHOOK_DOUBLED",
    "WEBHOOK_LATE",
    "WEBHOOK_LOST",
    "WEBHOOK_OUT_OF_ORDER",
]


def check_fault_kind(value: str) -> FaultKind:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(FaultKind, value)
