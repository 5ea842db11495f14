# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

CheckType = Literal["ADDRESS", "BUSINESS", "IDENTITY", "OWNER", "SANCTIONS"]


def check_check_type(value: str) -> CheckType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(CheckType, value)
