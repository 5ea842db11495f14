# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListRequestsOrder = Literal["asc", "desc"]


def check_list_requests_order(value: str) -> ListRequestsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListRequestsOrder, value)
