# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

TraceNodeType = Literal["COMMIT", "DELIVERY", "EFFECT", "EVENT", "POSTING", "REQUEST", "RULE"]


def check_trace_node_type(value: str) -> TraceNodeType:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(TraceNodeType, value)
