# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListOwnersOrder = Literal["asc", "desc"]


def check_list_owners_order(value: str) -> ListOwnersOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListOwnersOrder, value)
