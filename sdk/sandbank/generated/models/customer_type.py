# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

CustomerType = Literal["BUSINESS", "INDIVIDUAL"]


def check_customer_type(value: str) -> CustomerType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(CustomerType, value)
