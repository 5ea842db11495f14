# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

AuthMethod = Literal["API_KEY", "MTLS", "OIDC", "SYSTEM", "TEAM_SESSION"]


def check_auth_method(value: str) -> AuthMethod:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(AuthMethod, value)
