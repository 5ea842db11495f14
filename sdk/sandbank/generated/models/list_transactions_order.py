# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListTransactionsOrder = Literal["asc", "desc"]


def check_list_transactions_order(value: str) -> ListTransactionsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListTransactionsOrder, value)
