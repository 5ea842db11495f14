# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

SettingType = Literal["BOOLEAN", "DECIMAL", "INTEGER", "STRING"]


def check_setting_type(value: str) -> SettingType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(SettingType, value)
