# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TeamSessionStatus = Literal["ACTIVE", "EXPIRED", "REVOKED"]


def check_team_session_status(value: str) -> TeamSessionStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TeamSessionStatus, value)
