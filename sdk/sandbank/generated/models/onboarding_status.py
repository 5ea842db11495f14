# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

OnboardingStatus = Literal["APPROVED", "PENDING", "SUSPENDED"]


def check_onboarding_status(value: str) -> OnboardingStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(OnboardingStatus, value)
