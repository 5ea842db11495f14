"""What a command says: JSON for programs, words and tables for people.

With `--json`, standard output carries JSON and nothing else; notes and progress go to standard error.
Tables are rich's on a terminal; elsewhere, and in a pipe, aligned text that is never cut. NO_COLOR takes the
colour away. Progress is shown on a terminal only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from sandbox.commands.refusals import CannotDo

Show: TypeAlias = Callable[[int, str], None]


class Output:
    """Where one command writes."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.is_json = bool(options.json)

    def document(self, value: Any) -> None:
        """One JSON document on a line of its own."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        sys.stdout.flush()

    def say(self, text: str, style: str | None = None) -> None:
        """A line for people; nothing with --json."""
        if self.is_json:
            return
        if style and sys.stdout.isatty():
            from rich.console import Console

            draw = Console(highlight=False, soft_wrap=True).print
            draw(text, style=style, markup=False)
        else:
            sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def note(self, text: str) -> None:
        """A line on standard error, beside the answer."""
        sys.stderr.write(text + "\n")
        sys.stderr.flush()

    def fields(self, values: dict[str, Any]) -> None:
        """Names and values, a line each; what is None is left out."""
        shown = {name: value for name, value in values.items() if value is not None}
        width = max(map(len, shown), default=0)
        for name, value in shown.items():
            self.say(f"{name:<{width}}  {value}")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, empty: str) -> None:
        """A table, or the sentence for an empty one."""
        if self.is_json:
            return
        if not rows:
            self.say(empty)
            return
        cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
        if sys.stdout.isatty():
            _rich_table(columns, cells)
            return
        widths = [max(len(row[place]) for row in [list(columns), *cells]) for place in range(len(columns))]
        for row in [list(columns), *cells]:
            self.say("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())

    @contextmanager
    def progress(self, what: str) -> Iterator[Show]:
        """A bar: call what it gives with hundredths of a percent and a few words."""
        if not sys.stderr.isatty():
            yield lambda progress_bps, detail: None
            return
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        words = TextColumn("{task.description}"), TextColumn("{task.fields[detail]}", style="dim")
        columns = (words[0], BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), words[1])
        with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(what, total=10_000, detail="")
            yield lambda progress_bps, detail: bar.update(task, completed=progress_bps, detail=detail)


def confirm(options: argparse.Namespace, what: str) -> None:
    """Ask before what cannot be taken back. Raises `CannotDo` unless it is wanted."""
    if options.yes:
        return
    if not sys.stdin.isatty():
        raise CannotDo(f"{what} It cannot be taken back: say --yes.")
    sys.stderr.write(f"{what} It cannot be taken back. Go on? [y/N] ")
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise CannotDo("Nothing was done.")


def end_pipe() -> None:
    """Whoever read standard output has gone: nothing more is written, and nothing complains at the exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def short_instant(text: str | None) -> str:
    """An instant for people: to the second, in UTC."""
    return "" if text is None else text[:19].replace("T", " ")


def size(count: int) -> str:
    """Bytes for people."""
    if count < 1 << 20:
        return f"{count / 1024:,.0f} KB"
    return f"{count / (1 << 20):,.1f} MB"


def _rich_table(columns: Sequence[str], cells: list[list[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    draw = Console().print
    draw(table)
