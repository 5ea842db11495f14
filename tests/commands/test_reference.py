"""Every command and option is in docs/reference/command-line.md, and nothing else is."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from sandbox.cli import _parser

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "command-line.md").read_text()
ON_THE_SERVERS_PAGE = ("up", "verify", "doctor")


def parsers() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that can be run, with its parser."""
    waiting = [("", _parser())]
    while waiting:
        name, parser = waiting.pop()
        groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for group in groups:
            waiting += [(f"{name} {word}".strip(), found) for word, found in group.choices.items()]
        if name and not any(group.required for group in groups):
            yield name, parser


COMMANDS = {name: parser for name, parser in parsers() if name not in ON_THE_SERVERS_PAGE}


def test_every_command_is_on_the_page_and_every_one_there_exists() -> None:
    shown = [found.strip() for found in re.findall(r"`sandbank ((?:[a-z]+(?:-[a-z]+)* ?)+)", PAGE)]
    told = {name for name in COMMANDS if any(line == name or line.startswith(f"{name} ") for line in shown)}
    assert told == set(COMMANDS)
    assert all(line in COMMANDS or line.rpartition(" ")[0] in COMMANDS or line in ON_THE_SERVERS_PAGE for line in shown)


def test_every_option_is_on_the_page_and_every_one_there_exists() -> None:
    options = {
        option
        for parser in COMMANDS.values()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    }
    assert set(re.findall(r"(?<=[`\s])--[a-z][a-z-]*", PAGE)) == options - {"--help"}
