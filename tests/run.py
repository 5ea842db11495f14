"""Runs every check of the project, group by group, and ends with pytest's own summary line.

`python -m tests.run [--all]`: lint, types, import rules, generated files, then pytest over everything
else. What cannot run on this machine is named, with how to get it; nothing is left out silently.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent

CHECKS = (
    ("lint", ["ruff", "check", "--quiet", "."]),
    ("format", ["ruff", "format", "--check", "--quiet", "."]),
    ("types", ["mypy"]),
    ("types of the SDK", ["mypy", "-p", "sandbank"]),
    ("import rules", ["lint-imports"]),
    ("generated models", ["python", "-m", "sandbox.contract.generator", "--check"]),
    ("generated SDK", ["python", "sdk/generate.py", "--check"]),
)


DEBIAN = (
    ("chromium", "chromium", "browser"),
    ("promtool", "prometheus", "alert rules"),
    ("faketime", "faketime", "machine clock"),
    ("npm", "npm", "mock"),
)
"""What some groups of tests run: the program, Debian's package of it, and the group."""


def main() -> int:
    """Run the groups; the exit code is pytest's, or 1 when a check before it failed."""
    os.chdir(ROOT)
    failed = []
    for name, command in CHECKS:
        sys.stdout.write(f"── {name}\n")
        sys.stdout.flush()
        if subprocess.run([str(BIN / command[0]), *command[1:]], check=False).returncode:
            failed.append(name)
    for program, package, group in DEBIAN:
        if shutil.which(program) is None:
            _install(program, package, group)
    is_long = "--all" in sys.argv[1:]
    environment = {**os.environ, "SANDBANK_LONG": "1" if is_long else ""}
    sys.stdout.write("── tests\n")
    sys.stdout.flush()
    pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile"]
    selection = ["-o", "timeout=7200"] if is_long else ["-m", "not slow"]
    code = subprocess.run([*pytest, *selection], env=environment, check=False).returncode
    if failed:
        sys.stderr.write(f"FAILED before the tests: {', '.join(failed)}\n")
    return code or (1 if failed else 0)


def _install(program: str, package: str, group: str) -> None:
    """Install what a group needs where that is allowed; name what is left out where it is not."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        # RUNLEVEL=1: the package's daemon is not started.
        environment = {**os.environ, "RUNLEVEL": "1", "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        for command in (["apt-get", "update", "-qq"], install):
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(
                    command,
                    env=environment,
                    check=False,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    timeout=600,
                )
    if shutil.which(program) is None:
        sys.stdout.write(f"   the {group} group is left out: install {program} (Debian: apt-get install {package})\n")


if __name__ == "__main__":
    sys.exit(main())
