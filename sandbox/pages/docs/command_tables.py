"""The `sandbank` command in tables: read from its own parser, so that an option that is added is told.

The variables of the environment have their words here; a test finds those that the code reads.
See: sandbox/cli.py, docs/reference/commands.md.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from sandbox.cli import _parser as parser
from sandbox.pages.docs.schemas import cell

VARIABLES: dict[str, tuple[str, str]] = {
    "SANDBANK_DATA": ("server, commands", "The data directory, instead of `data` in the working directory."),
    "SANDBANK_API_KEY": ("SDK, commands", "The key to use, when none is given."),
    "SANDBANK_BASE_URL": ("SDK, commands", "Where the server is, instead of `http://127.0.0.1:8080`."),
    "OTEL_EXPORTER_OTLP_ENDPOINT": ("server", "The collector that traces are sent to; without it, none are."),
    "NO_COLOR": ("commands", "With any value, output has no colour."),
}
"""Variable: who reads it, what it means."""


def variables() -> str:
    """The variables of the environment that anything reads."""
    rows = [f"| `{name}` | {who} | {meaning} |" for name, (who, meaning) in VARIABLES.items()]
    return "\n".join(["| variable | read by | meaning |", "|---|---|---|", *rows])


def options_of_the_server() -> str:
    """The options of `sandbank up`."""
    return _arguments(dict(_commands(parser()))["up"])


def commands() -> str:
    """Every command with its arguments, under a heading for each word that follows `sandbank`."""
    parts: list[str] = []
    before = ""
    for name, found in sorted(_commands(parser()), key=lambda pair: pair[0]):
        word = name.partition(" ")[0]
        if word != before:
            parts.append(f"## {word}")
            before = word
        parts += [f"```text\n{_usage(found)}\n```", cell(found.description or ""), _arguments(found)]
    return "\n\n".join(part for part in parts if part)


def _commands(given: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """(words, parser) of every command that can be run."""
    groups = [action for action in given._actions if isinstance(action, argparse._SubParsersAction)]
    for group in groups:
        for word, found in group.choices.items():
            yield from _commands(found, f"{name} {word}".strip())
    if name and not any(group.required for group in groups):
        yield name, given


def _usage(given: argparse.ArgumentParser) -> str:
    """How it is called, as wide as a page; whom it talks to is told once, above all commands."""
    formatter = argparse.HelpFormatter(given.prog, width=88)
    told = [action for action in given._actions if action not in _unsaid(given)]
    formatter.add_usage(given.usage, told, given._mutually_exclusive_groups, prefix="")
    return formatter.format_help().strip()


def _unsaid(given: argparse.ArgumentParser) -> list[argparse.Action]:
    """What every command has."""
    groups = [group._group_actions for group in given._action_groups if group.title == "connection"]
    helps = [action for action in given._actions if isinstance(action, argparse._HelpAction)]
    return [*helps, *(action for group in groups for action in group)]


def _arguments(given: argparse.ArgumentParser) -> str:
    rows = []
    unsaid = _unsaid(given)
    for action in given._actions:
        if action in unsaid or isinstance(action, argparse._SubParsersAction):
            continue
        rows.append(f"| {_names(action)} | {_told(given, action)} |")
    return "\n".join(["| argument | meaning |", "|---|---|", *rows]) if rows else ""


def _names(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest}`"
    value = ""
    if action.nargs != 0:
        words = action.metavar or (f"{{{','.join(map(str, action.choices))}}}" if action.choices else None)
        value = f" {words or action.dest.upper()}"
    return ", ".join(f"`{name}{value}`" for name in action.option_strings)


def _told(given: argparse.ArgumentParser, action: argparse.Action) -> str:
    """What help says of it, with its default filled in."""
    if not action.help:
        return ""
    text = given._get_formatter()._expand_help(action)
    return cell(text[:1].upper() + text[1:])
