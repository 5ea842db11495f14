"""The `sandbank` command: a server and its data here, everything that talks to a running one in `commands`.

One process writes a data directory: `up`. `verify` and `doctor` only read, also beside it. Every failure is
one sentence on standard error and an exit code: 1 for findings and refusals, 2 for what could not be done.
See: sandbox/commands/, docs/reference/command-line.md.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Any

from sandbox import __version__
from sandbox.commands import (
    archive,
    backup,
    banks,
    clock,
    completion,
    contract_check,
    diff,
    effects,
    faults,
    keys,
    listen,
    load,
    logs,
    record,
    replay,
    scenarios,
    seed,
)
from sandbox.commands.options import DEFAULTS, SubParsers
from sandbox.commands.output import end_pipe
from sandbox.commands.refusals import FAILED, FOUND, INTERRUPTED, OK, tell
from sandbox.settings import ServerSettings, default_data


def main(arguments: list[str] | None = None) -> int:
    """Run a command; gives the exit code."""
    own, command = record.split_command(sys.argv[1:] if arguments is None else arguments)
    options = _parser().parse_args(own, argparse.Namespace(**DEFAULTS))
    if command:
        options.command = command
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        end_pipe()
        return OK
    except Exception as error:
        code = tell(error, options)
        if code is None:
            code = _tell_of_the_server(error)
        if code is None:
            raise
        return code


def _tell_of_the_server(error: Exception) -> int | None:
    """Tell what keeps a server from its work."""
    # Imported late: `sandbank --help` should not load a bank.
    from sandbox.contract.binder import ContractMismatch
    from sandbox.engine.store.sqlite.schema import Unusable

    if isinstance(error, Unusable | ContractMismatch):
        sys.stderr.write(f"sandbank: {error}\n")
    elif isinstance(error, OSError):
        where = f": {error.filename}" if error.filename else ""
        sys.stderr.write(f"sandbank: {error.strerror or error}{where}.\n")
    else:
        return None
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sandbank", description="A whole bank on your laptop.")
    parser.add_argument("--version", action="version", version=f"sandbank {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _register_server(commands)
    for group in (keys, banks, clock, effects, seed, listen, scenarios, faults, logs, diff, record, replay):
        group.register(commands)
    load.register(commands)
    contract_check.register(commands)
    backup.register(commands)
    archive.register(commands)
    completion.register(commands, parser)
    return parser


def _register_server(commands: SubParsers) -> None:
    up = commands.add_parser("up", help="start a bank, in the foreground")
    _data_option(up)
    up.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    up.add_argument("--port", type=_port, default=8080, help="0 finds a free one (default: %(default)s)")
    filling = up.add_mutually_exclusive_group()
    filling.add_argument("--demo", dest="is_demo", action="store_true", default=True, help="demo data (default)")
    filling.add_argument("--empty", dest="is_demo", action="store_false", help="a new bank starts empty")
    up.add_argument("--seed", type=_seed, help="ids and simulated outcomes of a new bank follow from it")
    up.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a further name to answer for; may be repeated",
    )
    up.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        type=_origin,
        metavar="ORIGIN",
        help="let a browser's pages from there call the API, as https://app.example; may be repeated, * for all",
    )
    up.add_argument(
        "--no-sign-up",
        dest="has_sign_up",
        action="store_false",
        help="nobody makes an organization by signing up; invitations and the printed link go on working",
    )
    backup.server_options(up)
    archive.server_option(up)
    up.add_argument("--json", action="store_true", help="one JSON line on standard output once it serves")
    _watching_options(up)
    up.set_defaults(run=_up)

    verify = commands.add_parser("verify", help="prove the books; reads only, also beside a running server")
    _data_option(verify)
    verify.add_argument("--json", action="store_true", help="the report as JSON")
    verify.set_defaults(run=_verify)

    doctor = commands.add_parser("doctor", help="check that this machine can run a bank")
    _data_option(doctor)
    doctor.add_argument("--port", type=_port, default=8080)
    doctor.set_defaults(run=_doctor)


def _watching_options(up: argparse.ArgumentParser) -> None:
    levels = ("debug", "info", "warning", "error")
    up.add_argument("--log-format", choices=("text", "json"), default="text", help="(default: %(default)s)")
    up.add_argument("--log-level", choices=levels, default="warning", help="(default: %(default)s)")
    up.add_argument(
        "--metrics-for",
        choices=("loopback", "all", "nobody"),
        default="loopback",
        help="who may read /metrics (default: %(default)s)",
    )
    up.add_argument(
        "--traces",
        metavar="URL",
        default=os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT") or None,
        help="send traces to an OpenTelemetry collector, as http://127.0.0.1:4318 "
        "(default: $OTEL_EXPORTER_OTLP_ENDPOINT, or none)",
    )
    up.add_argument(
        "--drain",
        type=_seconds,
        default=0.0,
        metavar="SECONDS",
        help="serve on so long when told to stop, with /ready saying no (default: %(default)g)",
    )


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 3600:
        raise argparse.ArgumentTypeError("a wait is between 0 and 3600 seconds")
    return value


def _data_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        default=default_data(),
        help="data directory (default: $SANDBANK_DATA, or ./data)",
    )


def _origin(text: str) -> str:
    from sandbox.gateway.door import check_origin

    try:
        return check_origin(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return value


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**256:
        raise argparse.ArgumentTypeError("a seed is a natural number below 2^256")
    return value


def _up(options: argparse.Namespace) -> int:
    from sandbox.observability import logs as logs_of_server
    from sandbox.server import serve

    settings = ServerSettings(
        data=options.data,
        host=options.host,
        port=options.port,
        is_demo=options.is_demo,
        seed=options.seed,
        allow_hosts=tuple(options.allow_host),
        allow_origins=tuple(options.allow_origin),
        has_sign_up=options.has_sign_up,
        metrics_for=options.metrics_for,
        drain_s=options.drain,
        traces=options.traces,
        archive_history_after_us=options.archive_history_after,
        **backup.server_settings(options),
    )
    logs_of_server.start(options.log_format, options.log_level)

    def announce(found: dict[str, str]) -> None:
        text = json.dumps(found) if options.json else _welcome(found)
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(settings, announce))
    return OK


def _loop_factory() -> Any:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


def _welcome(found: dict[str, str]) -> str:
    base = found["base_url"]
    return (
        f"\n  Sandbank is up.\n\n"
        f"  Portal     {found['portal_link']}\n"
        f"  API        {base}/v1\n"
        f"  Reference  {base}/reference\n"
        f"  Docs       {base}/docs\n"
        f"  Key        {found['api_key']}\n"
        f"  Bank       {found['bank_id']}\n\n"
        f'  curl {base}/v1/accounts -H "Authorization: Bearer {found["api_key"]}"\n\n'
        f"  Ctrl-C stops it.\n"
    )


def _verify(options: argparse.Namespace) -> int:
    from sandbox.engine.directory import bank_files
    from sandbox.engine.store.sqlite.files import edge_path, vault_of
    from sandbox.engine.store.sqlite.schema import Unusable
    from sandbox.engine.store.sqlite.verify import verify_file
    from sandbox.engine.vault import public_signing_key
    from sandbox.host import load_router
    from sandbox.services.requests.verify import verify_request_log

    load_router()
    files = [options.data / "platform.db", *bank_files(options.data)]
    if not files[0].exists():
        raise Unusable(f"There is no Sandbank in {options.data}; name its data directory with --data.")
    reports: dict[str, Any] = {}
    exit_code = OK
    for file in files:
        key = public_signing_key(options.data, vault_of(file))
        try:
            report = verify_file(file, public_key=key)
        except Unusable as error:
            reports[file.name] = {"findings": [str(error)]}
            exit_code = FAILED
            continue
        found = [f"{finding.invariant}: {finding.row}: {finding.detail}" for finding in report.findings]
        bank_id = file.name.partition(".")[0]
        edge = edge_path(file.parent, bank_id)
        found += verify_request_log(edge, bank_id, key) if edge.exists() else []
        reports[file.name] = {"counts": report.counts, "findings": found}
        exit_code = max(exit_code, FOUND if found else OK)
    if options.json:
        sys.stdout.write(json.dumps(reports) + "\n")
    else:
        _print_reports(reports)
    return exit_code


def _print_reports(reports: dict[str, Any]) -> None:
    for name, report in reports.items():
        counts = ", ".join(f"{count:,} {what}" for what, count in report.get("counts", {}).items() if count)
        sys.stdout.write(f"{name}: {counts}\n")
        for finding in report["findings"]:
            sys.stdout.write(f"  ✗ {finding}\n")
        if not report["findings"]:
            sys.stdout.write("  ✓ the books balance, and everything is what was written\n")


def _doctor(options: argparse.Namespace) -> int:
    from sandbox.engine.store.sqlite.schema import Unusable, require_sqlite
    from sandbox.server import bound_socket_port

    checks: list[tuple[str, bool, str]] = []
    version = platform.python_version()
    checks.append(("Python", sys.version_info >= (3, 11), f"{version}; 3.11 or newer is needed"))
    try:
        require_sqlite()
        checks.append(("SQLite", True, "new enough"))
    except Unusable as error:
        checks.append(("SQLite", False, str(error)))
    try:
        port = bound_socket_port("127.0.0.1", options.port)
        checks.append(("Port", True, f"{port} is free"))
    except Unusable as error:
        checks.append(("Port", False, str(error)))
    place = options.data if options.data.exists() else options.data.absolute().parent
    free_mb = shutil.disk_usage(place).free // 2**20 if place.exists() else 0
    checks.append(("Disk", free_mb >= 200, f"{free_mb:,} MB free at {place}; 200 are needed"))
    for name, is_well, detail in checks:
        sys.stdout.write(f"{'✓' if is_well else '✗'} {name:<8} {detail}\n")
    return OK if all(is_well for _, is_well, _ in checks) else FOUND


if __name__ == "__main__":
    sys.exit(main())
