"""A data directory as of a real instant, made of the archive.

Every file is its stretch's copy with the logs laid over it, up to the last commit at or before the instant.
SQLite itself reads the logs and checks their checksums; what it does not take is damage, unless it is the end
of what was archived. Keys are those of the instant and those of today, without those that were erased; edges
come from the newest backup before the instant. See: stretches.py, archive.py, restoring.py.
"""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

import apsw

from sandbox.backups import pages
from sandbox.backups.manifests import read_manifest
from sandbox.backups.pages import Damaged, checkpoint
from sandbox.backups.restoring import CannotRestore, Restored, Sources, build, put_together
from sandbox.backups.stores import BackupStore
from sandbox.backups.stretches import (
    FRAME_HEADER_BYTES,
    HEADER_BYTES,
    LogHeader,
    Mark,
    Stretch,
    history_folder,
    stretches,
)
from sandbox.backups.taking import KEYS, PLATFORM, Show, edge_of, files_named
from sandbox.engine.clock import to_datetime
from sandbox.engine.store.sqlite.history import history_of, segment_path
from sandbox.engine.store.sqlite.sealed import Damaged as HistoryDamaged

_ALWAYS = 2**62


class NotArchived(Exception):
    """The archive does not reach to the instant; the message is one sentence."""


def restore_at(
    store: BackupStore,
    data: Path,
    at_us: int,
    *,
    sources: Sources = Sources(),  # noqa: B008  (immutable)
    show: Show = lambda progress_bps, detail: None,
) -> Restored:
    """Make a data directory as it was at a real instant. Raises `Damaged`, `CannotRestore`, OSError."""
    archive = store.archive_path
    if not (archive / "manifest.json").exists():
        raise CannotRestore(f"There is no archive in {store.path}; the server writes one with --archive-to.")

    def fill(folder: Path) -> list[str]:
        missing: list[str] = []
        try:
            put_at(archive, PLATFORM, at_us, folder / PLATFORM)
            with pages.snapshot(folder / PLATFORM) as platform:
                names = sorted(files_named(platform))
            for number, name in enumerate(names):
                show(number * 5_000 // len(names), name)
                try:
                    put_at(archive, name, at_us, folder / name)
                    _put_history(archive, folder / name)
                except NotArchived:
                    if name.startswith("banks/"):
                        raise
                    missing.append(name)
            _put_keys(archive, at_us, folder)
        except NotArchived as error:
            raise CannotRestore(str(error)) from error
        _put_edges(store, at_us, folder, [PLATFORM, *names])
        return missing

    return build(store, data, read_manifest(archive), fill, sources=sources, show=show)


def put_at(archive: Path, name: str, at_us: int, target: Path) -> None:
    """Write one file as it was at an instant. Raises `NotArchived`, `Damaged`."""
    known = stretches(archive, name)
    if not known:
        raise NotArchived(f"The archive knows nothing of {name}.")
    bases = [one.base() for one in known]
    place = max((place for place, base in enumerate(bases) if base.at_us <= at_us), default=0)
    chosen = known[place]
    if bases[place].at_us > at_us and bases[place].since_us > at_us:
        raise NotArchived(f"The archive knows {name} from {_text(bases[place].since_us)} on.")
    target.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copyfile(chosen.copy, target)
    pages.check_pages(target, pages.PageMap.decode((chosen.path / "base.map").read_bytes()))
    logs = chosen.logs()
    if [int(log.stem) for log in logs] != list(range(1, len(logs) + 1)):
        raise Damaged(f"A log of the archive's {name} is missing.")
    is_last = place == len(known) - 1
    for log in logs:
        marks = _marks(chosen, log, is_last=is_last and log is logs[-1])
        wanted = [mark for mark in marks if mark.at_us <= at_us]
        if wanted:
            _lay(log, wanted[-1].end, target)
        if len(wanted) < len(marks):
            return
    following = None if is_last else bases[place + 1]
    if following is not None and not following.follows and at_us > chosen.last_us():
        between = f"{_text(chosen.last_us())} and {_text(following.at_us)}"
        raise NotArchived(f"Between {between}, {name} may have been written without the archive; name another instant.")


def _put_history(archive: Path, bank_file: Path) -> None:
    """Lay the segments beside a file that it names. Raises `Damaged`; what is in them is proved with the books."""
    try:
        named = history_of(bank_file).segments
    except HistoryDamaged as error:
        raise Damaged(f"{bank_file.name}: {error}.") from error
    for one in named:
        kept = history_folder(archive) / one.name
        if not kept.exists():
            raise Damaged(f"The archive does not hold {one.name} of {bank_file.name}.")
        shutil.copyfile(kept, segment_path(bank_file, one.name))


def _marks(stretch: Stretch, log: Path, *, is_last: bool) -> list[Mark]:
    """The commits of a log. The end of the last one may be torn; one in the middle must be whole."""
    marks, size = stretch.marks(log), log.stat().st_size
    if is_last:
        return [mark for mark in marks if mark.end <= size]
    if not marks or marks[-1].end != size:
        raise Damaged(f"{log.name} of the archive's {stretch.path.parent.name} is not as long as its index says.")
    return marks


def _lay(log: Path, end: int, target: Path) -> None:
    """Lay a log over a file, up to the end of a commit. Raises `Damaged`."""
    header = LogHeader.read(log)
    if header is None:
        raise Damaged(f"{log.name} of the archive's {log.parent.parent.name} has no header.")
    expected = (end - HEADER_BYTES) // (FRAME_HEADER_BYTES + header.page_size)
    beside = target.with_name(target.name + "-wal")
    with log.open("rb") as source, beside.open("wb") as copy:
        left = end
        while chunk := source.read(min(left, 1 << 20)):
            copy.write(chunk)
            left -= len(chunk)
    connection = apsw.Connection(str(target))
    try:
        connection.execute("PRAGMA synchronous=OFF").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        frames = checkpoint(connection, "NOOP")[0]
        checkpoint(connection, "TRUNCATE")
    except apsw.Error as error:
        raise Damaged(f"{log.name} of the archive's {log.parent.parent.name} is damaged: {error}.") from error
    finally:
        connection.close()
    if frames != expected:
        raise Damaged(f"{log.name} of the archive's {log.parent.parent.name} is damaged at frame {frames + 1}.")


def _put_keys(archive: Path, at_us: int, folder: Path) -> None:
    """The keys of today and, of banks that were deleted since, those of the instant.

    Those of today are wrapped by the master key of today, and no key is one too many.
    """
    put_at(archive, KEYS, _ALWAYS, folder / KEYS)
    former = folder / "former-keys.db"
    put_at(archive, KEYS, at_us, former)
    ring = apsw.Connection(str(folder / KEYS))
    try:
        ring.execute("ATTACH ? AS former", (str(former),))
        columns = [row[1] for row in ring.execute("PRAGMA former.table_info(keys)")]
        names = ", ".join(columns)
        ring.execute(f"INSERT OR IGNORE INTO main.keys ({names}) SELECT {names} FROM former.keys")  # noqa: S608
    finally:
        ring.close()
    for suffix in ("", "-wal", "-shm"):
        former.with_name(former.name + suffix).unlink(missing_ok=True)


def _put_edges(store: BackupStore, at_us: int, folder: Path, names: list[str]) -> None:
    """What was sent to webhooks before: a lost edge only means that some is sent again."""
    for backup_id in reversed(store.ids()):
        with contextlib.suppress(Damaged):
            if store.manifest(backup_id).ended_us > at_us:
                continue
            chain = store.chain(backup_id)
            for name in map(edge_of, names):
                if chain[-1].file(name) is not None:
                    put_together(store, chain, name, folder / name)
            return


def _text(at_us: int) -> str:
    return to_datetime(min(at_us, 2**55)).isoformat().replace("+00:00", "Z")
