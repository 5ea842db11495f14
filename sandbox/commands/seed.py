"""`sandbank seed`: a bank with months of realistic customers behind it.

By default it makes a bank that began so many months ago, lets it live until today, and then lets its clock
run. Ctrl-C ends the history where it has come to; what has happened stays.
"""

from __future__ import annotations

import argparse
import calendar
from datetime import datetime
from typing import Any

from sandbox.commands.banks import fresh_bank, tell_new_bank
from sandbox.commands.connection import Connection, content, open_bank, open_home
from sandbox.commands.options import SubParsers, add_command, at_most, seed
from sandbox.commands.output import Output, short_instant
from sandbox.commands.refusals import FOUND, OK
from sandbox.commands.waiting import until_over


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "seed", _seed, help="make a bank with a history of realistic customers")
    parser.add_argument("--customers", type=at_most(1_000_000), required=True, help="how many")
    parser.add_argument("--months", type=at_most(120), required=True, help="for how long")
    parser.add_argument("--seed", type=seed, help="the same seed gives the same history")
    parser.add_argument("--into", metavar="NAME", help="name of the new bank; with --bank, that bank lives on instead")


def _seed(options: argparse.Namespace) -> int:
    out = Output(options)
    new = None
    if options.bank is None:
        bank, new = _begun_in_the_past(options)
    else:
        bank = open_bank(options)
    given = {} if options.seed is None else {"seed": options.seed}
    raw = bank.sdk.simulations.with_raw_response
    try:
        history = content(raw.create_history(customers=options.customers, months=options.months, **given))
    except Exception:
        # A bank that was made for a history goes with it.
        if new is not None:
            home = open_home(options)
            home.sdk.banks.delete_bank(new["bank_id"])
            home.ring.forget(new["bank_id"])
        raise
    try:
        history = _until_lived(out, bank, history)
    except KeyboardInterrupt:
        ended = content(raw.cancel_history(history["history_id"]))
        out.note(f"Cancelled: {_lived(ended)}; what has happened stays.")
        if new is not None:
            tell_new_bank(out, bank, new)
        raise
    if new is not None:
        raw.run_clock()
    if out.is_json:
        out.document({"history": history, "bank": new})
    else:
        out.say(f"{_lived(history)}, until {short_instant(history['ends_at'])} UTC.")
        if new is not None:
            tell_new_bank(out, bank, {**new, "clock_mode": "RUNNING", "now": history["ends_at"]})
    return OK if history["status"] == "COMPLETED" else FOUND


def _begun_in_the_past(options: argparse.Namespace) -> tuple[Connection, dict[str, Any]]:
    """A new bank, and the connection to it."""
    from sandbox.engine.clock import to_datetime, wall_us

    home = open_home(options)
    starts_at = months_before(to_datetime(wall_us()), options.months).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    given = {} if options.seed is None else {"seed": options.seed}
    name = options.into or f"{options.customers:,} customers over {options.months} months"
    bank = fresh_bank(home, name, {"starts_at": starts_at, **given})
    return home.with_key(bank["api_key"]), bank


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and time so many months ago; the 31st falls on the last day of a shorter month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)


def _until_lived(out: Output, bank: Connection, history: dict[str, Any]) -> dict[str, Any]:
    raw = bank.sdk.simulations.with_raw_response
    with out.progress("Living through it") as bar:
        return until_over(
            history,
            lambda: content(raw.get_history(history["history_id"])),
            lambda now: bar(now["progress_bps"], _lived(now)),
        )


def _lived(history: dict[str, Any]) -> str:
    return f"{history['customer_count']:,} customers, {history['movement_count']:,} movements of money"
