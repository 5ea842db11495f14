# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

DocumentContentType = Literal["application/pdf", "image/jpeg", "image/png", "text/plain"]


def check_document_content_type(value: str) -> DocumentContentType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(DocumentContentType, value)
