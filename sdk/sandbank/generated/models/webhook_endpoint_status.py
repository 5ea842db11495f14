# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

WebhookEndpointStatus = Literal["DISABLED", "ENABLED"]


def check_webhook_endpoint_status(value: str) -> WebhookEndpointStatus:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(WebhookEndpointStatus, value)
