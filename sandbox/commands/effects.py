"""`sandbank next`: what happens next in a bank, and its hand: fire it now, skip it, move it, try it again."""

from __future__ import annotations

import argparse
from typing import Any

from sandbox.commands.connection import Connection, content, listed, open_bank
from sandbox.commands.options import SubParsers, add_command, add_group, count, identifier, instant
from sandbox.commands.output import Output, short_instant
from sandbox.commands.refusals import OK, CannotDo


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    parser, group = add_group(commands, "next", help="what happens next: settlements, accruals, expiries", run=_list)
    parser.add_argument("--parked", action="store_true", help="what failed too often and waits for you")
    parser.add_argument("--kind", help="only of this kind, such as transactions.expire_hold")
    parser.add_argument("--resource", metavar="ID", help="only about this resource")
    parser.add_argument("--limit", type=count, default=20, help="how many (default: %(default)s)")
    fire = add_command(group, "fire", _fire, help="let an effect happen now")
    fire.add_argument(
        "effect_id", nargs="?", type=identifier, metavar="EFFECT_ID", help="the first of the queue if left out"
    )
    retry = add_command(group, "retry", _fire, help="let a parked effect happen now")
    retry.add_argument("effect_id", type=identifier, metavar="EFFECT_ID")
    skip = add_command(group, "skip", _skip, help="take an effect out of the queue; it never happens")
    skip.add_argument("effect_id", type=identifier, metavar="EFFECT_ID")
    move = add_command(group, "move", _move, help="let an effect happen at another time")
    move.add_argument("effect_id", type=identifier, metavar="EFFECT_ID")
    move.add_argument("due_at", type=instant, metavar="INSTANT")


def _list(options: argparse.Namespace) -> int:
    out = Output(options)
    effects = list(
        listed(
            open_bank(options).sdk.simulations.with_raw_response.list_pending_effects,
            most=options.limit,
            status="PARKED" if options.parked else None,
            kind=options.kind,
            resource_id=options.resource,
        )
    )
    if out.is_json:
        out.document(effects)
    if options.parked:
        rows = [(short_instant(one["due_at"]), one["kind"], one["error"], one["effect_id"]) for one in effects]
        out.table(("DUE (UTC)", "WHAT", "WHY IT FAILED", "EFFECT"), rows, empty="Nothing is parked.")
    else:
        rows = [(short_instant(one["due_at"]), one["kind"], _about(one), one["effect_id"]) for one in effects]
        out.table(("DUE (UTC)", "WHAT", "ABOUT", "EFFECT"), rows, empty="Nothing is pending.")
    return OK


def _about(effect: dict[str, Any]) -> str:
    return str(effect["resource_id"] or effect["subject"])


def _fire(options: argparse.Namespace) -> int:
    bank = open_bank(options)
    effect_id = options.effect_id or _first(bank)
    return _told(options, content(bank.sdk.simulations.with_raw_response.fire_effect(effect_id)), "happened")


def _first(bank: Connection) -> str:
    for effect in listed(bank.sdk.simulations.with_raw_response.list_pending_effects, most=1):
        return str(effect["effect_id"])
    raise CannotDo("Nothing is pending.")


def _skip(options: argparse.Namespace) -> int:
    bank = open_bank(options)
    return _told(options, content(bank.sdk.simulations.with_raw_response.skip_effect(options.effect_id)), "is skipped")


def _move(options: argparse.Namespace) -> int:
    raw = open_bank(options).sdk.simulations.with_raw_response
    effect = content(raw.move_effect(options.effect_id, due_at=options.due_at))
    when = short_instant(effect["due_at"])
    return _told(options, effect, f"happens at {when} UTC, as {effect['effect_id']}")


def _told(options: argparse.Namespace, effect: dict[str, Any], what: str) -> int:
    out = Output(options)
    if out.is_json:
        out.document(effect)
    out.say(f"{effect['kind']} of {_about(effect)} {what}.")
    return OK
