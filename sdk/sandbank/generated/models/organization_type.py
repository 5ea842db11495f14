# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

OrganizationType = Literal["BANK", "FINTECH"]


def check_organization_type(value: str) -> OrganizationType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(OrganizationType, value)
