# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListWebhookAttemptsOrder = Literal["asc", "desc"]


def check_list_webhook_attempts_order(value: str) -> ListWebhookAttemptsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListWebhookAttemptsOrder, value)
