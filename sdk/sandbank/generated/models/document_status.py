# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

DocumentStatus = Literal["EXPIRED", "PENDING", "REJECTED", "VERIFIED"]


def check_document_status(value: str) -> DocumentStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(DocumentStatus, value)
