# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListApiKeysOrder = Literal["asc", "desc"]


def check_list_api_keys_order(value: str) -> ListApiKeysOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListApiKeysOrder, value)
