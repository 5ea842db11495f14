"""Demo data: a small bank with three months of history, made by the operations themselves.

The bank begins ninety-two days ago with its clock standing still, lives through them, and then runs
at the present. Names, amounts and days are fixed; ids follow from the bank's seed.
"""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from sandbox.contract.binder import marked
from sandbox.contract.models.accounts import Account, AccountOpening
from sandbox.contract.models.customers import Address, Customer, CustomerCreation, OwnerCreation
from sandbox.contract.models.transactions import Deposit, FeeCharge, HoldPlacement, Transfer, Withdrawal
from sandbox.engine.bank import Bank
from sandbox.engine.call import Call, Caller
from sandbox.engine.clock import DAY_US, to_datetime, wall_us
from sandbox.services.accounts import operations as accounts
from sandbox.services.customers import operations as customers
from sandbox.services.transactions import hold_operations as holds
from sandbox.services.transactions import operations as transactions

R = TypeVar("R")

DAYS = 92
LIMIT_CENTS = 100_000_000_00
_CALLER = Caller(user_id="demo", auth_method="SYSTEM")

PEOPLE = (
    ("Ada", "Lovelace", "1985-12-10"),
    ("Grace", "Hopper", "1976-12-09"),
    ("Alan", "Turing", "1982-06-23"),
    ("Katherine", "Johnson", "1978-08-26"),
    ("Edsger", "Dijkstra", "1990-05-11"),
    ("Barbara", "Liskov", "1989-11-07"),
    ("Mary", "Somerville", "1980-12-26"),
)
BUSINESSES = (("Analytical Engines Inc", "DE-5501234"), ("Difference & Sons LLC", "NY-4401877"))


class _Demo:
    """The bank being filled."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    async def do(self, operation: Callable[..., Awaitable[R]], *arguments: Any) -> R:
        """Run an operation as the demo's own caller, and everything that follows from it."""

        async def work(tx: Any) -> R:
            return await operation(Call(tx, _CALLER), *arguments)

        name = next((one for one, function in marked().items() if function is operation), operation.__name__)
        result, _ = await self._bank.run(name, _CALLER, work)
        await self._bank.settle()
        return result

    async def next_day(self, hour: int = 0) -> None:
        """Move to an hour of the next day; what is due on the way happens."""
        now = self._bank.clock.now_us()
        await self._bank.advance(now - now % DAY_US + DAY_US + hour * 3_600_000_000)


async def fill(bank: Bank) -> None:
    """Fill an empty bank; everything is on disk when this returns."""
    bank.begin_at(wall_us() - DAYS * DAY_US)
    demo = _Demo(bank)
    people = [await _person(demo, number, *names) for number, names in enumerate(PEOPLE)]
    businesses = [await _business(demo, number, *names) for number, names in enumerate(BUSINESSES)]
    await _person(demo, len(PEOPLE), "Charles", "Review", "1991-12-26")
    checking = [await _open(demo, person, "CHECKING", "Everyday") for person in people]
    savings = [await _open(demo, person, "SAVINGS", "Rainy days") for person in people[:3]]
    companies = [await _open(demo, business, "CHECKING", "Operations") for business in businesses]
    euros = await _open(demo, people[0], "FOREIGN_CURRENCY", "Holidays", "EUR")
    for account in (*checking, *companies):
        await _deposit(demo, account, 25_000_00 if account in checking else 400_000_00)
    await _deposit(demo, euros, 3_200_00)
    for account in savings:
        await _deposit(demo, account, 12_000_00)
    await _live(demo, bank, checking, savings, companies)
    await demo.do(
        holds.place_hold,
        HoldPlacement(account_id=checking[1].account_id, amount_cents=180_00, currency="USD", description="Hotel"),
    )
    await _transfer(demo, checking[2], checking[3], 42_50, "Dinner")
    await bank.advance(max(bank.clock.now_us(), wall_us()))
    bank.run_clock()
    await bank.durable()


async def _live(
    demo: _Demo, bank: Bank, checking: list[Account], savings: list[Account], companies: list[Account]
) -> None:
    """Ninety days of wages, rents, cash, fees and savings."""
    for number in range(1, DAYS):
        await demo.next_day(hour=9)
        today = to_datetime(bank.clock.now_us())
        if today.day == 1:
            for tenant, landlord in ((0, 4), (1, 5), (2, 6)):
                await _transfer(demo, checking[tenant], checking[landlord], 1_450_00, "Monthly rent")
            await demo.do(transactions.charge_fee, _fee(companies[0], 25_00, "Account fee"))
        if today.day in (10, 25):
            for employee, account in enumerate(checking):
                await _transfer(demo, companies[employee % 2], account, 2_350_00 + employee * 75_00, "Wages")
        if today.weekday() == 4:
            account = checking[number % len(checking)]
            body = Withdrawal(
                account_id=account.account_id,
                amount_cents=60_00 + number * 1_00,
                currency="USD",
                method="ATM",
            )
            await demo.do(transactions.create_withdrawal, body)
        if today.day == 15:
            for own, reserve in zip(checking, savings, strict=False):
                await _transfer(demo, own, reserve, 300_00, "To savings")
        if today.day == 20:
            wrong = await _transfer(demo, checking[5], checking[6], 99_00, "Paid twice")
            await demo.do(transactions.reverse_transaction, wrong.transaction_id, None)


async def _person(demo: _Demo, number: int, first_name: str, last_name: str, born: str) -> Customer:
    body = CustomerCreation(
        customer_type="INDIVIDUAL",
        first_name=first_name,
        last_name=last_name,
        email=f"{first_name}.{last_name}@example.com".lower(),
        phone_number=f"+1202555{100 + number:04d}",
        date_of_birth=datetime.date.fromisoformat(born),
        national_id=f"900-55-{1000 + number}",
        address=Address(line1=f"{number + 1} Main Street", city="Springfield", region="IL", country="US"),
    )
    return await demo.do(customers.create_customer, body)


async def _business(demo: _Demo, number: int, legal_name: str, registration_number: str) -> Customer:
    body = CustomerCreation(
        customer_type="BUSINESS",
        legal_name=legal_name,
        registration_number=registration_number,
        email=f"office{number}@business.example",
        tax_id=f"90-55512{number}",
    )
    business = await demo.do(customers.create_customer, body)
    owner = OwnerCreation(
        name=f"Owner {number + 1}", date_of_birth=datetime.date(1970, 4, 1 + number), ownership_bps=6_000
    )
    await demo.do(customers.add_owner, business.customer_id, owner)
    return business


async def _open(demo: _Demo, customer: Customer, account_type: Any, nickname: str, currency: str = "USD") -> Account:
    body = AccountOpening(
        customer_id=customer.customer_id,
        account_type=account_type,
        currency=currency,
        nickname=nickname,
        daily_limit_cents=LIMIT_CENTS,
        monthly_limit_cents=LIMIT_CENTS * 10,
    )
    return await demo.do(accounts.open_account, body)


async def _deposit(demo: _Demo, account: Account, cents: int) -> None:
    body = Deposit(
        account_id=account.account_id, amount_cents=cents, currency=account.currency, method="CASH",
        description="First deposit",
    )  # fmt: skip
    await demo.do(transactions.create_deposit, body)


async def _transfer(demo: _Demo, source: Account, target: Account, cents: int, description: str) -> Any:
    body = Transfer(
        source_account_id=source.account_id,
        destination_account_id=target.account_id,
        amount_cents=cents,
        currency="USD",
        description=description,
    )
    return await demo.do(transactions.create_transfer, body)


def _fee(account: Account, cents: int, description: str) -> FeeCharge:
    return FeeCharge(account_id=account.account_id, amount_cents=cents, currency="USD", description=description)
