# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

HoldStatus = Literal["CAPTURED", "EXPIRED", "PENDING", "RELEASED"]


def check_hold_status(value: str) -> HoldStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(HoldStatus, value)
