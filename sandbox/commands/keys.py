"""`sandbank keys`: the API keys of a bank, and the server's master key. A secret is shown once, when it is made."""

from __future__ import annotations

import argparse
from typing import Any

from sandbox.commands.connection import content, listed, open_bank
from sandbox.commands.options import SubParsers, add_command, add_group, add_yes, identifier, instant, words
from sandbox.commands.output import Output, confirm, short_instant
from sandbox.commands.refusals import OK


def register(commands: SubParsers) -> None:
    """Add the parsers."""
    _, group = add_group(commands, "keys", help="API keys of a bank")
    shown = add_command(group, "list", _list, help="list the keys")
    shown.add_argument("--status", choices=["ACTIVE", "EXPIRED", "REVOKED"], help="only these")
    create = add_command(group, "create", _create, help="make a key")
    create.add_argument("name", metavar="NAME", help="what it is for")
    create.add_argument("--scopes", type=words, required=True, help="what it may do: accounts:read,transactions:write")
    create.add_argument("--expires-at", type=instant, metavar="INSTANT", help="when it ends, in real time")
    roll = add_command(group, "roll", _roll, help="give a key a new secret")
    roll.add_argument("api_key_id", type=identifier, metavar="KEY_ID")
    roll.add_argument("--overlap", metavar="DURATION", help="how long the old secret goes on working: P1D, PT1H")
    add_yes(roll)
    revoke = add_command(group, "revoke", _revoke, help="end a key for good")
    revoke.add_argument("api_key_id", type=identifier, metavar="KEY_ID")
    add_yes(revoke)
    rotate = add_command(group, "rotate-master", _rotate_master, help="give the server a new master key")
    add_yes(rotate)


def _list(options: argparse.Namespace) -> int:
    out = Output(options)
    keys = list(listed(open_bank(options).sdk.api_keys.with_raw_response.list_api_keys, status=options.status))
    if out.is_json:
        out.document(keys)
    rows = [
        (key["api_key_id"], key["name"], key["status"], f"…{key['hint']}", len(key["scopes"]), _used(key))
        for key in keys
    ]
    out.table(("KEY", "NAME", "STATUS", "SECRET", "SCOPES", "LAST USED"), rows, empty="There are no keys.")
    return OK


def _used(key: dict[str, Any]) -> str:
    return short_instant(key["last_used_at"]) or "never"


def _create(options: argparse.Namespace) -> int:
    creation: dict[str, Any] = {"name": options.name, "scopes": options.scopes}
    if options.expires_at:
        creation["expires_at"] = options.expires_at
    key = content(open_bank(options).sdk.api_keys.with_raw_response.create_api_key(**creation))
    return _show_secret(Output(options), key)


def _roll(options: argparse.Namespace) -> int:
    if options.overlap is None:
        confirm(options, f"The secret of {options.api_key_id} ends at once.")
    overlap = {} if options.overlap is None else {"overlap": options.overlap.upper()}
    bank = open_bank(options)
    return _show_secret(
        Output(options), content(bank.sdk.api_keys.with_raw_response.roll_api_key(options.api_key_id, **overlap))
    )


def _revoke(options: argparse.Namespace) -> int:
    confirm(options, f"{options.api_key_id} ends for good.")
    out = Output(options)
    key = content(open_bank(options).sdk.api_keys.with_raw_response.revoke_api_key(options.api_key_id))
    if out.is_json:
        out.document(key)
    out.say(f"{key['api_key_id']} is {key['status']}.")
    return OK


def _rotate_master(options: argparse.Namespace) -> int:
    confirm(options, "Backups made until now will need a copy of the master key that is deleted.")
    out = Output(options)
    rotated = content(open_bank(options).sdk.encryption_keys.with_raw_response.rotate_encryption_key())
    if out.is_json:
        out.document(rotated)
        return OK
    out.fields({"Master key": rotated["fingerprint"], "Before": rotated["former_fingerprint"]})
    out.say(f"{rotated['rewrapped_keys']} keys are wrapped anew.")
    return OK


def _show_secret(out: Output, key: dict[str, Any]) -> int:
    if out.is_json:
        out.document(key)
        return OK
    out.fields({"Key": key["api_key_id"], "Name": key["name"], "Scopes": " ".join(key["scopes"])})
    out.say(f"Secret  {key.get('secret', '')}")
    out.note("The secret is shown this once; keep it now.")
    return OK
