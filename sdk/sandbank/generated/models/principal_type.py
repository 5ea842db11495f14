# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

PrincipalType = Literal["API_KEY", "END_USER", "TEAM_MEMBER"]


def check_principal_type(value: str) -> PrincipalType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(PrincipalType, value)
