# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

RiskLevel = Literal["HIGH", "LOW", "MEDIUM"]


def check_risk_level(value: str) -> RiskLevel:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(RiskLevel, value)
