# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TeamRole = Literal["ADMIN", "AUDITOR", "COMPLIANCE", "DEVELOPER", "OPERATOR", "OWNER", "SUPPORT", "VIEWER"]


def check_team_role(value: str) -> TeamRole:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TeamRole, value)
