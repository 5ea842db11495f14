# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ClockTarget = Literal["NEXT_BUSINESS_DAY", "NEXT_EFFECT"]


def check_clock_target(value: str) -> ClockTarget:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ClockTarget, value)
