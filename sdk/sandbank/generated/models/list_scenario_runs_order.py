# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListScenarioRunsOrder = Literal["asc", "desc"]


def check_list_scenario_runs_order(value: str) -> ListScenarioRunsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListScenarioRunsOrder, value)
