"""The vault: personal values sealed under a key per person, and looked up by keyed hash.

Person keys are wrapped by a master key and live in `keys.db`, never in a bank's file, its snapshots
or exports: destroying a person's key erases them everywhere. Sealing is AES-GCM-SIV (RFC 8452) with
the bank, kind, id and version as associated data, so that a sealed part cannot be moved to another
row. The master key is a file by default; `MasterKey` is the port for a KMS or HSM. A destroyed key leaves
a tombstone, written with its end: a restore of an older ring asks for those. A deleted bank leaves none, so
that a backup can bring it back. See: tests/engine/test_vault.py, docs/decisions/0013-backups.md.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import apsw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from sandbox.engine.clock import wall_us
from sandbox.engine.store.sqlite.files import sync_folder

MASTER = "master.key"
NEXT_MASTER = "master.key.next"
"""The master key to come: there from before the first key is wrapped under it until it takes the other's name."""

_NONCE = 12
_ERASED = (
    "CREATE TABLE IF NOT EXISTS erased (bank TEXT, name_hash TEXT, at_us INTEGER, PRIMARY KEY (bank, name_hash)) "
    "WITHOUT ROWID"
)
_ROTATIONS = (
    "CREATE TABLE IF NOT EXISTS rotations (number INTEGER PRIMARY KEY, fingerprint TEXT UNIQUE, former TEXT, "
    "rewrapped INTEGER, user_id TEXT, correlation_id TEXT);"
)


class Erased(Exception):
    """The person's key is destroyed: what it sealed is gone for good."""


class Tampered(Exception):
    """A sealed part does not belong to this row, or was changed."""


class UnknownMaster(Exception):
    """A key is wrapped by a master key that this ring was not given."""


class MasterKey(Protocol):
    """Wraps and unwraps the keys of the ring; each of them names it by its fingerprint."""

    @property
    def fingerprint(self) -> str: ...

    def wrap(self, key: bytes, label: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, label: str) -> bytes: ...


class FileMasterKey:
    """A master key of 256 bits in a file that only its owner may read; made, whole and on disk, where there is none."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            draft = path.with_name(f"{path.name}.new")
            draft.unlink(missing_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
            sync_folder(path.parent)
        key = path.read_bytes()
        self.fingerprint = fingerprint_of(key)
        self._cipher = AESGCMSIV(key)

    def wrap(self, key: bytes, label: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, key, label.encode())

    def unwrap(self, wrapped: bytes, label: str) -> bytes:
        return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], label.encode())


def fingerprint_of(master_key: bytes) -> str:
    """What tells a master key from another and says nothing else about it."""
    return sha256(b"sandbank master key\0" + master_key).hexdigest()[:16]


class Follower(Protocol):
    """Who copies the commits of the ring's file out of its log: see sandbox/backups/archive.py."""

    def before_fold(self) -> None: ...

    def leave(self) -> None: ...


class Keyring:
    """All wrapped keys of a data directory, in `keys.db`. New ones are on disk before what they seal."""

    def __init__(self, path: Path, master: MasterKey, *former: MasterKey) -> None:
        self.path = path
        self._follower: Follower | None = None
        self._master = master
        self._masters = {one.fingerprint: one for one in (*former, master)}
        self._lock = threading.Lock()
        self._connection = apsw.Connection(str(path))
        self._connection.execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "CREATE TABLE IF NOT EXISTS keys (bank TEXT, name TEXT, wrapped BLOB, master TEXT NOT NULL DEFAULT '', "
            "PRIMARY KEY (bank, name)) WITHOUT ROWID;" + _ROTATIONS + _ERASED
        ).fetchall()
        self._name_masters(former[0] if former else master)

    def _name_masters(self, oldest: MasterKey) -> None:
        """Rings of before keys named their master have one master key: the oldest that there is."""
        columns = {row[1] for row in self._connection.execute("PRAGMA table_info(keys)")}
        if "master" not in columns:
            self._connection.execute("ALTER TABLE keys ADD COLUMN master TEXT NOT NULL DEFAULT ''")
        if self._connection.execute("SELECT 1 FROM keys WHERE master='' LIMIT 1").fetchone() is not None:
            self._connection.execute("UPDATE keys SET master=? WHERE master=''", (oldest.fingerprint,))

    def follow(self, follow: Callable[[Path, apsw.Connection], Follower]) -> None:
        """Let somebody archive the ring's file from now on."""
        with self._lock:
            self._follower = follow(self.path, self._connection)

    @property
    def fingerprint(self) -> str:
        """Of the master key that new keys are wrapped under."""
        return self._master.fingerprint

    def load(self, bank: str, name: str) -> bytes | None:
        """An unwrapped key, or None when there is none. Raises `UnknownMaster`."""
        with self._lock:
            row = self._connection.execute(
                "SELECT wrapped, master FROM keys WHERE bank=? AND name=?", (bank, name)
            ).fetchone()
            return None if row is None else self._unwrap(bank, name, row)

    def save(self, bank: str, keys: dict[str, bytes]) -> None:
        """Write new keys durably; called before the batch that needs them is written."""
        with self._lock, self._connection:
            master = self._master
            rows = [
                (bank, name, master.wrap(key, f"{bank}/{name}"), master.fingerprint, bank, name_hash(name))
                for name, key in keys.items()
            ]
            self._connection.executemany(
                "INSERT OR IGNORE INTO keys (bank, name, wrapped, master) SELECT ?,?,?,? "
                "WHERE NOT EXISTS (SELECT 1 FROM erased WHERE bank=? AND name_hash=?)",
                rows,
            )

    def is_destroyed(self, bank: str, name: str) -> bool:
        """Whether a key of this name was destroyed: nothing is sealed under it ever again."""
        with self._lock:
            found = self._connection.execute(
                "SELECT 1 FROM erased WHERE bank=? AND name_hash=?", (bank, name_hash(name))
            ).fetchone()
        return found is not None

    def destroy(self, bank: str, name: str) -> None:
        """Erase a key for good; its tombstone (real time) keeps it erased when an older ring is restored."""
        row = (bank, name_hash(name), wall_us())
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM keys WHERE bank=? AND name=?", (bank, name))
            self._connection.execute("INSERT OR IGNORE INTO erased VALUES (?,?,?)", row)
        self.fold()

    def destroy_all(self, bank: str) -> None:
        """Erase every key of a scope for good: the last bank under it is gone."""
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM keys WHERE bank=?", (bank,))
        self.fold()

    def fold(self) -> None:
        """Fold the log into the file and cut it: what was destroyed or wrapped anew is in neither any more.

        Whoever reads the file at this moment keeps the log from being cut; the next one cuts it.
        """
        with self._lock, contextlib.suppress(apsw.BusyError):
            if self._follower is not None:
                self._follower.before_fold()
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # A change of the master key: see rotation.py ---------------------------------------------------
    def take_master(self, master: MasterKey) -> None:
        """Wrap from now on under this master key; what the former ones wrapped can still be read."""
        with self._lock:
            self._masters[master.fingerprint] = master
            self._master = master

    def rewrap(self, limit: int) -> int:
        """Wrap some of the keys anew that another master key wraps, in one commit; gives how many they were."""
        with self._lock, self._connection:
            rows = self._connection.execute(
                "SELECT bank, name, wrapped, master FROM keys WHERE master<>? LIMIT ?",
                (self._master.fingerprint, limit),
            ).fetchall()
            changes = []
            for bank, name, wrapped, former in rows:
                key = self._unwrap(str(bank), str(name), (wrapped, former))
                changes.append((self._master.wrap(key, f"{bank}/{name}"), self._master.fingerprint, bank, name))
            self._connection.executemany("UPDATE keys SET wrapped=?, master=? WHERE bank=? AND name=?", changes)
            counted = (len(changes), self._master.fingerprint)
            self._connection.execute("UPDATE rotations SET rewrapped=rewrapped+? WHERE fingerprint=?", counted)
        return len(rows)

    def note_rotation(self, fingerprint: str, user_id: str, correlation_id: str | None) -> None:
        """Write down, durably, which master key is about to come and who asked, until it is on record."""
        row = (fingerprint, self.fingerprint, user_id, correlation_id)
        with self._lock:
            self._connection.execute("INSERT INTO rotations VALUES (NULL,?,?,0,?,?)", row)

    def rotations(self) -> list[tuple[str, str, int, str, str | None]]:
        """(fingerprint, the one before, keys wrapped anew, who asked, in which chain) of those noted, oldest first."""
        with self._lock:
            rows = "SELECT fingerprint, former, rewrapped, user_id, correlation_id FROM rotations ORDER BY number"
            return [*self._connection.execute(rows)]

    def forget_rotation(self, fingerprint: str) -> None:
        """It is on record."""
        with self._lock:
            self._connection.execute("DELETE FROM rotations WHERE fingerprint=?", (fingerprint,))

    def forget_unbegun_rotations(self) -> None:
        """Drop those whose master key never came: a crash was between the note and the key."""
        with self._lock:
            unbegun = "DELETE FROM rotations WHERE rewrapped=0 AND fingerprint<>?"
            self._connection.execute(unbegun, (self._master.fingerprint,))

    def drop_former(self) -> None:
        """Forget every master key but the present one; nothing is wrapped by them any more."""
        with self._lock:
            self._masters = {self._master.fingerprint: self._master}

    def _unwrap(self, bank: str, name: str, row: Any) -> bytes:
        wrapped, master = row
        if master not in self._masters:
            raise UnknownMaster(f"a key is wrapped by the master key {master}, which is not here")
        return self._masters[master].unwrap(wrapped, f"{bank}/{name}")

    def close(self) -> None:
        """Close the file, all of it archived if anybody does."""
        if self._follower is not None:
            self._follower.before_fold()
        with contextlib.suppress(apsw.Error):  # what could not be folded stays in the log
            self._connection.close()
        if self._follower is not None:
            self._follower.leave()


def is_blank(sealed: bytes | None) -> bool:
    """Whether a sealed part holds nothing: its person was erased before it was written."""
    return sealed is not None and len(sealed) == 1 + sealed[0]


def name_hash(name: str) -> str:
    """The name of a key as a tombstone says it."""
    return sha256(name.encode()).hexdigest()


def forget_erased(ring: apsw.Connection, erasures: Iterable[tuple[str, str, int]]) -> int:
    """Destroy in a ring what was erased elsewhere (scope, `name_hash`, real instant); gives how many keys that were."""
    names = {(bank, name_hash(name)): name for bank, name in ring.execute("SELECT bank, name FROM keys")}
    count = 0
    with ring:
        ring.execute(_ERASED)
        for bank, hashed, at_us in erasures:
            name = names.get((bank, hashed))
            if name is not None:
                ring.execute("DELETE FROM keys WHERE bank=? AND name=?", (bank, name))
                count += 1
            ring.execute("INSERT OR IGNORE INTO erased VALUES (?,?,?)", (bank, hashed, at_us))
    return count


def open_ring(directory: Path) -> Keyring:
    """The ring of a data directory, with the master key that a rotation under way is about to bring."""
    master = FileMasterKey(directory / MASTER)
    following = directory / NEXT_MASTER
    if not following.exists():
        return Keyring(directory / "keys.db", master)
    return Keyring(directory / "keys.db", FileMasterKey(following), master)


def public_signing_key(directory: Path, bank_id: str) -> bytes | None:
    """The public half of a bank's audit key, or None where there is no ring to ask."""
    if not (directory / "keys.db").exists() or not (directory / "master.key").exists():
        return None
    ring = open_ring(directory)
    try:
        key = ring.load(bank_id, "audit-signing")
    finally:
        ring.close()
    return None if key is None else Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


class Vault:
    """One bank's view of the ring; forks share the scope of the bank that they came from."""

    def __init__(self, bank_id: str, ring: Keyring) -> None:
        self.scope = self._bank_id = bank_id
        self._ring = ring
        self._ciphers: dict[str, AESGCMSIV] = {}
        self.unsaved: dict[str, bytes] = {}
        self._blind_key = self._bank_key("blind-index")
        self.signing_key = Ed25519PrivateKey.from_private_bytes(self._bank_key("audit-signing"))

    def _bank_key(self, name: str) -> bytes:
        key = self._ring.load(self._bank_id, name)
        if key is None:
            key = secrets.token_bytes(32)
            self._ring.save(self._bank_id, {name: key})
        return key

    def seal(self, person: str, label: str, value: bytes) -> bytes:
        """Seal a value for one row; `label` is `kind/id/version`."""
        nonce = secrets.token_bytes(_NONCE)
        name = person.encode()
        try:
            cipher = self._cipher(person, create=True)
        except Erased:
            # Nothing personal is ever written again: the row says whose it was, and opens as erased.
            return bytes([len(name)]) + name
        sealed = cipher.encrypt(nonce, value, self._associated(label))
        return bytes([len(name)]) + name + nonce + sealed

    def open(self, sealed: bytes, label: str) -> bytes:
        """The value again. Raises `Erased` without the person's key, `Tampered` when it does not fit."""
        end = 1 + sealed[0]
        person = sealed[1:end].decode()
        nonce, body = sealed[end : end + _NONCE], sealed[end + _NONCE :]
        try:
            return self._cipher(person, create=False).decrypt(nonce, body, self._associated(label))
        except InvalidTag as error:
            raise Tampered(label) from error

    def destroy(self, person: str) -> None:
        """Destroy a person's key for good, in every bank of this scope. What is cached is for `forget`."""
        self._ring.destroy(self._bank_id, f"person/{person}")

    def forget(self, person: str) -> None:
        """Forget a key that was destroyed."""
        self._ciphers.pop(person, None)
        self.unsaved.pop(f"person/{person}", None)

    def blind(self, column: str, value: str) -> str:
        """A keyed hash of the normalized value: the only form in which personal data is indexed."""
        text = f"{column}\0{' '.join(value.casefold().split())}"
        return hmac.new(self._blind_key, text.encode(), sha256).hexdigest()[:32]

    def save_new_keys(self, keys: dict[str, bytes]) -> None:
        """Make the keys durable that a batch is about to depend on."""
        self._ring.save(self._bank_id, keys)

    def take_unsaved(self) -> dict[str, bytes]:
        """The keys made since the last batch was closed."""
        keys, self.unsaved = self.unsaved, {}
        return keys

    def forget_unsaved(self) -> None:
        """Drop the keys that were never saved; the ring alone says which there are."""
        self.unsaved = {}
        self._ciphers = {}

    def _associated(self, label: str) -> bytes:
        return f"{self._bank_id}/{label}".encode()

    def _cipher(self, person: str, *, create: bool) -> AESGCMSIV:
        cipher = self._ciphers.get(person)
        if cipher is None:
            name = f"person/{person}"
            key = self._ring.load(self._bank_id, name)
            if key is None:
                if not create or self._ring.is_destroyed(self._bank_id, name):
                    raise Erased(person)
                key = self.unsaved[name] = secrets.token_bytes(32)
            cipher = AESGCMSIV(key)
            if len(self._ciphers) >= 10_000:
                # A key that is not on disk yet exists in `unsaved` and here alone: keep those.
                self._ciphers = {p: c for p, c in self._ciphers.items() if f"person/{p}" in self.unsaved}
            self._ciphers[person] = cipher
        return cipher
