# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

AuditAction = Literal["CREATE", "DELETE", "LOGIN", "TRANSACTION", "UPDATE"]


def check_audit_action(value: str) -> AuditAction:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(AuditAction, value)
