# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

EffectStatus = Literal["FIRED", "PARKED", "PENDING", "SKIPPED"]


def check_effect_status(value: str) -> EffectStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(EffectStatus, value)
