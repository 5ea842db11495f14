# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

UsageReportInterval = Literal["day", "hour"]


def check_usage_report_interval(value: str) -> UsageReportInterval:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(UsageReportInterval, value)
