# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TeamMemberUpdateStatus = Literal["ACTIVE", "DISABLED"]


def check_team_member_update_status(value: str) -> TeamMemberUpdateStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TeamMemberUpdateStatus, value)
