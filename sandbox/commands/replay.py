"""`sandbank replay`: a script played on a bank of the same seed and beginning; both must end the same.

"The same" is the SHA-256 of the canonical export. When it differs, the first answer that was another one
and the kinds of lines that differ are told, and the bank is kept for `sandbank diff`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from sandbox.commands.banks import fresh_bank
from sandbox.commands.connection import Connection, listed, open_home
from sandbox.commands.options import SubParsers, add_command, completes_files
from sandbox.commands.output import Output
from sandbox.commands.refusals import FOUND, OK
from sandbox.commands.script import End, ending, play, read_script


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "replay", _replay, help="do again what was recorded", has_bank=False)
    completes_files(parser.add_argument("file", type=Path, metavar="FILE", help="a script of `sandbank record`"))
    parser.add_argument("--keep", action="store_true", help="keep the bank also when it ended the same")


def _replay(options: argparse.Namespace) -> int:
    beginning, steps, recorded = read_script(options.file)
    home, out = open_home(options), Output(options)
    began = {
        "seed": beginning.seed,
        "starts_at": beginning.starts_at,
        "country": beginning.country,
        "home_currency": beginning.currency,
    }
    bank = fresh_bank(home, f"Replay of {options.file.name}", began)
    door = home.with_key(bank["api_key"])
    first_other: dict[str, Any] | None = None
    with out.progress("Replaying") as bar:
        for number, step in enumerate(steps, start=1):
            status = play(door, step).status_code
            if status != step.status and first_other is None:
                request = {"number": number, "method": step.method, "path": step.path}
                first_other = {**request, "recorded": step.status, "replayed": status}
            bar(10_000 * number // max(recorded.requests, 1), f"{number:,} of {recorded.requests:,} requests")
    found = ending(home, bank["bank_id"], recorded.requests)
    is_same = found.sha256 == recorded.sha256
    if is_same and not options.keep:
        home.sdk.banks.delete_bank(bank["bank_id"])
        home.ring.forget(bank["bank_id"])
    others = _other_kinds(recorded, found)
    if out.is_json:
        out.document(
            {
                "is_same": is_same,
                "requests": recorded.requests,
                "sha256": found.sha256,
                "recorded_sha256": recorded.sha256,
                "bank_id": bank["bank_id"] if options.keep or not is_same else None,
                "first_other_answer": first_other,
                "kinds": others,
            }
        )
    elif is_same:
        out.say(f"The same: {recorded.requests} requests, {found.sha256[:16]}….")
    else:
        _tell(out, home, beginning.bank_id, bank["bank_id"], first_other, others)
    return OK if is_same else FOUND


def _other_kinds(recorded: End, found: End) -> dict[str, dict[str, int]]:
    """Lines recorded and replayed of each kind that differs."""
    others = {}
    for kind in sorted({*recorded.kinds, *found.kinds}):
        was, now = recorded.kinds.get(kind, (0, "")), found.kinds.get(kind, (0, ""))
        if tuple(was) != tuple(now):
            others[kind] = {"recorded": was[0], "replayed": now[0]}
    return others


def _tell(
    out: Output,
    home: Connection,
    recorded_bank: str,
    bank_id: str,
    first_other: dict[str, Any] | None,
    others: dict[str, dict[str, int]],
) -> None:
    out.say("Not the same.", "red")
    if first_other is not None:
        request = f"request {first_other['number']}, {first_other['method']} {first_other['path']}"
        out.say(f"The first other answer: {request}: {first_other['recorded']} → {first_other['replayed']}")
    rows = [(kind, lines["recorded"], lines["replayed"]) for kind, lines in others.items()]
    out.table(("WHAT DIFFERS", "LINES RECORDED", "LINES REPLAYED"), rows, empty="")
    banks = (bank["bank_id"] for bank in listed(home.sdk.banks.with_raw_response.list_banks))
    if recorded_bank in banks:
        out.say(f"See more with: sandbank diff {recorded_bank} {bank_id}")
