# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

Direction = Literal["CREDIT", "DEBIT"]


def check_direction(value: str) -> Direction:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(Direction, value)
