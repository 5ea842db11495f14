"""`sandbank bank`: the banks of an organization: make, fork, keep and bring back, empty, delete, choose.

Banks are managed with the home key; a bank that is made gets a key of its own, which is printed once and
kept in the data directory, so that `--bank` and `bank use` find it. Files: bank_files.py.
"""

from __future__ import annotations

import argparse
from typing import Any

from sandbox.commands import bank_files
from sandbox.commands.connection import Connection, bank_named, content, listed, open_home
from sandbox.commands.options import SubParsers, add_command, add_group, add_yes, identifier, instant, seed
from sandbox.commands.output import Output, confirm, short_instant, size
from sandbox.commands.refusals import OK, CannotDo


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    _, group = add_group(commands, "bank", help="make, fork, keep, bring back and choose banks")
    add_command(group, "list", _list, help="list the banks", has_bank=False)
    create = add_command(group, "create", _create, help="make an empty bank with a key of its own", has_bank=False)
    create.add_argument("name", metavar="NAME")
    create.add_argument("--seed", type=seed, help="ids and simulated outcomes follow from it")
    create.add_argument("--starts-at", type=instant, metavar="INSTANT", help="where its clock stands at first")
    create.add_argument("--frozen", action="store_true", help="its clock stands still until it is moved")
    create.add_argument("--country", help="ISO 3166-1 alpha-2 (default: US)")
    create.add_argument("--currency", help="ISO 4217 (default: USD)")
    _of_a_bank(add_command(group, "show", _show, help="show a bank"))
    fork = _of_a_bank(add_command(group, "fork", _fork, help="make a bank that begins as a copy"))
    fork.add_argument("--name", help="name of the new bank")
    fork.add_argument("--snapshot", type=identifier, metavar="SNAPSHOT_ID", help="begin from a snapshot")
    snapshot = _of_a_bank(add_command(group, "snapshot", _snapshot, help="keep a bank as it is now"))
    snapshot.add_argument("--name", help="what it is for")
    _of_a_bank(add_command(group, "snapshots", _snapshots, help="list what was kept"))
    restore = add_command(group, "restore", _restore, help="put a bank back to a snapshot")
    restore.add_argument("snapshot_id", type=identifier, metavar="SNAPSHOT_ID")
    add_yes(restore)
    discard = add_command(group, "discard", _discard, help="delete a snapshot for good")
    discard.add_argument("snapshot_id", type=identifier, metavar="SNAPSHOT_ID")
    add_yes(discard)
    reset = _of_a_bank(add_command(group, "reset", _reset, help="empty a bank"))
    reset.add_argument("--seed", type=seed, help="the ids of before, or others")
    reset.add_argument("--starts-at", type=instant, metavar="INSTANT", help="where its clock stands at first")
    add_yes(reset)
    delete = add_command(group, "delete", _delete, help="delete a bank for good", has_bank=False)
    delete.add_argument("name", metavar="BANK", help="id or name")
    add_yes(delete)
    use = add_command(group, "use", _use, help="choose the bank that commands act on", has_bank=False)
    use.add_argument("name", nargs="?", metavar="BANK", help="id or name; left out: the first bank again")
    bank_files.register(group)


def _of_a_bank(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("which", nargs="?", metavar="BANK", help="id or name; left out: the one in use")
    return parser


def _home_and_bank(options: argparse.Namespace) -> tuple[Connection, str]:
    home = open_home(options)
    return home, bank_named(home, getattr(options, "which", None) or options.bank)


def _list(options: argparse.Namespace) -> int:
    out, home = Output(options), open_home(options)
    banks = list(listed(home.sdk.banks.with_raw_response.list_banks))
    if out.is_json:
        out.document(banks)
        return OK
    current = home.ring.current() or home.bank_id()
    rows = [
        (
            "*" if bank["bank_id"] == current else "",
            bank["bank_id"],
            bank["name"],
            bank["clock_mode"],
            short_instant(bank["now"]),
            size(bank["size_bytes"]),
        )
        for bank in banks
    ]
    out.table(("", "BANK", "NAME", "CLOCK", "NOW (UTC)", "SIZE"), rows, empty="There are no banks.")
    return OK


def _create(options: argparse.Namespace) -> int:
    home = open_home(options)
    given = {
        "seed": options.seed,
        "starts_at": options.starts_at,
        "clock_mode": "FROZEN" if options.frozen else None,
        "country": options.country,
        "home_currency": options.currency,
    }
    wanted: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    bank = content(home.sdk.banks.with_raw_response.create_bank(name=options.name, **wanted))
    return tell_new_bank(Output(options), home, bank)


def tell_new_bank(out: Output, home: Connection, bank: dict[str, Any]) -> int:
    """Keep the key of a bank that was made, and tell both."""
    if bank.get("api_key"):
        path = home.ring.keep(bank["bank_id"], bank["api_key"])
        out.note(f"The key is kept in {path}.")
    if out.is_json:
        out.document(bank)
    out.fields(
        {
            "Bank": bank["bank_id"],
            "Name": bank["name"],
            "Seed": bank["seed"],
            "Clock": f"{bank['clock_mode']}, {short_instant(bank['now'])} UTC",
            "Key": bank.get("api_key"),
        }
    )
    return OK


def fresh_bank(home: Connection, name: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """An empty bank, its key kept in the data directory. Raises `CannotDo`."""
    bank: dict[str, Any] = content(home.sdk.banks.with_raw_response.create_bank(name=name[:200], **wanted))
    # An answer that was lost on the way and given again has no secret.
    if not bank.get("api_key"):
        raise CannotDo(f"{bank['bank_id']} was made, but its key was lost on the way; delete it and try again.")
    home.ring.keep(bank["bank_id"], bank["api_key"])
    return bank


def _tell_bank(options: argparse.Namespace, bank: dict[str, Any]) -> int:
    out = Output(options)
    if out.is_json:
        out.document(bank)
    out.fields(
        {
            "Bank": bank["bank_id"],
            "Name": bank["name"],
            "Country": f"{bank['country']}, {bank['home_currency']}",
            "Status": bank["status"],
            "Clock": f"{bank['clock_mode']}, {short_instant(bank['now'])} UTC",
            "Seed": bank["seed"],
            "Fork of": bank["forked_from"],
            "Size": size(bank["size_bytes"]),
        }
    )
    return OK


def _show(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    return _tell_bank(options, content(home.sdk.banks.with_raw_response.get_bank(bank_id)))


def _fork(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    given = {"name": options.name, "snapshot_id": options.snapshot}
    wanted = {name: value for name, value in given.items() if value is not None}
    fork = content(home.sdk.banks.with_raw_response.fork_bank(bank_id, **wanted))
    return tell_new_bank(Output(options), home, fork)


def _snapshot(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    named = {} if options.name is None else {"name": options.name}
    snapshot = content(home.sdk.banks.with_raw_response.create_snapshot(bank_id, **named))
    out = Output(options)
    if out.is_json:
        out.document(snapshot)
    out.say(f"{snapshot['snapshot_id']} keeps {bank_id} as of {short_instant(snapshot['bank_now'])} UTC.")
    return OK


def _snapshots(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    out = Output(options)
    found = list(listed(home.sdk.banks.with_raw_response.list_snapshots, bank_id))
    if out.is_json:
        out.document(found)
    rows = [(one["snapshot_id"], one["name"], short_instant(one["bank_now"]), size(one["size_bytes"])) for one in found]
    out.table(("SNAPSHOT", "NAME", "AS OF (UTC)", "SIZE"), rows, empty="No snapshot was taken.")
    return OK


def _restore(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    confirm(options, f"{bank_id} goes back to {options.snapshot_id}; what came after is gone.")
    raw = home.sdk.banks.with_raw_response
    return _tell_bank(options, content(raw.restore_bank(bank_id, snapshot_id=options.snapshot_id)))


def _discard(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    confirm(options, f"{options.snapshot_id} goes.")
    home.sdk.banks.delete_snapshot(bank_id, options.snapshot_id)
    out = Output(options)
    if out.is_json:
        out.document({"snapshot_id": options.snapshot_id, "deleted": True})
    out.say(f"{options.snapshot_id} is deleted.")
    return OK


def _reset(options: argparse.Namespace) -> int:
    home, bank_id = _home_and_bank(options)
    confirm(options, f"Everything in {bank_id} goes.")
    given = {"seed": options.seed, "starts_at": options.starts_at}
    wanted = {name: value for name, value in given.items() if value is not None}
    return _tell_bank(options, content(home.sdk.banks.with_raw_response.reset_bank(bank_id, **wanted)))


def _delete(options: argparse.Namespace) -> int:
    home = open_home(options)
    bank_id = bank_named(home, options.name)
    confirm(options, f"{bank_id} goes with its snapshots and keys.")
    home.sdk.banks.delete_bank(bank_id)
    home.ring.forget(bank_id)
    out = Output(options)
    if out.is_json:
        out.document({"bank_id": bank_id, "deleted": True})
    out.say(f"{bank_id} is deleted.")
    return OK


def _use(options: argparse.Namespace) -> int:
    home, out = open_home(options), Output(options)
    if options.name is None:
        home.ring.use(None)
        bank_id = home.bank_id()
    else:
        bank_id = bank_named(home, options.name)
        if bank_id == home.bank_id():
            home.ring.use(None)
        elif home.ring.of(bank_id) is None:
            raise CannotDo(f"There is no key of {bank_id} in {home.ring.path}; give one with --key.")
        else:
            home.ring.use(bank_id)
    if out.is_json:
        out.document({"bank_id": bank_id})
    out.say(f"Commands act on {bank_id}.")
    return OK
