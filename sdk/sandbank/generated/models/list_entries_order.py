# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListEntriesOrder = Literal["asc", "desc"]


def check_list_entries_order(value: str) -> ListEntriesOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListEntriesOrder, value)
