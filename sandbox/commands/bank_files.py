"""`sandbank bank export` and `bank import`: a bank as a file, and a file as a bank.

A file under the name of an export is always whole: it takes the name at the end.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from sandbox.commands.connection import bank_named, content, open_home
from sandbox.commands.options import SubParsers, add_command, completes_files
from sandbox.commands.output import Output, size
from sandbox.commands.refusals import OK, CannotDo

_LONG_S = 600.0


def register(group: SubParsers) -> None:
    """Add the parsers to those of `bank`."""
    export = add_command(group, "export", _export, help="write a bank to a file")
    completes_files(export.add_argument("file", metavar="FILE", help="where to; - is standard output"))
    export.add_argument("--canonical", action="store_true", help="as JSON lines to compare, not to import")
    export.add_argument("which", nargs="?", metavar="BANK", help="id or name; left out: the one in use")
    taken = add_command(group, "import", _import, help="make a bank from a file", has_bank=False)
    completes_files(taken.add_argument("file", type=Path, metavar="FILE"))
    taken.add_argument("--name", help="name of the new bank")


def _export(options: argparse.Namespace) -> int:
    home, out = open_home(options), Output(options)
    bank_id = bank_named(home, options.which or options.bank)
    how: Any = "CANONICAL" if options.canonical else "FILE"
    if options.file == "-":
        if out.is_json:
            raise CannotDo("With --json, name a file to export to.")
        for chunk in home.sdk.banks.export_bank(bank_id, format=how, timeout=_LONG_S):
            sys.stdout.buffer.write(chunk)
        return OK
    path = home.sdk.banks.save_export(bank_id, options.file, format=how, timeout=_LONG_S)
    length = path.stat().st_size
    if out.is_json:
        out.document({"bank_id": bank_id, "file": str(path), "format": how, "size_bytes": length})
    out.say(f"{path} holds {bank_id}: {size(length)}.")
    return OK


def _import(options: argparse.Namespace) -> int:
    from sandbox.commands.banks import tell_new_bank

    home = open_home(options)
    if not options.file.is_file():
        raise CannotDo(f"There is no file {options.file}.")
    made = home.sdk.banks.import_bank(options.file, name=options.name, timeout=_LONG_S)
    bank = content(home.sdk.banks.with_raw_response.get_bank(made.bank_id))
    given = made.to_dict()
    return tell_new_bank(Output(options), home, {**bank, "api_key_id": made.api_key_id, "api_key": given["api_key"]})
