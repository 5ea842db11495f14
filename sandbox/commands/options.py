"""What the parsers of the commands share: the options of a connection, and the types of arguments.

Options have no default of their own (`argparse.SUPPRESS`), so that they may stand before or after a
subcommand; `DEFAULTS` is the namespace that parsing begins from.
"""

from __future__ import annotations

import argparse
import string
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run: TypeAlias = Callable[[argparse.Namespace], int]

_OF_IDS = {*string.ascii_letters, *string.digits, *"_.-"}

DEFAULTS: dict[str, Any] = {"url": None, "key": None, "data": None, "bank": None, "json": False, "yes": False}


def add_command(
    commands: SubParsers, name: str, run: Run, *, help: str, has_bank: bool = True, **more: Any
) -> argparse.ArgumentParser:
    """A command that talks to a server."""
    parser = commands.add_parser(name, help=help, description=_sentence(help), **more)
    connection_options(parser, has_bank=has_bank)
    parser.set_defaults(run=run)
    return parser


def add_group(commands: SubParsers, name: str, *, help: str, run: Run | None = None) -> tuple[Any, SubParsers]:
    """A command with commands of its own; `run` is what it does when none is named."""
    parser = commands.add_parser(name, help=help, description=_sentence(help))
    if run is not None:
        connection_options(parser)
        parser.set_defaults(run=run)
    return parser, parser.add_subparsers(required=run is None, metavar="COMMAND")


def connection_options(parser: argparse.ArgumentParser, *, has_bank: bool = True) -> None:
    """Whom to talk to, and how to answer."""
    group = parser.add_argument_group("connection")
    gone: Any = argparse.SUPPRESS
    group.add_argument("--url", default=gone, help="the server ($SANDBANK_BASE_URL, or the one of --data)")
    group.add_argument("--key", default=gone, help="an API key ($SANDBANK_API_KEY, or the one of --data)")
    data = group.add_argument(
        "--data", type=Path, default=gone, help="data directory of `sandbank up` ($SANDBANK_DATA, or ./data)"
    )
    completes_files(data)
    if has_bank:
        group.add_argument("--bank", default=gone, metavar="BANK", help="another bank, by id or name")
    parser.add_argument("--json", action="store_true", default=gone, help="JSON on standard output, and nothing else")


def add_yes(parser: argparse.ArgumentParser) -> None:
    """For what cannot be taken back."""
    parser.add_argument("--yes", action="store_true", default=argparse.SUPPRESS, help="do not ask first")


def completes_files(action: argparse.Action) -> None:
    """Tell the shell that this argument is a file."""
    action.complete = {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"}  # type: ignore[attr-defined]


def count(text: str) -> int:
    """A whole number above zero."""
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("a whole number above zero is needed")
    return value


def at_most(limit: int) -> Callable[[str], int]:
    """A whole number from 1 to a limit."""

    def number(text: str) -> int:
        value = count(text)
        if value > limit:
            raise argparse.ArgumentTypeError(f"at most {limit:,}")
        return value

    return number


def identifier(text: str) -> str:
    """An id, as the API gave it."""
    if not text or not set(text) <= _OF_IDS or set(text) == {"."}:
        raise argparse.ArgumentTypeError(f"{text!r} is no id")
    return text


def instant(text: str) -> str:
    """An instant as the API takes it; a day is its beginning, and no zone is UTC."""
    try:
        found = datetime.fromisoformat(text)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text} is no instant; write 2026-03-01 or 2026-03-01T09:30:00Z") from None
    return found.isoformat(timespec="microseconds").replace("+00:00", "Z")


def seed(text: str) -> str:
    """A seed: a natural number below 2^256, as the API takes it."""
    if not text.isdecimal() or not text.isascii() or int(text) >= 2**256:
        raise argparse.ArgumentTypeError("a seed is a natural number below 2^256")
    return text


def words(text: str) -> list[str]:
    """Words with commas between them."""
    found = [word.strip() for word in text.split(",") if word.strip()]
    if not found:
        raise argparse.ArgumentTypeError("give at least one")
    return found


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
