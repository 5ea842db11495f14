"""`sandbank completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import argparse
import sys

from sandbox.commands.options import SubParsers
from sandbox.commands.refusals import OK


def register(commands: SubParsers, whole: argparse.ArgumentParser) -> None:
    """Add the parser; `whole` is the one that is completed."""
    parser = commands.add_parser(
        "completion",
        help="the script for your shell",
        description='Print the script for your shell: eval "$(sandbank completion bash)"',
    )
    parser.add_argument("shell", choices=["bash", "zsh"])

    def run(options: argparse.Namespace) -> int:
        import shtab

        sys.stdout.write(shtab.complete(whole, options.shell) + "\n")
        return OK

    parser.set_defaults(run=run)
