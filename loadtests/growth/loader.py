"""Fills a bank with any number of accounts, straight through the engine: what growth is measured on.

Each chunk is one transaction of the engine, as any other: customers with sealed names and look-ups, accounts, and
a posting of several entries to each; its one event and its one audit leaf cover the whole chunk.
Nothing goes around the product's own rules, so `sandbank verify` proves the result. See: loadtests/README.md.
"""

from __future__ import annotations

import datetime
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sandbox.contract.models.accounts import AccountOpening, AccountRecord
from sandbox.contract.models.customers import CustomerCreation
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, system
from sandbox.engine.chart import cash
from sandbox.engine.ledger import Leg
from sandbox.engine.transaction import Transaction
from sandbox.host import Host
from sandbox.server import tune_interpreter
from sandbox.services.accounts import operations as accounts
from sandbox.services.accounts.public import ledger_account
from sandbox.services.customers import operations as customers

CREDITS_PER_ACCOUNT = 6
SAMPLE = 4_000
CUSTOMERS_PER_CHUNK = 200
_AHEAD = 4
"""Chunks that may be committed and not yet on disk: the engine computes while the disk works."""

_BORN = datetime.date(1985, 12, 10)
_FIRST_CENTS = 1_000_00
_CENTS = 1_00


class Loaded(NamedTuple):
    """What a bank was filled with, how quickly, and some of its accounts from everywhere in it."""

    customers: int
    accounts: int
    entries: int
    seconds: float
    sample: list[Sampled]


class Sampled(NamedTuple):
    """One account, its holder, and the holder's address."""

    account_id: str
    customer_id: str
    email: str


NOTHING_YET = Loaded(0, 0, 0, 0.0, [])


async def load(data: Path, wanted: int, say: Callable[[str], None], there: Loaded = NOTHING_YET) -> Loaded:
    """A data directory whose home bank has so many accounts: a new one, or one that has some of them."""
    host = await Host.open(data)
    tune_interpreter()
    try:
        bank_id = (await host.first_key(None))[0]
        return await fill(await host.directory.open_bank(bank_id), wanted, say, there)
    finally:
        await host.close()


async def fill(bank: Bank, wanted: int, say: Callable[[str], None], there: Loaded = NOTHING_YET) -> Loaded:
    """Give a bank so many accounts, three to two customers; all of it is on disk at the end."""
    began = time.perf_counter()
    made, made_customers, told = there.accounts, there.customers, there.accounts
    sample = list(there.sample)
    rng = random.Random(wanted)
    while made < wanted:
        chunk = _Chunk(made_customers, min(CUSTOMERS_PER_CHUNK * 3 // 2, wanted - made))
        await bank.run("growth.load", system(), chunk.work)
        made, made_customers = made + chunk.count, made_customers + chunk.customers
        _sample(sample, chunk.some, made, rng)
        await _keep_up(bank)
        if made - told >= 100_000:
            told = made
            rate = (made - there.accounts) / (time.perf_counter() - began)
            say(f"{made:,} of {wanted:,} accounts, {rate:,.0f} a second")
    await bank.durable()
    entries = made * (CREDITS_PER_ACCOUNT + 1)
    return Loaded(made_customers, made, entries, there.seconds + time.perf_counter() - began, sample)


def _sample(sample: list[Sampled], some: list[Sampled], made: int, rng: random.Random) -> None:
    """Keep each account that was made with the same chance, so that reads go everywhere in the file."""
    for one in some:
        if len(sample) < SAMPLE:
            sample.append(one)
        elif rng.random() * made < SAMPLE * len(some) and rng.random() < 1 / len(some):
            sample[rng.randrange(SAMPLE)] = one


async def _keep_up(bank: Bank) -> None:
    state = bank.store.state
    if state.commit - state.flushed > _AHEAD:
        await bank.durable(state.commit - _AHEAD)


class _Chunk:
    """Some customers and their accounts: the first of each two has two accounts, the second one."""

    def __init__(self, first: int, count: int) -> None:
        self._first = first
        self.count = count
        self.customers = 0
        self.some: list[Sampled] = []

    async def work(self, tx: Transaction) -> None:
        """What one commit takes on."""
        call = Call(tx, system())
        self.customers = 0
        self.some = []
        opened: list[AccountRecord] = []
        while len(opened) < self.count:
            number = self._first + self.customers
            customer = customers.import_customer(call, _person(number))
            for _ in range(min(2 - number % 2, self.count - len(opened))):
                opened.append(await accounts.import_account(call, customer, _opening(customer.customer_id)))
            self.some.append(Sampled(opened[-1].account_id, customer.customer_id, customer.email))
            self.customers += 1
        for account in opened:
            await tx.post(*_legs(account), description="Opening balance")
        tx.emit("account.opened", opened[-1])


def _person(number: int) -> CustomerCreation:
    return CustomerCreation(
        customer_type="INDIVIDUAL",
        first_name=f"Person{number % 5_000}",
        last_name=f"Family{number // 5_000}",
        email=f"person.{number}@growth.example",
        date_of_birth=_BORN,
    )


def _opening(customer_id: str) -> AccountOpening:
    return AccountOpening(customer_id=customer_id, account_type="CHECKING", currency="USD")


def _legs(account: AccountRecord) -> list[Leg]:
    """The cash that is paid in, as a first amount and some more."""
    own = ledger_account(account)
    more = CREDITS_PER_ACCOUNT - 1
    paid_in = Leg(cash("USD"), "DEBIT", _FIRST_CENTS + _CENTS * more)
    return [paid_in, Leg(own, "CREDIT", _FIRST_CENTS), *[Leg(own, "CREDIT", _CENTS)] * more]
