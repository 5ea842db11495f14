# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

GetUsageInterval = Literal["day", "hour"]


def check_get_usage_interval(value: str) -> GetUsageInterval:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(GetUsageInterval, value)
