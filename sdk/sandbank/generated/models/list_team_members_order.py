# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListTeamMembersOrder = Literal["asc", "desc"]


def check_list_team_members_order(value: str) -> ListTeamMembersOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListTeamMembersOrder, value)
