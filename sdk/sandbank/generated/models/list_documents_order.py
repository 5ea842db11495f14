# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListDocumentsOrder = Literal["asc", "desc"]


def check_list_documents_order(value: str) -> ListDocumentsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListDocumentsOrder, value)
