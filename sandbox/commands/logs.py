"""`sandbank logs`: the calls that were made of a bank, refused ones included. Personal data is masked.

`--follow` asks again every second; reading the log is itself a call and is left out unless asked for.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

from sandbox.commands.connection import Connection, content, listed, open_bank
from sandbox.commands.options import SubParsers, add_command, add_group, count, identifier
from sandbox.commands.output import Output, short_instant
from sandbox.commands.refusals import OK

_PAUSE_S = 1.0
_LOOKED_AT = 10_000
_OWN = ("listRequests", "getRequest")


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    _, group = add_group(commands, "logs", help="the calls that were made of a bank")
    tail = add_command(group, "tail", _tail, help="show the newest calls")
    tail.add_argument("--follow", "-f", action="store_true", help="go on with those that come")
    tail.add_argument("--limit", "-n", type=count, default=20, help="how many (default: %(default)s)")
    tail.add_argument("--status", type=_status, metavar="STATUS", help="only these: 409, or 4xx")
    tail.add_argument("--operation", metavar="OPERATION_ID", help="only this operation")
    tail.add_argument("--q", metavar="WORDS", help="words of path, operation, problem code or ids")
    show = add_command(group, "show", _show, help="show one call with its masked bodies")
    show.add_argument("request_id", type=identifier, metavar="REQUEST_ID")


def _status(text: str) -> str:
    if len(text) == 3 and text[0] in "12345" and (text[1:].isdecimal() or text[1:].lower() == "xx"):
        return text.lower()
    raise argparse.ArgumentTypeError("a status is 100 to 599, or a class such as 4xx")


def _tail(options: argparse.Namespace) -> int:
    from sandbox.engine.clock import to_datetime, wall_us

    out, bank = Output(options), open_bank(options)
    since = to_datetime(wall_us()).isoformat()
    newest = list(itertools.islice(_fitting(options, bank), options.limit))
    for record in reversed(newest):
        _tell(out, record)
    if not newest and not options.follow:
        out.say("No call fits.")
    seen = {record["request_id"] for record in newest}
    while options.follow:
        time.sleep(_PAUSE_S)
        # Calls are logged as they end, so a look begins where the one before began.
        began = to_datetime(wall_us()).isoformat()
        found = list(_fitting(options, bank, since=since))
        for record in reversed(found):
            if record["request_id"] not in seen:
                _tell(out, record)
        seen = {record["request_id"] for record in found} | {record["request_id"] for record in newest}
        since, newest = began, found
    return OK


def _fitting(options: argparse.Namespace, bank: Connection, since: str | None = None) -> Iterator[dict[str, Any]]:
    """The calls that fit, newest first, of the newest 10,000."""
    status = options.status
    is_class = status is not None and status.endswith("xx")
    found = listed(
        bank.sdk.requests.with_raw_response.list_requests,
        most=_LOOKED_AT,
        q=options.q,
        operation_id=options.operation,
        status_code=None if status is None or is_class else int(status),
        created_at_gte=since,
    )
    for record in found:
        if is_class and str(record["status_code"])[0] != status[0]:
            continue
        if options.operation is None and record["operation_id"] in _OWN:
            continue
        yield record


def _tell(out: Output, record: dict[str, Any]) -> None:
    if out.is_json:
        out.document(record)
        return
    query = f"?{record['query']}" if record["query"] else ""
    line = (
        f"{short_instant(record['created_at'])}  {record['status_code']}  {record['duration_us'] / 1000:8.1f} ms  "
        f"{record['method']:<6}  {record['path']}{query}  {record['code'] or ''}  {record['request_id']}"
    )
    style = {"4": "yellow", "5": "red"}.get(str(record["status_code"])[0])
    out.say(line, style)


def _show(options: argparse.Namespace) -> int:
    out = Output(options)
    record = content(open_bank(options).sdk.requests.with_raw_response.get_request(options.request_id))
    if out.is_json:
        out.document(record)
        return OK
    out.fields(
        {
            "Request": record["request_id"],
            "When": f"{short_instant(record['created_at'])} UTC, {record['duration_us'] / 1000:.1f} ms",
            "Call": f"{record['method']} {record['path']}{'?' + record['query'] if record['query'] else ''}",
            "Operation": record["operation_id"],
            "Answer": f"{record['status_code']} {record['code'] or ''}".strip(),
            "Key": record["api_key_id"],
            "Idempotency": record["idempotency_key"],
            "Replayed": "yes" if record["is_replayed"] else None,
            "Fault": record["fault_id"],
            "Client": record["user_agent"],
        }
    )
    for name in ("request_body", "response_body"):
        if record[name] is not None:
            out.say(f"\n{name.replace('_', ' ').capitalize()}")
            out.say(json.dumps(record[name], indent=2, ensure_ascii=False))
    return OK
