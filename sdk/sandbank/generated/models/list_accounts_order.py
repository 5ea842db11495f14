# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListAccountsOrder = Literal["asc", "desc"]


def check_list_accounts_order(value: str) -> ListAccountsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListAccountsOrder, value)
