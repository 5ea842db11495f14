# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListBanksOrder = Literal["asc", "desc"]


def check_list_banks_order(value: str) -> ListBanksOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListBanksOrder, value)
