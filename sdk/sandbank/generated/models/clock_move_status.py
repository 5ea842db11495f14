# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ClockMoveStatus = Literal["CANCELLED", "COMPLETED", "PENDING"]


def check_clock_move_status(value: str) -> ClockMoveStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ClockMoveStatus, value)
