# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListHoldsOrder = Literal["asc", "desc"]


def check_list_holds_order(value: str) -> ListHoldsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListHoldsOrder, value)
