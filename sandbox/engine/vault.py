"""The vault: personal values sealed under a key per person, and looked up by keyed hash.

Person keys are wrapped by a master key and live in `keys.db`, never in a bank's file, its snapshots
or exports: destroying a person's key erases them everywhere. Sealing is AES-GCM-SIV (RFC 8452) with
the bank, kind, id and version as associated data, so that a sealed part cannot be moved to another
row. The master key is a file by default; `MasterKey` is the port for a KMS or HSM.
See: tests/engine/test_vault.py.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import apsw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

_NONCE = 12


class Erased(Exception):
    """The person's key is destroyed: what it sealed is gone for good."""


class Tampered(Exception):
    """A sealed part does not belong to this row, or was changed."""


class MasterKey(Protocol):
    """Wraps and unwraps the keys of the ring."""

    def wrap(self, key: bytes, label: str) -> bytes: ...

    def unwrap(self, wrapped: bytes, label: str) -> bytes: ...


class FileMasterKey:
    """A master key of 256 bits in a file that only its owner may read."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))
                file.flush()
                os.fsync(file.fileno())
        self._cipher = AESGCMSIV(path.read_bytes())

    def wrap(self, key: bytes, label: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, key, label.encode())

    def unwrap(self, wrapped: bytes, label: str) -> bytes:
        return self._cipher.decrypt(wrapped[:_NONCE], wrapped[_NONCE:], label.encode())


class Keyring:
    """All wrapped keys of a data directory, in `keys.db`. New ones are on disk before what they seal."""

    def __init__(self, path: Path, master: MasterKey) -> None:
        self._master = master
        self._lock = threading.Lock()
        self._connection = apsw.Connection(str(path))
        self._connection.execute(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE IF NOT EXISTS keys (bank TEXT, name TEXT, wrapped BLOB, PRIMARY KEY (bank, name)) "
            "WITHOUT ROWID"
        ).fetchall()

    def load(self, bank: str, name: str) -> bytes | None:
        """An unwrapped key, or None when there is none."""
        with self._lock:
            row = self._connection.execute("SELECT wrapped FROM keys WHERE bank=? AND name=?", (bank, name)).fetchone()
        return None if row is None else self._master.unwrap(row[0], f"{bank}/{name}")

    def save(self, bank: str, keys: dict[str, bytes]) -> None:
        """Write new keys durably; called before the batch that needs them is written."""
        rows = [(bank, name, self._master.wrap(key, f"{bank}/{name}")) for name, key in keys.items()]
        with self._lock, self._connection:
            self._connection.executemany("INSERT OR IGNORE INTO keys VALUES (?,?,?)", rows)

    def destroy(self, bank: str, name: str) -> None:
        """Erase a key for good."""
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM keys WHERE bank=? AND name=?", (bank, name))

    def destroy_all(self, bank: str) -> None:
        """Erase every key of a scope for good: the last bank under it is gone."""
        with self._lock, self._connection:
            self._connection.execute("DELETE FROM keys WHERE bank=?", (bank,))

    def close(self) -> None:
        self._connection.close()


def public_signing_key(directory: Path, bank_id: str) -> bytes | None:
    """The public half of a bank's audit key, or None where there is no ring to ask."""
    if not (directory / "keys.db").exists() or not (directory / "master.key").exists():
        return None
    ring = Keyring(directory / "keys.db", FileMasterKey(directory / "master.key"))
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
        sealed = self._cipher(person, create=True).encrypt(nonce, value, self._associated(label))
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

    def _associated(self, label: str) -> bytes:
        return f"{self._bank_id}/{label}".encode()

    def _cipher(self, person: str, *, create: bool) -> AESGCMSIV:
        cipher = self._ciphers.get(person)
        if cipher is None:
            name = f"person/{person}"
            key = self._ring.load(self._bank_id, name)
            if key is None:
                if not create:
                    raise Erased(person)
                key = self.unsaved[name] = secrets.token_bytes(32)
            cipher = AESGCMSIV(key)
            if len(self._ciphers) >= 10_000:
                # A key that is not on disk yet exists in `unsaved` and here alone: keep those.
                self._ciphers = {p: c for p, c in self._ciphers.items() if f"person/{p}" in self.unsaved}
            self._ciphers[person] = cipher
        return cipher
