# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListLedgerAccountsOrder = Literal["asc", "desc"]


def check_list_ledger_accounts_order(value: str) -> ListLedgerAccountsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListLedgerAccountsOrder, value)
