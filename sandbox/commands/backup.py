"""`sandbank backup` and `sandbank restore`: a data directory into a store of backups, and out of it again.

Both work on files: a backup is taken beside a running server or without one, a restore makes a directory that
was not there. 1 says that the store is damaged, 2 that something is missing; in both cases nothing was made.
See: sandbox/backups/, docs/backup.md.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sandbox.commands.options import SubParsers, completes_files, count, identifier, instant
from sandbox.commands.output import Output, size
from sandbox.commands.refusals import FOUND, OK, CannotDo
from sandbox.settings import default_data

if TYPE_CHECKING:
    from sandbox.backups.manifests import Manifest
    from sandbox.backups.stores import BackupStore


def register(commands: SubParsers) -> None:
    """Add both commands."""
    _register_backup(commands)
    _register_restore(commands)


def server_options(up: argparse.ArgumentParser) -> None:
    """What `sandbank up` takes to back itself up while it runs."""
    group = up.add_argument_group("backups")
    group.add_argument("--archive-to", type=Path, metavar="STORE", help="follow every commit, to restore to an instant")
    group.add_argument("--backup-to", type=Path, metavar="STORE", help="take backups while it runs")
    group.add_argument("--backup-every", type=_duration_s, default=900.0, metavar="DURATION", help="default: PT15M")
    group.add_argument("--keep", type=count, default=24, metavar="N", help="how many are kept (default: %(default)s)")


def server_settings(options: argparse.Namespace) -> dict[str, Any]:
    """The settings of a server that those options name."""
    return {
        "archive_to": options.archive_to,
        "backup_to": options.backup_to,
        "backup_every_s": options.backup_every,
        "backup_keep": options.keep,
    }


def _duration_s(text: str) -> float:
    """Seconds of an ISO 8601 duration of days, hours, minutes and seconds."""
    import msgspec

    try:
        found = msgspec.convert(text, timedelta).total_seconds()
    except msgspec.ValidationError:
        found = 0.0
    if found <= 0:
        raise argparse.ArgumentTypeError("a duration is written like PT15M or P1D")
    return found


def _register_backup(commands: SubParsers) -> None:
    backup = commands.add_parser("backup", help="copy a data directory into a store of backups")
    completes_files(
        backup.add_argument(
            "--data", type=Path, default=default_data(), help="data directory (default: $SANDBANK_DATA, or ./data)"
        )
    )
    completes_files(backup.add_argument("--to", type=Path, required=True, metavar="STORE", help="where backups lie"))
    mode = backup.add_mutually_exclusive_group()
    for name, help_text in (
        ("full", "everything"),
        ("incremental", "what changed since the last backup (default)"),
        ("differential", "what changed since the last full one"),
    ):
        mode.add_argument(f"--{name}", dest="mode", action="store_const", const=name.upper(), help=help_text)
    mode.add_argument("--list", dest="is_list", action="store_true", help="take none, list what there is")
    backup.add_argument("--keep", type=count, metavar="N", help="remove what the newest N backups do not need")
    backup.add_argument("--with-master-key", action="store_true", help="with what opens the keys, too")
    backup.add_argument("--json", action="store_true", help="JSON on standard output, and nothing else")
    backup.set_defaults(run=_backup)


def _register_restore(commands: SubParsers) -> None:
    restore = commands.add_parser("restore", help="make a data directory of a backup, or as of an instant")
    completes_files(
        restore.add_argument("--from", dest="store", type=Path, required=True, metavar="STORE", help="where they lie")
    )
    completes_files(restore.add_argument("--data", type=Path, required=True, help="directory to make"))
    which = restore.add_mutually_exclusive_group()
    which.add_argument("--backup", type=identifier, metavar="ID", help="which backup (default: the newest)")
    which.add_argument("--at", type=instant, metavar="INSTANT", help="as it was at this real instant, of the archive")
    completes_files(
        restore.add_argument(
            "--master-key", type=Path, action="append", default=[], metavar="FILE", help="what opens the keys"
        )
    )
    completes_files(
        restore.add_argument("--erasures", type=Path, metavar="FILE", help="erasures that the store does not know")
    )
    restore.add_argument("--json", action="store_true", help="JSON on standard output, and nothing else")
    restore.set_defaults(run=_restore)


def _backup(options: argparse.Namespace) -> int:
    # Imported late: `sandbank --help` should not load a bank.
    import apsw

    from sandbox.backups.pages import Damaged
    from sandbox.backups.stores import BackupStore, StoreInUse
    from sandbox.backups.taking import CannotBackUp, take

    out, store = Output(options), BackupStore(options.to)
    try:
        if options.is_list:
            _tell_list(out, store)
            return OK
        with out.progress("Backing up") as show:
            made = take(options.data, store, options.mode, with_master_key=options.with_master_key, show=show)
    except (CannotBackUp, StoreInUse) as error:
        raise CannotDo(str(error)) from error
    except apsw.Error as error:
        raise CannotDo(f"The backup could not be written: {error}.") from error
    except Damaged as error:
        sys.stderr.write(f"sandbank: {error} Take a --full one.\n")
        return FOUND
    removed: list[str] = []
    if options.keep is not None:
        try:
            removed = store.prune(options.keep)
        except Damaged as error:
            out.note(f"Nothing was removed: {error}")
    out.document(_told(made, removed)) if out.is_json else _tell_made(out, made, removed)
    return OK


def _told(made: Manifest, removed: list[str]) -> dict[str, object]:
    return {
        "backup_id": made.backup_id,
        "mode": made.mode,
        "parent": made.parent,
        "size_bytes": _size_of(made),
        "banks": sum(one.name.startswith("banks/") and one.commit is not None for one in made.files),
        "entries": sum(one.entries or 0 for one in made.files),
        "master_keys": made.master_keys,
        "removed": removed,
    }


def _size_of(made: Manifest) -> int:
    return sum(piece.size for one in made.files for piece in (one.pages, one.map) if piece is not None)


def _tell_made(out: Output, made: Manifest, removed: list[str]) -> None:
    on = f", on {made.parent}" if made.parent else ""
    out.say(f"{made.backup_id} holds {len(made.files)} files, {size(_size_of(made))}{on}.")
    if not made.has_master_key:
        out.say(
            f"A restore needs the master key {' and '.join(made.master_keys)}: keep a copy of master.key elsewhere."
        )
    if removed:
        out.say(f"Removed {len(removed)} that nothing kept needs.")


def _tell_list(out: Output, store: BackupStore) -> None:
    found = [store.manifest(backup_id) for backup_id in store.ids()]
    if out.is_json:
        out.document([_told(one, []) for one in found])
    rows = [(one.backup_id, one.mode, size(_size_of(one)), one.parent) for one in found]
    out.table(("backup", "mode", "size", "on"), rows, empty="There is no backup yet.")


def _restore(options: argparse.Namespace) -> int:
    from sandbox.backups.pages import Damaged
    from sandbox.backups.replaying import restore_at
    from sandbox.backups.restoring import CannotRestore, Sources, restore
    from sandbox.backups.stores import BackupStore
    from sandbox.engine.clock import to_us
    from sandbox.host import load_router

    load_router()
    out, store = Output(options), BackupStore(options.store)
    sources = Sources(tuple(options.master_key), options.erasures)
    try:
        with out.progress("Restoring") as show:
            if options.at is not None:
                at_us = to_us(datetime.fromisoformat(options.at))
                made = restore_at(store, options.data, at_us, sources=sources, show=show)
            else:
                made = restore(store, options.data, options.backup, sources=sources, show=show)
    except CannotRestore as error:
        raise CannotDo(str(error)) from error
    except Damaged as error:
        sys.stderr.write(f"sandbank: {error} Nothing was restored.\n")
        return FOUND
    if out.is_json:
        out.document({"data": str(options.data), **made._asdict()})
    held = f"{made.banks} banks, {made.commits:,} commits, {made.entries:,} entries"
    out.say(f"{options.data} holds {held}; the books balance.")
    if made.erased:
        out.say(f"{made.erased} keys of erased people were left out.")
    for name in made.missing:
        out.note(f"{name} is not in the archive.")
    return OK
