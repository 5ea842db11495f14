# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListEventsOrder = Literal["asc", "desc"]


def check_list_events_order(value: str) -> ListEventsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListEventsOrder, value)
