# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ClockMode = Literal["FROZEN", "RUNNING"]


def check_clock_mode(value: str) -> ClockMode:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ClockMode, value)
