# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListSessionsOrder = Literal["asc", "desc"]


def check_list_sessions_order(value: str) -> ListSessionsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListSessionsOrder, value)
