"""`sandbank listen`: every event of a bank as it happens, told and, if wanted, forwarded as a webhook.

It follows the bank's event stream; the SDK goes on behind the last event when a connection breaks, so a
restart of the server loses nothing. When the bank was replaced meanwhile (restored
or reset), there is nothing to go on behind: it says so, and listens from then on.
See: forwarding.py.
"""

from __future__ import annotations

import argparse
import fnmatch
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sandbox.commands.connection import Connection, open_bank
from sandbox.commands.forwarding import Forwarder, kept_secret
from sandbox.commands.interrupts import as_interrupt
from sandbox.commands.options import SubParsers, add_command, words
from sandbox.commands.output import Output, short_instant
from sandbox.commands.refusals import OK

# Between two tries to reach a server that is gone: a restart should not be missed for long.
_LONGEST_PAUSE_S = 2.0


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "listen", _listen, help="follow the events of a bank, and forward them")
    parser.add_argument("--forward-to", metavar="URL", help="post each event there, signed (Standard Webhooks)")
    parser.add_argument(
        "--events", type=words, default=["*"], metavar="TYPES", help="only these: account.*,transaction.completed"
    )


def _listen(options: argparse.Namespace) -> int:
    bank = open_bank(options)
    out = Output(options)
    secret = kept_secret(bank.ring.data) if options.forward_to else None
    forwarder = Forwarder(options.forward_to, secret) if secret else None
    with as_interrupt():
        for event in _followed(options, bank, out, secret):
            if not any(fnmatch.fnmatchcase(event["type"], wanted) for wanted in options.events):
                continue
            _tell(out, event)
            if forwarder is not None:
                _tell_delivery(out, forwarder.deliver(event))
    return OK


def _followed(
    options: argparse.Namespace, bank: Connection, out: Output, secret: str | None
) -> Iterator[dict[str, Any]]:
    """The events without an end. Raises the SDK's errors when the first connection fails, and for refusals."""
    from sandbank.errors import CursorStale

    # One pattern the server can choose by; several are chosen from here.
    (first, *others) = options.events
    wanted = None if others or first == "*" else first
    is_ready = False
    while True:
        try:
            with bank.sdk.events.stream_events(type=wanted, longest_delay=_LONGEST_PAUSE_S) as stream:
                if not is_ready:
                    _ready(options, out, secret)
                    is_ready = True
                for event in stream:
                    yield {**event.to_dict(), "created_at": _as_sent(event.created_at)}
        except CursorStale:
            out.note("The bank was replaced; listening from now on.")


def _as_sent(moment: datetime) -> str:
    """An instant as the API writes it."""
    return moment.isoformat().replace("+00:00", "Z")


def _ready(options: argparse.Namespace, out: Output, secret: str | None) -> None:
    if out.is_json:
        out.document({"ready": True, "secret": secret})
        return
    out.note(f"Listening for {', '.join(options.events)}. Ctrl-C ends it.")
    if secret is not None:
        out.note(f"Forwarding to {options.forward_to}, signed with {secret}")


def _tell(out: Output, event: dict[str, Any]) -> None:
    if out.is_json:
        out.document(event)
    out.say(f"{short_instant(event['created_at'])}  {event['type']:<32}  {event['resource_id']}  {event['event_id']}")


def _tell_delivery(out: Output, delivery: dict[str, Any]) -> None:
    if out.is_json:
        out.document({"delivery": delivery})
    answer = delivery["error"] if delivery["status"] is None else delivery["status"]
    is_well = delivery["status"] is not None and 200 <= delivery["status"] < 300
    tries = "" if delivery["tries"] == 1 else f", {delivery['tries']} tries"
    out.say(f"  → {answer} in {delivery['duration_ms']} ms{tries}", "green" if is_well else "red")
