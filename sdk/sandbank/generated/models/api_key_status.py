# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ApiKeyStatus = Literal["ACTIVE", "EXPIRED", "REVOKED"]


def check_api_key_status(value: str) -> ApiKeyStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ApiKeyStatus, value)
