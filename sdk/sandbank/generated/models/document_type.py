# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

DocumentType = Literal["ID", "INCOME", "PROOF_ADDRESS"]


def check_document_type(value: str) -> DocumentType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(DocumentType, value)
