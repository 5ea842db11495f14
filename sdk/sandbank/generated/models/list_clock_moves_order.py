# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListClockMovesOrder = Literal["asc", "desc"]


def check_list_clock_moves_order(value: str) -> ListClockMovesOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListClockMovesOrder, value)
