# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListFaultsOrder = Literal["asc", "desc"]


def check_list_faults_order(value: str) -> ListFaultsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListFaultsOrder, value)
