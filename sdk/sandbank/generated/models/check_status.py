# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

CheckStatus = Literal["FAILED", "PASSED", "PENDING", "REVIEW"]


def check_check_status(value: str) -> CheckStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(CheckStatus, value)
