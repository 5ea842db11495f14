"""`sandbank archive`: old history of the banks in a data directory goes into sealed files beside them.

It works on a directory that no server has open; `sandbank up --archive-history-after` does the same while it runs.
Every read says afterwards what it said before. See: sandbox/engine/aging.py, docs/archive.md.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.commands.options import SubParsers, completes_files, identifier
from sandbox.commands.output import Output, size
from sandbox.commands.refusals import FOUND, OK
from sandbox.settings import default_data

if TYPE_CHECKING:
    from sandbox.engine.aging import Outcome


def register(commands: SubParsers) -> None:
    """Add the command."""
    archive = commands.add_parser("archive", help="move old history into sealed files, where it stays readable")
    completes_files(
        archive.add_argument(
            "--data", type=Path, default=default_data(), help="data directory (default: $SANDBANK_DATA, or ./data)"
        )
    )
    archive.add_argument(
        "--older-than", type=age_us, required=True, metavar="AGE", help="by the bank's clock, as P400D"
    )
    archive.add_argument("--bank", type=identifier, metavar="ID", help="only this one (default: all)")
    archive.add_argument("--json", action="store_true", help="JSON on standard output, and nothing else")
    archive.set_defaults(run=_archive)


def server_option(up: argparse.ArgumentParser) -> None:
    """What `sandbank up` takes to do it once a day."""
    up.add_argument(
        "--archive-history-after",
        type=age_us,
        metavar="AGE",
        help="move history that is older by the bank's clock, as P400D, into sealed files, once a day",
    )


def age_us(text: str) -> int:
    """Microseconds of an ISO 8601 duration of days and less; an age may be nothing."""
    import msgspec

    try:
        found = msgspec.convert(text, timedelta)
    except msgspec.ValidationError:
        found = timedelta(-1)
    if found < timedelta(0):
        raise argparse.ArgumentTypeError("an age is written in days or less, like P400D or PT12H")
    return found // timedelta(microseconds=1)


def _archive(options: argparse.Namespace) -> int:
    # Imported late: `sandbank --help` should not load a bank.
    from sandbox.engine.aging import archive_directory

    out = Output(options)
    with out.progress("Archiving") as show:
        found = asyncio.run(archive_directory(options.data, options.older_than, options.bank, show=show))
    if out.is_json:
        out.document([_told(one) for one in found])
    for one in found:
        if one.error is not None:
            out.note(f"{one.file}: {one.error}")
        elif one.moved is None:
            out.say(f"{one.file}: nothing is as old.")
        else:
            rows, bytes_ = one.moved.rows, f"{size(one.before_bytes)} to {size(one.after_bytes)}"
            held = f"{rows['leaves']:,} commits, {rows['entries']:,} entries"
            out.say(f"{one.file}: {held} moved into {size(one.moved.size_bytes)}; the bank's file went from {bytes_}.")
    if not found:
        out.say("There is no such bank.")
    return FOUND if any(one.error for one in found) or not found else OK


def _told(one: Outcome) -> dict[str, Any]:
    moved = None if one.moved is None else one.moved._asdict()
    return {**one._asdict(), "moved": moved}
