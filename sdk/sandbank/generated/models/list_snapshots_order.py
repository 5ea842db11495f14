# Generated from openapi.yaml by openapi-python-client. Do not edit.
from typing import Literal, cast

ListSnapshotsOrder = Literal["asc", "desc"]


def check_list_snapshots_order(value: str) -> ListSnapshotsOrder:
    # Enums of answers are open: a value that this version does not know is kept as it is.
    return cast(ListSnapshotsOrder, value)
