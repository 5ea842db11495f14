# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

CustomerStatus = Literal["ACTIVE", "CLOSED", "SUSPENDED"]


def check_customer_status(value: str) -> CustomerStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(CustomerStatus, value)
