"""What the SDK writes by hand, and where: operations that are not JSON both ways, and what goes beyond one call.

A tag named here gets a class of its own module mixed into its resource, in a plain and an `Async` form.
The operations named here are left out of what is generated; api.md lists them with the rest.
"""

from __future__ import annotations

from typing import Any

# Tag: module of the package, class. `Async` before the class's name is the one of AsyncSandbank.
MIXINS = {
    "banks": ("bank_files", "BankFiles"),
    "events": ("event_stream", "EventStreaming"),
    "transactions": ("convenience", "TransactionsConvenience"),
    "webhooks": ("webhooks", "WebhookUnwrapping"),
}

# Operation: its method, as api.md lists it.
OPERATIONS = {
    "exportBank": (
        "bank.banks.export_bank(bank_id: str, *, format: Literal['FILE', 'CANONICAL'] = 'FILE')` → `Iterator[bytes]"
    ),
    "importBank": (
        "bank.banks.import_bank(file: str | Path | BinaryIO, *, name: str = …, idempotency_key: str = …)"
        "` → `BankWithSecret"
    ),
    "streamEvents": (
        "bank.events.stream_events(*, type: str = …, last_event_id: str = …, longest_delay: float = 30.0)"
        "` → `EventStream"
    ),
}

# Tag: methods that are no operation.
BESIDE = {
    "banks": [
        "bank.banks.save_export(bank_id: str, path: str | Path, *, format: Literal['FILE', 'CANONICAL'] = 'FILE')"
        "` → `Path"
    ],
    "transactions": [
        "bank.transactions.wait_until_final(transaction_id: str, *, timeout: float = 10.0)` → `Transaction"
    ],
    "webhooks": [
        "bank.webhooks.unwrap(body: bytes | str, headers: Mapping[str, str], secret: str | list[str] = …, *, "
        "public_key: str = …, tolerance_s: float = 300.0)` → `Event"
    ],
}


def beside(document: dict[str, Any], tag: str) -> list[str]:
    """The lines of api.md for what is written by hand in a tag."""
    lines = []
    for path, item in document["paths"].items():
        for verb, operation in item.items():
            if isinstance(operation, dict) and operation.get("operationId") in OPERATIONS and tag in operation["tags"]:
                lines.append(f"- `{verb.upper()} {path}` · by hand · `{OPERATIONS[operation['operationId']]}`")
    return lines + [f"- by hand · `{signature}`" for signature in BESIDE.get(tag, ())]
