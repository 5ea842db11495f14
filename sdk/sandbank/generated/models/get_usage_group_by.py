# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

GetUsageGroupBy = Literal["api_key", "operation"]


def check_get_usage_group_by(value: str) -> GetUsageGroupBy:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(GetUsageGroupBy, value)
