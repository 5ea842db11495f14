# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

FaultStatus = Literal["ACTIVE", "EXHAUSTED", "LIFTED"]


def check_fault_status(value: str) -> FaultStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(FaultStatus, value)
