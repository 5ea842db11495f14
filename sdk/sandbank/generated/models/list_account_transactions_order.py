# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListAccountTransactionsOrder = Literal["asc", "desc"]


def check_list_account_transactions_order(value: str) -> ListAccountTransactionsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListAccountTransactionsOrder, value)
