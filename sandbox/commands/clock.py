"""`sandbank clock`: the bank's time. Moves fire every timer on the way; Ctrl-C ends a move where it has come to."""

from __future__ import annotations

import argparse
from typing import Any

from sandbox.commands.connection import Connection, content, open_bank
from sandbox.commands.options import SubParsers, add_command, add_group, instant
from sandbox.commands.output import Output, short_instant
from sandbox.commands.refusals import OK
from sandbox.commands.waiting import until_over

# A short move is answered at once, without asking again.
_HELD_S = 1


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    _, group = add_group(commands, "clock", help="show and move the bank's time", run=_show)
    add_command(group, "show", _show, help="show the bank's time (this is what `clock` alone does)")
    add_command(group, "run", _run, help="let the time go on by itself")
    add_command(group, "freeze", _freeze, help="stop the time")
    to = add_command(group, "set", _set, help="move the time to an instant and leave it standing there")
    to.add_argument("to", type=instant, metavar="INSTANT", help="2026-03-01, or 2026-03-01T09:30:00Z")
    _no_wait(to)
    advance = add_command(group, "advance", _advance, help="move the time forwards")
    how = advance.add_mutually_exclusive_group(required=True)
    how.add_argument("by", nargs="?", metavar="DURATION", help="P1M, P3D, PT12H (ISO 8601)")
    how.add_argument("--to", type=instant, metavar="INSTANT", help="to an instant")
    how.add_argument("--next-effect", action="store_true", help="to whatever happens next")
    how.add_argument("--next-business-day", action="store_true", help="to the next day on which payments settle")
    advance.add_argument("--calendar", choices=["US_FEDERAL_RESERVE", "TARGET"], help="whose business days")
    _no_wait(advance)


def _no_wait(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-wait", action="store_true", help="return once the move has begun")


def _show(options: argparse.Namespace) -> int:
    return _told(options, content(open_bank(options).sdk.simulations.with_raw_response.get_clock()))


def _run(options: argparse.Namespace) -> int:
    return _told(options, content(open_bank(options).sdk.simulations.with_raw_response.run_clock()))


def _freeze(options: argparse.Namespace) -> int:
    return _told(options, content(open_bank(options).sdk.simulations.with_raw_response.freeze_clock()))


def _told(options: argparse.Namespace, clock: dict[str, Any]) -> int:
    out = Output(options)
    if out.is_json:
        out.document(clock)
    out.fields(
        {
            "Now": f"{short_instant(clock['now'])} UTC",
            "Mode": clock["mode"],
            "Moving": clock["clock_move_id"],
            "Next": short_instant(clock["next_effect_at"]) or "nothing is pending",
        }
    )
    return OK


def _set(options: argparse.Namespace) -> int:
    bank = open_bank(options)
    held: dict[str, Any] = {} if options.no_wait else {"wait": _HELD_S}
    move = content(bank.sdk.simulations.with_raw_response.set_clock(to=options.to, **held))
    return _follow(options, bank, move)


def _advance(options: argparse.Namespace) -> int:
    how: dict[str, Any] = {} if options.no_wait else {"wait": _HELD_S}
    if options.by is not None:
        how["by"] = options.by.upper()
    elif options.to is not None:
        how["to"] = options.to
    else:
        how["until"] = "NEXT_EFFECT" if options.next_effect else "NEXT_BUSINESS_DAY"
    if options.calendar is not None:
        how["calendar"] = options.calendar
    bank = open_bank(options)
    return _follow(options, bank, content(bank.sdk.simulations.with_raw_response.advance_clock(**how)))


def _follow(options: argparse.Namespace, bank: Connection, move: dict[str, Any]) -> int:
    out = Output(options)
    if not options.no_wait:
        move = _until_arrived(out, bank, move)
    if out.is_json:
        out.document(move)
    elif move["status"] == "PENDING":
        out.say(f"{move['clock_move_id']} is on its way to {short_instant(move['ends_at'])}.")
    else:
        reached, effects = short_instant(move["reached_at"]), move["fired_count"]
        told = "It is" if move["status"] == "COMPLETED" else "The move was cancelled; it is"
        out.say(f"{told} {reached} UTC; {effects:,} effect{'' if effects == 1 else 's'} fired.")
    return OK


def _until_arrived(out: Output, bank: Connection, move: dict[str, Any]) -> dict[str, Any]:
    raw = bank.sdk.simulations.with_raw_response
    move_id = move["clock_move_id"]
    try:
        with out.progress("Moving the clock") as bar:
            return until_over(
                move,
                lambda: content(raw.get_clock_move(move_id)),
                lambda now: bar(
                    now["progress_bps"], f"{short_instant(now['reached_at'])}, {now['fired_count']:,} fired"
                ),
            )
    except KeyboardInterrupt:
        ended = content(raw.cancel_clock_move(move_id))
        out.note(f"Cancelled at {short_instant(ended['reached_at'])} UTC; what has fired stays.")
        raise
