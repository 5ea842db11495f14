# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TeamMemberStatus = Literal["ACTIVE", "DISABLED", "INVITED"]


def check_team_member_status(value: str) -> TeamMemberStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TeamMemberStatus, value)
