"""The operations of `banks`. They run on the platform's bank, bounded by the caller's organization.

A key of any of an organization's banks may manage all of them. See: copies.py for fork, reset and
restore, files.py for how a file and a commit come together, tests/services/banks/.
"""

from __future__ import annotations

from msgspec.structs import replace

from sandbox.contract.binder import operation
from sandbox.contract.models.banks import (
    Bank,
    BankCreation,
    BankRecord,
    BankUpdate,
    BankWithSecret,
)
from sandbox.contract.models.parameters import ListBanksQuery
from sandbox.contract.pages import Page
from sandbox.contract.partial import given
from sandbox.contract.problem import Problem, invalid_field
from sandbox.engine.call import Call
from sandbox.engine.clock import to_us, wall_us
from sandbox.engine.listing import list_records
from sandbox.engine.money import EXPONENTS
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.api_keys import operations as api_keys
from sandbox.services.banks import files, problems
from sandbox.services.banks.records import BANK_FILES, BANKS, SNAPSHOTS, BankFile
from sandbox.services.banks.views import bank_view, bank_view_with_secret
from sandbox.services.organizations import operations as organizations
from sandbox.services.organizations.rules import OPERATOR_SCOPE

MOST_BANKS = 100_000
MOST_SEED = 2**256


@operation("createBank")
async def create_bank(call: Call, body: BankCreation) -> BankWithSecret:
    organization_id = await _organization(call, body.organization_id)
    if body.home_currency not in EXPONENTS:
        raise Problem("currency_not_supported", f"{body.home_currency} is no currency of ISO 4217 that is kept here.")
    await count(call, organization_id, 1)
    bank_id = call.new_id("bank")
    file_name = f"{bank_id}.db"
    starts_us = None if body.starts_at is None else to_us(body.starts_at)
    frozen_us = wall_us() if body.clock_mode == "FROZEN" else None
    home = {"bank.country": body.country, "bank.home_currency": body.home_currency}
    values = files.first_values(bank_id, seed_of(body.seed), starts_us, home, is_frozen_at=frozen_us)
    bank = BankRecord(
        bank_id=bank_id,
        organization_id=organization_id,
        name=body.name,
        country=body.country,
        home_currency=body.home_currency,
        seed=str(int(values["seed"], 16)),
        forked_from=None,
        created_at=call.now,
        updated_at=call.now,
        metadata=body.metadata,
    )
    await files.make_empty(call.tx.directory, file_name, values)
    return admit(call, bank, file_name, bank_id, "bank.created")


@operation("listBanks")
async def list_banks(call: Call, query: ListBanksQuery) -> Page[Bank]:
    where = {"organization_id": call.organization_id, "forked_from": query.forked_from}
    found, following = await list_records(call, BANKS, query, where)
    return Page([await bank_view(call, bank) for bank in found], following)


@operation("getBank")
async def get_bank(call: Call, bank_id: str) -> Bank:
    return await bank_view(call, await existing(call, bank_id))


@operation("updateBank")
async def update_bank(call: Call, bank_id: str, body: BankUpdate) -> Bank:
    bank = await existing(call, bank_id)
    updated = replace(bank, updated_at=call.now, **given(body))
    call.tx.put(updated)
    call.tx.emit("bank.updated", updated, bank)
    return await bank_view(call, updated)


@operation("deleteBank")
async def delete_bank(call: Call, bank_id: str) -> None:
    bank = await existing(call, bank_id)
    if bank_id == call.caller.bank_id:
        raise problems.own_bank()
    directory = call.tx.directory
    directory.begin_change(bank_id)
    file = await file_of(call, bank_id)
    snapshots = await call.tx.find(SNAPSHOTS, Selection({"bank_id": bank_id}, limit=1000))
    keeps_keys = await is_shared(call, file.vault, bank_id)
    doomed = [file.file_name, *(f"{one.snapshot_id}.db" for one in snapshots)]

    async def ended(is_committed: bool) -> None:
        directory.end_change(bank_id)
        if is_committed:
            await directory.close_bank(bank_id)
            for file_name in doomed:
                files.remove(directory, file_name)
            files.remove(directory, f"{bank_id}.edge.db")
            if not keeps_keys:
                directory.ring.destroy_all(file.vault)

    call.when_ended(ended)
    for file_name in doomed:
        files.retire(call, file_name, bank_id)
    for snapshot in snapshots:
        call.tx.delete(snapshot)
    await api_keys.revoke_keys_of(call, bank_id)
    call.tx.delete(file)
    call.tx.delete(bank)
    await count(call, bank.organization_id, -1)
    call.tx.emit("bank.deleted", bank)


async def found_bank(call: Call, organization_id: str, name: str, seed: int | None) -> str:
    """The first bank of an organization, running at the present; gives its id. Its key is its founder's to make."""
    bank_id = call.new_id("bank")
    file_name = f"{bank_id}.db"
    values = files.first_values(bank_id, seed, None, {"bank.country": "US", "bank.home_currency": "USD"})
    bank = BankRecord(
        bank_id=bank_id,
        organization_id=organization_id,
        name=name,
        country="US",
        home_currency="USD",
        seed=str(int(values["seed"], 16)),
        created_at=call.now,
        updated_at=call.now,
    )
    await count(call, organization_id, 1)
    await files.make_empty(call.tx.directory, file_name, values)
    if call.is_told:
        _finish_when_ended(call, file_name)
    call.tx.put(bank)
    files.name(
        call,
        BankFile(bank_id=bank_id, organization_id=organization_id, file_name=file_name, generation=1, vault=bank_id),
    )
    call.tx.emit("bank.created", bank)
    return bank_id


# What others ask ---------------------------------------------------------------------------------
async def existing(call: Call, bank_id: str) -> BankRecord:
    """A bank of the caller's organization. Raises `not_found`."""
    bank = await call.tx.get(BANKS, bank_id)
    is_visible = bank is not None and (
        bank.organization_id == call.caller.organization_id or OPERATOR_SCOPE in call.caller.scopes
    )
    if bank is None or not is_visible:
        raise problems.no_bank(bank_id)
    return bank


async def is_of(tx: Transaction, bank_id: str, organization_id: str) -> bool:
    """Whether a bank is an organization's."""
    bank = await tx.get(BANKS, bank_id)
    return bank is not None and bank.organization_id == organization_id


async def file_of(call: Call, bank_id: str) -> BankFile:
    """The file of an existing bank."""
    file = await files.current(call.tx, bank_id)
    assert file is not None, "a bank has a file"
    return file


def admit(call: Call, bank: BankRecord, file_name: str, vault: str, event: str) -> BankWithSecret:
    """Let a bank whose file is made be, from this commit on, with a first key of the caller's scopes."""
    _finish_when_ended(call, file_name)
    call.tx.put(bank)
    files.name(
        call,
        BankFile(
            bank_id=bank.bank_id,
            organization_id=bank.organization_id,
            file_name=file_name,
            generation=1,
            vault=vault,
        ),
    )
    scopes = sorted(call.caller.scopes - {OPERATOR_SCOPE})
    key, secret = api_keys.create_key(call, bank.organization_id, bank.bank_id, f"{bank.name} key"[:200], scopes)
    call.tx.emit(event, bank)
    return bank_view_with_secret(call, bank, file_name, key.api_key_id, secret)


async def count(call: Call, organization_id: str, change: int) -> None:
    """Count the banks of an organization. Raises `bank_quota_exceeded`."""
    if not await call.tx.count(f"{organization_id}/banks", "", change, MOST_BANKS):
        raise problems.too_many_banks(MOST_BANKS)


async def is_shared(call: Call, vault: str, bank_id: str) -> bool:
    """Whether another bank seals its people under the same keys."""
    return any(one.bank_id != bank_id for one in await call.tx.find(BANK_FILES, Selection({"vault": vault}, limit=2)))


def home_of(bank: BankRecord) -> dict[str, str]:
    """The settings that say where a bank is at home."""
    return {"bank.country": bank.country, "bank.home_currency": bank.home_currency}


def seed_of(text: str | None) -> int | None:
    """A seed as a number. Raises `invalid_field` for one that is too large."""
    if text is None:
        return None
    if int(text) >= MOST_SEED:
        raise invalid_field("/seed", "A seed is below 2^256.")
    return int(text)


def _finish_when_ended(call: Call, file_name: str) -> None:
    """Give a file its final name once the commit is made that names it, or remove it."""
    directory = call.tx.directory

    async def ended(is_committed: bool) -> None:
        (files.finish if is_committed else files.undo)(directory, file_name)

    call.when_ended(ended)


async def _organization(call: Call, wanted: str | None) -> str:
    if wanted is None or wanted == call.caller.organization_id:
        return call.organization_id
    if OPERATOR_SCOPE not in call.caller.scopes:
        raise Problem("insufficient_scope", f"A bank of another organization needs the scope {OPERATOR_SCOPE}.")
    return (await organizations.existing(call, wanted)).organization_id
