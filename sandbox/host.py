"""The host of a server: an open data directory, who a key belongs to, and which bank it opens.

Part of the composition root: the gateway is handed this and knows no service. A key that was looked
up is remembered for as long as nothing changes in the platform's bank, and for a second at most.
"""

from __future__ import annotations

import contextlib
import importlib
import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from sandbox.contract.binder import Router, bind, marked
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import SCOPES
from sandbox.contract.problem import Problem
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller, system
from sandbox.engine.clock import elapsed, wall_us
from sandbox.engine.directory import PLATFORM, DataDirectory
from sandbox.engine.ids import IdStream
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.engine.transaction import Transaction

SERVICES = (
    "sandbox.services.organizations.operations",
    "sandbox.services.api_keys.operations",
    "sandbox.services.settings.operations",
    "sandbox.services.customers.operations",
    "sandbox.services.kyc.operations",
    "sandbox.services.kyc.document_operations",
    "sandbox.services.kyc.queue",
    "sandbox.services.accounts.operations",
    "sandbox.services.transactions.operations",
    "sandbox.services.transactions.hold_operations",
    "sandbox.services.ledger.operations",
    "sandbox.services.audit.operations",
    "sandbox.services.events.operations",
    "sandbox.services.users.operations",
    "sandbox.world.identity_provider",
)

_REMEMBER_S = 1.0
_MOST_KEYS = 10_000
_KEY_FILE = "api_key"


def load_router() -> Router:
    """Import every service and bind it to the contract. Raises `ContractMismatch`."""
    for name in SERVICES:
        importlib.import_module(name)
    return bind(OPERATIONS, marked())


class _Remembered(NamedTuple):
    caller: Caller
    commit: int
    until: float


class Host:
    """The banks of one data directory and the keys that open them."""

    def __init__(self, directory: DataDirectory, platform: Bank) -> None:
        self.directory = directory
        self.platform = platform
        self._remembered: dict[str, _Remembered] = {}

    @classmethod
    async def open(cls, path: Path) -> Host:
        """Open a data directory. Raises `schema.Unusable`."""
        from sandbox.services.api_keys.last_used import LAST_USED

        directory = DataDirectory(path)
        try:
            platform = await directory.open_bank(PLATFORM)
            LAST_USED.open(path / "platform.edge.db")
        except BaseException:
            await directory.close()
            raise
        return cls(directory, platform)

    async def close(self) -> None:
        """Close everything with the last batch on disk."""
        from sandbox.services.api_keys.last_used import LAST_USED

        await self.directory.close()
        LAST_USED.close()

    # What the gateway asks -----------------------------------------------------------------------
    async def authenticate(self, token: str) -> Caller:
        """The caller a secret belongs to. Raises `unauthenticated`, `key_expired`, `key_revoked`."""
        digest = sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
        found = self._remembered.get(digest)
        if found is None or found.commit != self.platform.commit_number or found.until < elapsed():
            caller = await self._look_up(token)
            if len(self._remembered) >= _MOST_KEYS:
                self._remembered.clear()
            found = _Remembered(caller, self.platform.commit_number, elapsed() + _REMEMBER_S)
            self._remembered[digest] = found
        return found.caller

    async def bank(self, caller: Caller, store: str) -> Bank:
        """The bank an operation runs on."""
        if store == "platform":
            return self.platform
        assert caller.bank_id is not None
        return self.directory.opened(caller.bank_id) or await self.directory.open_bank(caller.bank_id)

    async def _look_up(self, token: str) -> Caller:
        from sandbox.services.api_keys import operations as api_keys
        from sandbox.services.api_keys.last_used import LAST_USED

        async def work(tx: Transaction) -> Caller:
            key = await api_keys.authenticate(tx, token)
            return Caller(
                user_id=key.api_key_id,
                auth_method="API_KEY",
                organization_id=key.organization_id,
                bank_id=key.bank_id,
                scopes=frozenset(key.scopes),
            )

        caller, saw = await self.platform.run("authenticate", system(), work, is_read=True)
        await self.platform.durable(saw)
        LAST_USED.note(caller.user_id)
        return caller

    # Beginnings ----------------------------------------------------------------------------------
    async def first_key(self) -> tuple[str, str]:
        """The bank and a key of this directory; made when it is new.

        The key of the first organization is kept in a file that only its owner may read, so that a
        restart can show it again; every other secret is stored hashed only.
        """
        path = self.directory.path / _KEY_FILE
        if path.exists():
            with contextlib.suppress(Problem):
                secret = path.read_text().strip()
                caller = await self.authenticate(secret)
                assert caller.bank_id is not None
                return caller.bank_id, secret
            raise Unusable(f"The key in {path} is no longer valid; remove the file to have a new one made.")
        bank_id, secret = await self.new_organization("Demo Fintech", is_operator=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secret + "\n")
        return bank_id, secret

    async def new_organization(self, name: str, *, is_operator: bool = False) -> tuple[str, str]:
        """An organization with its own bank, and a key of every scope (the operator's only if told)."""
        from sandbox.services.api_keys import operations as api_keys
        from sandbox.services.organizations import operations as organizations

        scopes = frozenset(SCOPES) if is_operator else frozenset(SCOPES) - {"platform:admin"}
        bank_id = IdStream(os.urandom(32), 0, 0, wall_us()).next("bank")

        async def work(tx: Transaction) -> str:
            caller = Caller(user_id="system", auth_method="SYSTEM", scopes=scopes)
            organization = organizations.found_organization(Call(tx, caller), name)
            _, secret = api_keys.create_key(
                Call(tx, caller), organization.organization_id, bank_id, f"{name} key", sorted(scopes)
            )
            return secret

        secret, saw = await self.platform.run("start", system(), work)
        await self.platform.durable(saw)
        return bank_id, secret
