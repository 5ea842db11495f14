# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

WebhookAttemptStatus = Literal["DELIVERED", "FAILED", "PENDING"]


def check_webhook_attempt_status(value: str) -> WebhookAttemptStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(WebhookAttemptStatus, value)
