# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListHistoriesOrder = Literal["asc", "desc"]


def check_list_histories_order(value: str) -> ListHistoriesOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListHistoriesOrder, value)
