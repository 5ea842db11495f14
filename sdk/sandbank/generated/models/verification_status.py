# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

VerificationStatus = Literal["DOCUMENT_REQUIRED", "IN_REVIEW", "PENDING", "REJECTED", "VERIFIED"]


def check_verification_status(value: str) -> VerificationStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(VerificationStatus, value)
