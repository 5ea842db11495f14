# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

KycStatus = Literal["PENDING", "REJECTED", "VERIFIED"]


def check_kyc_status(value: str) -> KycStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(KycStatus, value)
