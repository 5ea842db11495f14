# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListAuditRecordsOrder = Literal["asc", "desc"]


def check_list_audit_records_order(value: str) -> ListAuditRecordsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListAuditRecordsOrder, value)
