# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListVerificationsOrder = Literal["asc", "desc"]


def check_list_verifications_order(value: str) -> ListVerificationsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListVerificationsOrder, value)
