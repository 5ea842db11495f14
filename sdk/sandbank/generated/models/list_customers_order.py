# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListCustomersOrder = Literal["asc", "desc"]


def check_list_customers_order(value: str) -> ListCustomersOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListCustomersOrder, value)
