"""The host of a server: an open data directory, who a key belongs to, and which bank it opens.

Part of the composition root: the gateway is handed this and knows no service. A key that was looked
up is remembered for as long as nothing changes in the platform's bank, and for a second at most.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import logging
import os
from collections.abc import Awaitable, Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sandbox.backups.archive import Archive
from sandbox.backups.schedule import Schedule
from sandbox.backups.stores import BackupStore
from sandbox.contract.binder import Router, bind, marked
from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import SCOPES
from sandbox.contract.problem import Problem
from sandbox.contract.specification import OperationSpec
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller, system
from sandbox.engine.clock import elapsed, wall_us
from sandbox.engine.directory import PLATFORM, DataDirectory, bank_files
from sandbox.engine.ids import ArrivalIds
from sandbox.engine.store.sqlite.schema import Unusable, open_reader
from sandbox.engine.transaction import Transaction
from sandbox.gateway.recorder import Recorder
from sandbox.services.banks import files
from sandbox.services.banks.records import STORED_FILES, StoredFile
from sandbox.services.encryption_keys.operations import record_rotations
from sandbox.services.organizations.rules import OPERATOR_SCOPE
from sandbox.services.requests.log import REQUEST_LOG
from sandbox.services.sessions.operations import closed_sign_up
from sandbox.services.sessions.rules import PREFIX as SESSION_PREFIX
from sandbox.services.settings.records import SETTING_VALUES
from sandbox.services.usage.sums import USAGE
from sandbox.services.webhooks.delivery import DISPATCHERS, Dispatcher
from sandbox.services.webhooks.records import ENDPOINTS
from sandbox.services.webhooks.sender import Sender
from sandbox.world.controls.spoiling import SPOILING, SpoiledDeliveries
from sandbox.world.magic import check_simulation
from sandbox.world.scenarios.performing import check_simulations_with

T = TypeVar("T")

log = logging.getLogger("sandbank.host")

SERVICES = (
    "sandbox.services.organizations.operations",
    "sandbox.services.api_keys.operations",
    "sandbox.services.settings.operations",
    "sandbox.services.banks.operations",
    "sandbox.services.banks.copies",
    "sandbox.services.banks.snapshot_operations",
    "sandbox.services.banks.exchange",
    "sandbox.services.customers.operations",
    "sandbox.services.customers.erasure",
    "sandbox.services.kyc.operations",
    "sandbox.services.kyc.document_operations",
    "sandbox.services.kyc.queue",
    "sandbox.services.accounts.operations",
    "sandbox.services.transactions.operations",
    "sandbox.services.transactions.hold_operations",
    "sandbox.services.ledger.operations",
    "sandbox.services.audit.operations",
    "sandbox.services.events.operations",
    "sandbox.services.events.stream",
    "sandbox.services.webhooks.operations",
    "sandbox.services.webhooks.attempt_operations",
    "sandbox.services.users.operations",
    "sandbox.services.sessions.operations",
    "sandbox.services.encryption_keys.operations",
    "sandbox.services.requests.operations",
    "sandbox.services.usage.operations",
    "sandbox.world.identity_provider",
    "sandbox.world.controls.clock",
    "sandbox.world.controls.effects",
    "sandbox.world.controls.faults",
    "sandbox.world.controls.trace",
    "sandbox.world.triggers.onboarding",
    "sandbox.world.triggers.deposits",
    "sandbox.world.triggers.upkeep",
    "sandbox.world.simulated",
    "sandbox.world.scenarios.operations",
    "sandbox.world.histories.operations",
)

_REMEMBER_S = 1.0
_MOST_KEYS = 10_000
_KEY_FILE = "api_key"
DEMO_OWNER = ("Demo Owner", "owner@demo.example")


def load_router(*, has_sign_up: bool = True) -> Router:
    """Import every service and bind it to the contract; a closed sign-up refuses. Raises `ContractMismatch`."""
    for name in SERVICES:
        importlib.import_module(name)
    return bind(OPERATIONS, marked() if has_sign_up else {**marked(), "signUp": closed_sign_up})


def _deliveries_due(bank: Bank) -> int | None:
    dispatcher = DISPATCHERS.get(bank.bank_id)
    return None if dispatcher is None else dispatcher.next_due_us()


def _has_endpoints(path: Path) -> int | None:
    """A bank with webhook endpoints is opened at the start: what it owes them is known to nobody else."""
    connection = open_reader(path)
    try:
        found = connection.execute("SELECT 1 FROM versions WHERE kind=? LIMIT 1", (ENDPOINTS.name,)).fetchone()
    finally:
        connection.close()
    return None if found is None else 0


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
        self._waking: asyncio.Task[None] | None = None
        self._dispatcher_type: type[Dispatcher] = Dispatcher
        self.archive: Archive | None = None
        self.backups: Schedule | None = None
        self.sender = Sender()
        line_ids = ArrivalIds("req", os.urandom(32))
        self.recorder = Recorder((REQUEST_LOG, USAGE), lambda: line_ids.next(wall_us()))

    @classmethod
    async def open(
        cls,
        path: Path,
        *,
        capacity: int | None = None,
        archive_to: Path | None = None,
        bank_type: type[Bank] = Bank,
        dispatcher_type: type[Dispatcher] = Dispatcher,
    ) -> Host:
        """Open a data directory; its banks and their webhooks are of these types. Raises `schema.Unusable`."""
        from sandbox.services.api_keys.last_used import LAST_USED

        directory = DataDirectory(path, capacity=capacity, bank_type=bank_type)
        archive = None
        try:
            if archive_to is not None:
                archive = Archive(path, BackupStore(archive_to))
                directory.ring.follow(archive.follow)
                directory.follow = archive.follow
            platform = await directory.open_bank(PLATFORM)
            LAST_USED.open(path / "last_used.db")
            host = cls(directory, platform)
            host._dispatcher_type = dispatcher_type
            host.archive = archive
            await host._begin()
        except BaseException:
            await directory.close()
            if archive is not None:
                archive.close()
            raise
        return host

    async def _begin(self) -> None:
        """Finish or undo what a crash left of whole banks, then look after the closed ones."""
        directory = self.directory
        changed = await files.sweep(directory, self._state_of)
        if changed:
            log.warning("finished or undid what was left half done: %s", ", ".join(changed))
        await record_rotations(self.platform, directory.ring)
        directory.file_name = self._file_name
        check_simulations_with(self.check_simulation)
        directory.when_opened.append(SPOILING.load)
        directory.when_opened.append(self._deliver)
        directory.when_closed += [self._stop_delivering, SPOILING.forget, self.recorder.forget]
        directory.also_due = _deliveries_due
        directory.also_due_at_rest = _has_endpoints
        self._waking = asyncio.create_task(self._look_after(), name="wake banks")

    async def _deliver(self, bank: Bank) -> None:
        if bank.bank_id != PLATFORM:
            self._dispatcher_type(bank, self.sender, faults=SpoiledDeliveries(SPOILING, bank)).start()

    async def _stop_delivering(self, bank: Bank) -> None:
        dispatcher = DISPATCHERS.get(bank.bank_id)
        if dispatcher is not None and dispatcher.bank is bank:
            await dispatcher.close()

    async def _look_after(self) -> None:
        names = {file.name.partition(".")[0] for file in bank_files(self.directory.path)}
        await self.directory.index(sorted(names))
        await self.directory.wake_forever()

    async def _file_name(self, bank_id: str) -> str:
        return await self._of_platform(lambda tx: files.current_name(tx, bank_id))

    async def _state_of(self, file_name: str) -> StoredFile | None:
        return await self._of_platform(lambda tx: tx.get(STORED_FILES, file_name))

    async def _of_platform(self, ask: Callable[[Transaction], Awaitable[T]]) -> T:
        found, saw = await self.platform.run("host", system(), ask, is_read=True)
        await self.platform.durable(saw)
        return found

    async def close(self) -> None:
        """Close everything with the last batch on disk."""
        from sandbox.services.api_keys.last_used import LAST_USED

        if self._waking is not None:
            self._waking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._waking
        if self.backups is not None:
            await self.backups.close()
        await self.directory.close()
        if self.archive is not None:
            await asyncio.to_thread(self.archive.close)
        await self.sender.close()
        LAST_USED.close()

    # What the gateway asks -----------------------------------------------------------------------
    async def authenticate(self, token: str, wanted: str | None = None) -> Caller:
        """The caller a secret belongs to; a session is on the bank that is wanted, if its organization has it.

        Raises `unauthenticated`, `key_expired`, `key_revoked`, `session_expired`, `session_revoked` and
        `organization_suspended`.
        """
        digest = sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
        is_session = token.startswith(SESSION_PREFIX)
        name = f"{digest}/{wanted}" if is_session and wanted is not None else digest
        found = self._remembered.get(name)
        if found is None or found.commit != self.platform.commit_number or found.until < elapsed():
            # What is looked up may be older than what is committed meanwhile, and is never taken for newer.
            commit = self.platform.commit_number
            caller = await (self._look_up_session(token, wanted) if is_session else self._look_up(token))
            if len(self._remembered) >= _MOST_KEYS:
                self._remembered.clear()
            found = self._remembered[name] = _Remembered(caller, commit, elapsed() + _REMEMBER_S)
        return found.caller

    async def bank(self, caller: Caller, store: str) -> Bank:
        """The bank an operation runs on. Raises `bank_required` for a session that names none."""
        if store == "platform" or (store == "either" and caller.bank_id is None):
            return self.platform
        if caller.bank_id is None:
            raise Problem("bank_required")
        return await self.directory.open_bank(caller.bank_id)

    def home(self, caller: Caller | None) -> Bank:
        """The caller's own bank, if it is open; the platform's otherwise."""
        if caller is None or caller.bank_id is None:
            return self.platform
        return self.directory.opened(caller.bank_id) or self.platform

    def limits_profile(self, caller: Caller) -> str:
        """The rate limits that the caller's bank has chosen."""
        head = self.home(caller).store.head(SETTING_VALUES, "limits.profile")
        return "GENEROUS" if head is None else str(head.record.setting_value)

    def check_simulation(self, spec: OperationSpec, body: Any) -> None:
        """Refuse an outcome in `metadata.simulate` that does not exist. Raises `unknown_simulation`."""
        check_simulation(spec.operation_id, body)

    @property
    def uploads(self) -> Path:
        """Where bodies that are files are taken to."""
        return self.directory.path / "uploads"

    async def _look_up_session(self, token: str, wanted: str | None) -> Caller:
        from sandbox.services.api_keys.last_used import LAST_USED
        from sandbox.services.sessions.authentication import caller_of

        caller = await self._of_platform(lambda tx: caller_of(tx, token, wanted))
        LAST_USED.note(str(caller.session_id))
        return caller

    async def _look_up(self, token: str) -> Caller:
        from sandbox.services.api_keys import operations as api_keys
        from sandbox.services.api_keys.last_used import LAST_USED
        from sandbox.services.organizations import operations as organizations

        async def work(tx: Transaction) -> Caller:
            key = await api_keys.authenticate(tx, token)
            if OPERATOR_SCOPE not in key.scopes:
                # The operator could not undo having suspended their own organization.
                await organizations.organization_of(tx, key.organization_id)
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
    async def first_key(self, seed: int | None = None) -> tuple[str, str]:
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
        bank_id, secret = await self.new_organization("Demo Fintech", is_operator=True, seed=seed, owner=DEMO_OWNER)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secret + "\n")
        return bank_id, secret

    async def new_organization(
        self,
        name: str,
        *,
        is_operator: bool = False,
        seed: int | None = None,
        owner: tuple[str, str] | None = None,
    ) -> tuple[str, str]:
        """An organization with its own bank, and a key of every scope (the operator's only if told).

        owner: name and address of an OWNER, who comes in once they are invited again.
        """
        from sandbox.services.api_keys import operations as api_keys
        from sandbox.services.banks import operations as banks
        from sandbox.services.organizations import operations as organizations

        scopes = frozenset(SCOPES) if is_operator else frozenset(SCOPES) - {"platform:admin"}

        async def work(tx: Transaction) -> tuple[str, str]:
            caller = Caller(user_id="system", auth_method="SYSTEM", scopes=scopes)
            call = Call(tx, caller)
            organization = organizations.found_organization(call, name)
            bank_id = await banks.found_bank(call, organization.organization_id, name, seed)
            if owner is not None:
                tx.put(organizations.new_member(call, organization.organization_id, *owner, "OWNER"))
            _, secret = api_keys.create_key(call, organization.organization_id, bank_id, f"{name} key", sorted(scopes))
            return bank_id, secret

        (bank_id, secret), saw = await self.platform.run("start", system(), work)
        await self.platform.durable(saw)
        return bank_id, secret
