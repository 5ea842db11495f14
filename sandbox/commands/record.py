"""`sandbank record`: a fresh bank behind a door that writes down what is done to it; `replay` does it again.

The bank's clock stands still and moves only as the script moves it. The recording ends with the command
that was given, or with Ctrl-C. See: proxy.py, script.py, replay.py.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from sandbox.commands.banks import fresh_bank
from sandbox.commands.connection import open_home
from sandbox.commands.interrupts import as_interrupt
from sandbox.commands.options import SubParsers, add_command, completes_files, instant, seed
from sandbox.commands.output import Output
from sandbox.commands.refusals import FOUND, OK, CannotDo
from sandbox.commands.script import Beginning, Step, ending

if TYPE_CHECKING:
    from sandbox.commands.proxy import Proxy


def register(commands: SubParsers) -> None:
    """Add the parser."""
    parser = add_command(commands, "record", _record, help="write down what is done to a fresh bank", has_bank=False)
    completes_files(parser.add_argument("file", type=Path, metavar="FILE", help="where the script goes"))
    parser.add_argument("--seed", type=seed, help="of the fresh bank (default: drawn)")
    parser.add_argument("--starts-at", type=instant, metavar="INSTANT", help="where its clock stands (default: now)")
    parser.add_argument("--country", help="ISO 3166-1 alpha-2 (default: US)")
    parser.add_argument("--currency", help="ISO 4217 (default: USD)")
    parser.set_defaults(command=[])
    parser.usage = f"{parser.prog} [options] FILE [-- COMMAND ...]"
    parser.epilog = "COMMAND finds the door in SANDBANK_BASE_URL, and a key in SANDBANK_API_KEY."


def split_command(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The command's own arguments, and what stands behind `--`: the parser would take its options for ours."""
    if arguments[:1] != ["record"] or "--" not in arguments:
        return arguments, []
    place = arguments.index("--")
    return arguments[:place], arguments[place + 1 :]


class _Writer:
    """The file of a script, written line by line."""

    def __init__(self, file: BinaryIO, out: Output) -> None:
        self._file = file
        self._out = out
        self.requests = 0

    def line(self, document: Any) -> None:
        self._file.write(msgspec.json.encode(document) + b"\n")
        self._file.flush()

    def note(self, step: Step) -> None:
        self.line(step)
        self.requests += 1
        if step.path.startswith("/v1/simulations/clock/run"):
            self._out.note("The clock runs now: a replay will not meet the same instants.")

    def passed_by(self, request: str) -> None:
        self._out.note(f"Not recorded, because it acts outside the bank: {request}")


def _record(options: argparse.Namespace) -> int:
    from sandbox.commands.proxy import Proxy

    home, out = open_home(options), Output(options)
    if options.command and shutil.which(options.command[0]) is None:
        raise CannotDo(f"There is no command {options.command[0]}.")
    with options.file.open("wb") as file:
        bank = fresh_bank(home, f"Recording {options.file.name}", _wanted(options))
        writer = _Writer(file, out)
        writer.line(
            Beginning(
                seed=bank["seed"],
                starts_at=bank["now"],
                country=bank["country"],
                currency=bank["home_currency"],
                bank_id=bank["bank_id"],
            )
        )
        with Proxy(home.with_key(bank["api_key"]), writer.note, writer.passed_by) as proxy:
            command_code = _until_over(options, out, proxy)
        end = ending(home, bank["bank_id"], writer.requests)
        writer.line(end)
    found = {"file": str(options.file), "bank_id": bank["bank_id"], "requests": end.requests, "sha256": end.sha256}
    if out.is_json:
        out.document({**found, "command_code": command_code})
    out.say(f"{options.file} has {end.requests} requests; {bank['bank_id']} ends as {end.sha256[:16]}….")
    if command_code:
        out.note(f"sandbank: {options.command[0]} ended with {command_code}.")
    return FOUND if command_code else OK


def _wanted(options: argparse.Namespace) -> dict[str, Any]:
    from sandbox.engine.clock import to_datetime, wall_us

    now = to_datetime(wall_us()).strftime("%Y-%m-%dT%H:%M:%S.000000Z")
    given = {
        "seed": options.seed,
        "starts_at": options.starts_at or now,
        "country": options.country,
        "home_currency": options.currency,
    }
    return {name: value for name, value in given.items() if value is not None}


def _until_over(options: argparse.Namespace, out: Output, proxy: Proxy) -> int:
    """Run the command, or wait for Ctrl-C; gives the command's exit code."""
    if not options.command:
        if out.is_json:
            out.document({"ready": True, "base_url": proxy.base_url})
        out.say(f"Send requests to {proxy.base_url}; any key will do. Ctrl-C ends the recording.")
        try:
            with as_interrupt():
                threading.Event().wait()
        except KeyboardInterrupt:
            out.note("")
        return OK
    known = {"SANDBANK_BASE_URL": proxy.base_url, "SANDBANK_API_KEY": proxy.bank.key}
    # With --json, standard output is ours alone: what the command says goes to standard error.
    stdout = 2 if out.is_json else None
    try:
        child = subprocess.Popen(options.command, env={**os.environ, **known}, stdout=stdout)  # noqa: S603
    except OSError as error:
        raise CannotDo(f"{options.command[0]} cannot be run: {error.strerror}.") from None
    try:
        with as_interrupt():
            return child.wait()
    except KeyboardInterrupt:
        # It was interrupted as well; what was done up to here is the script.
        child.terminate()
        return child.wait()
