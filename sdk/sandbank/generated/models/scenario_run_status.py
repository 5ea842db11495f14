# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ScenarioRunStatus = Literal["COMPLETED", "FAILED", "PENDING"]


def check_scenario_run_status(value: str) -> ScenarioRunStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ScenarioRunStatus, value)
