"""`sandbank faults`: make the bank misbehave on purpose, see how often it did, and end it."""

from __future__ import annotations

import argparse
from typing import Any

from sandbox.commands.connection import content, listed, open_bank
from sandbox.commands.options import SubParsers, add_command, add_group, count, identifier
from sandbox.commands.output import Output
from sandbox.commands.refusals import OK

_KINDS = (
    "LATENCY",
    "ERROR",
    "TIMEOUT_AFTER_COMMIT",
    "WEBHOOK_DOUBLED",
    "WEBHOOK_LATE",
    "WEBHOOK_LOST",
    "WEBHOOK_OUT_OF_ORDER",
)


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    _, group = add_group(commands, "faults", help="make the bank misbehave on purpose")
    shown = add_command(group, "list", _list, help="list what was declared and how often it was met")
    shown.add_argument("--status", choices=["ACTIVE", "EXHAUSTED", "LIFTED"], help="only these")
    declare = add_command(group, "declare", _declare, help="declare a fault")
    declare.add_argument("kind", type=_kind, metavar="KIND", help=", ".join(_KINDS).lower())
    declare.add_argument("--operation", metavar="OPERATION_ID", help="only calls of this operation")
    declare.add_argument("--event", metavar="TYPE", help="only deliveries of these events, such as account.*")
    declare.add_argument("--percent", type=_percent, help="how many calls it meets (default: 100)")
    declare.add_argument("--delay-ms", type=int, help="how long it delays (default: 1000)")
    declare.add_argument("--status-code", type=int, choices=[429, 500, 503], help="what ERROR answers")
    declare.add_argument("--times", type=count, help="how often it is applied (default: until it is lifted)")
    lift = add_command(group, "lift", _lift, help="end a fault")
    lift.add_argument("fault_id", type=identifier, metavar="FAULT_ID")


def _kind(text: str) -> str:
    kind = text.upper().replace("-", "_")
    if kind not in _KINDS:
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join(_KINDS).lower()}")
    return kind


def _percent(text: str) -> int:
    """Percent as hundredths of one."""
    value = round(float(text) * 100)
    if not 1 <= value <= 10_000:
        raise argparse.ArgumentTypeError("a share is above 0 and at most 100")
    return value


def _list(options: argparse.Namespace) -> int:
    out = Output(options)
    found = list(listed(open_bank(options).sdk.simulations.with_raw_response.list_faults, status=options.status))
    if out.is_json:
        out.document(found)
    rows = [(one["fault_id"], one["kind"], _meets(one), one["status"], one["applied_count"]) for one in found]
    out.table(("FAULT", "KIND", "MEETS", "STATUS", "APPLIED"), rows, empty="No fault was declared.")
    return OK


def _meets(fault: dict[str, Any]) -> str:
    what = fault["operation_id"] or fault["event_type"] or "all"
    return f"{fault['rate_bps'] / 100:g} % of {what}"


def _declare(options: argparse.Namespace) -> int:
    given = {
        "operation_id": options.operation,
        "event_type": options.event,
        "rate_bps": options.percent,
        "delay_ms": options.delay_ms,
        "status_code": options.status_code,
        "remaining": options.times,
    }
    wanted: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    raw = open_bank(options).sdk.simulations.with_raw_response
    fault = content(raw.declare_fault(kind=options.kind, **wanted))
    out = Output(options)
    if out.is_json:
        out.document(fault)
    out.say(f"{fault['fault_id']}: {fault['kind']} meets {_meets(fault)}.")
    return OK


def _lift(options: argparse.Namespace) -> int:
    open_bank(options).sdk.simulations.lift_fault(options.fault_id)
    out = Output(options)
    if out.is_json:
        out.document({"fault_id": options.fault_id, "lifted": True})
    out.say(f"{options.fault_id} is lifted.")
    return OK
