# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListWebhookEndpointsOrder = Literal["asc", "desc"]


def check_list_webhook_endpoints_order(value: str) -> ListWebhookEndpointsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListWebhookEndpointsOrder, value)
