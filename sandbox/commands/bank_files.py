"""`sandbank bank export` and `bank import`: a bank as a file, and a file as a bank.

What is exported is written beside its name first, so that a file under that name is always whole.
"""

from __future__ import annotations

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from sandbox.commands.connection import Connection, bank_named, open_home, refused
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
    how = "CANONICAL" if options.canonical else "FILE"
    if options.file == "-":
        if out.is_json:
            raise CannotDo("With --json, name a file to export to.")
        _copy(home, bank_id, how, sys.stdout.buffer)
        return OK
    path = Path(options.file)
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            length, digest = _copy(home, bank_id, how, file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    if out.is_json:
        out.document({"bank_id": bank_id, "file": str(path), "format": how, "bytes": length, "sha256": digest})
    out.say(f"{path} holds {bank_id}: {size(length)}.")
    return OK


def _copy(home: Connection, bank_id: str, how: str, file: BinaryIO) -> tuple[int, str]:
    length, digest = 0, sha256()
    with home.stream(f"/banks/{bank_id}/export", params={"format": how}, timeout=_LONG_S) as response:
        for chunk in response.iter_bytes():
            file.write(chunk)
            digest.update(chunk)
            length += len(chunk)
    return length, digest.hexdigest()


def _import(options: argparse.Namespace) -> int:
    from sandbox.commands.banks import tell_new_bank

    home = open_home(options)
    if not options.file.is_file():
        raise CannotDo(f"There is no file {options.file}.")
    query: dict[str, Any] = {} if options.name is None else {"name": options.name}
    with options.file.open("rb") as file:
        response = home.http.post(
            f"{home.base_url}/v1/banks/import",
            params=query,
            content=file,
            headers=home.headers(
                **{"Content-Type": "application/octet-stream", "Content-Length": str(options.file.stat().st_size)}
            ),
            timeout=_LONG_S,
        )
    if not response.is_success:
        raise refused(response)
    return tell_new_bank(Output(options), home, response.json())
