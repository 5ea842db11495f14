"""The first steps of a history: a neighbourhood of customers is taken on in each, with accounts and first money.

Each step is one commit that plans the next. Everybody is there before anybody lives. See: living.py.
"""

from __future__ import annotations

import datetime

from sandbox.contract.models.accounts import AccountOpening, AccountRecord, AccountType
from sandbox.contract.models.customers import Address, Customer, CustomerCreation, OwnerCreation
from sandbox.engine.call import Call
from sandbox.engine.chance import Chance
from sandbox.engine.clock import day_of
from sandbox.engine.queue import step
from sandbox.services.accounts import operations as accounts
from sandbox.services.customers import operations as customers
from sandbox.services.kyc import operations as verifications
from sandbox.services.settings import operations as settings
from sandbox.services.transactions import queue as interest
from sandbox.services.transactions.booking import Booking
from sandbox.world.histories import living, names, people, progress
from sandbox.world.histories.people import Firm, Person
from sandbox.world.histories.records import HistoryRecord, Resident, Residents, residents_id

FOUND = "histories.found"

_DAY = datetime.timedelta(days=1)


def begin(call: Call, history: HistoryRecord) -> None:
    """Plan the first step."""
    call.tx.schedule(FOUND, f"{history.history_id}/0")


@step(FOUND)
async def found(call: Call, subject: str) -> None:
    """Take on one neighbourhood; `subject` is the history and its number."""
    history_id, _, text = subject.partition("/")
    history, number = await progress.ongoing(call.tx, history_id), int(text)
    if history is None:
        return
    founded = await _Founding.begin(call, history, number)
    residents = await founded.all()
    call.tx.put(Residents(residents_id=residents_id(history_id, number), residents=residents))
    await progress.add(call.tx, history_id, customers=len(residents), movements=founded.booking.count)
    if number + 1 < people.count_of(history.customers):
        call.tx.schedule(FOUND, f"{history_id}/{number + 1}")
    else:
        living.begin(call, history, day_of(call.tx.now_us) + _DAY)


class _Founding:
    """One neighbourhood being taken on."""

    def __init__(
        self, call: Call, history: HistoryRecord, number: int, booking: Booking, home: tuple[str, str]
    ) -> None:
        self.call = call
        self.booking = booking
        self._history = history
        self._number = number
        self._seed = progress.seed_of(history)
        self._country, self._currency = home
        self._today = day_of(call.tx.now_us)

    @classmethod
    async def begin(cls, call: Call, history: HistoryRecord, number: int) -> _Founding:
        """Read what the bank's settings say."""
        home = await settings.text(call.tx, "bank.country"), await settings.text(call.tx, "bank.home_currency")
        return cls(call, history, number, await Booking.begin(call), home)

    async def all(self) -> list[Resident]:
        """Everybody, in order of their places."""
        size = people.size_of(self._number, self._history.customers)
        living_here = people.neighbourhood(self._seed, self._number, size)
        everybody: list[Person | Firm] = sorted((*living_here.people, *living_here.firms), key=lambda one: one.place)
        # All at once, before anybody is there: each look-up would have to go through those of this commit.
        mails = [await self._mail(one) for one in everybody]
        return [
            await (self._person(one, mail) if isinstance(one, Person) else self._firm(one, mail))
            for one, mail in zip(everybody, mails, strict=True)
        ]

    async def _person(self, person: Person, mail: str) -> Resident:
        body = CustomerCreation(
            customer_type="INDIVIDUAL",
            first_name=person.first_name,
            last_name=person.last_name,
            email=mail,
            phone_number=self._phone(person.place),
            date_of_birth=self._born(person.age_days),
            national_id=self._number_of(person.place, "9{}-{}-{}"),
            address=self._address(person.place),
        )
        customer = customers.import_customer(self.call, body)
        verifications.import_verified(self.call, customer)
        checking = await self._open(customer, "CHECKING", "Everyday", person.opening_cents)
        savings = None
        if person.has_savings:
            savings = await self._open(customer, "SAVINGS", "Savings", person.savings_opening_cents)
        return Resident(customer.customer_id, checking.account_id, savings.account_id if savings else None)

    async def _firm(self, firm: Firm, mail: str) -> Resident:
        body = CustomerCreation(
            customer_type="BUSINESS",
            legal_name=firm.legal_name,
            registration_number=self._number_of(firm.place, "R{}{}-{}"),
            email=mail,
            tax_id=self._number_of(firm.place, "9{}-{}{}"),
            address=self._address(firm.place),
        )
        owners = [
            OwnerCreation(
                name=name, date_of_birth=self._born(age_days), ownership_bps=share, is_control_person=not number
            )
            for number, (name, age_days, share) in enumerate(firm.owners)
        ]
        customer = customers.import_customer(self.call, body, owners)
        verifications.import_verified(self.call, customer, has_owners=bool(owners))
        account = await self._open(customer, "CHECKING", "Operations", firm.opening_cents)
        return Resident(customer.customer_id, account.account_id, None)

    async def _open(self, customer: Customer, account_type: AccountType, nickname: str, cents: int) -> AccountRecord:
        body = AccountOpening(
            customer_id=customer.customer_id, account_type=account_type, currency=self._currency, nickname=nickname
        )
        account = await accounts.import_account(self.call, customer, body)
        if account.interest_rate_bps:
            await interest.begin_interest(self.call, account.account_id)
        if cents:
            await self.booking.deposit(account, cents, "BRANCH", "First deposit")
        return account

    def _ordinal(self, place: int) -> int:
        return self._number * people.SIZE + place

    def _born(self, age_days: int) -> datetime.date:
        return self._today - age_days * _DAY

    def _phone(self, place: int) -> str:
        area, line = 200 + self._ordinal(place) % 700, self._ordinal(place) // 700 % 10_000
        return f"+1{area}555{line:04d}"

    def _address(self, place: int) -> Address:
        chance = Chance(self._seed, "address", self._number, place)
        return Address(
            line1=f"{chance.between(1, 240)} {chance.pick(names.STREETS)}",
            city=chance.pick(names.TOWNS),
            postal_code=f"{chance.between(10_000, 99_999)}",
            country=self._country,
        )

    def _number_of(self, place: int, pattern: str) -> str:
        """An identity number that no other customer of the bank's first ten histories has."""
        digits = f"{self._history.ordinal % 10}{self._ordinal(place):07d}"
        return pattern.format(digits[:2], digits[2:4], digits[4:])

    async def _mail(self, one: Person | Firm) -> str:
        """An address that nobody in the bank has, whatever histories it has lived through."""
        words = (one.first_name, one.last_name) if isinstance(one, Person) else ("office", one.legal_name)
        name = f"{people.mail_name(*words)[:40].rstrip('.')}.{self._history.ordinal}-{self._ordinal(one.place) + 1}"
        attempt = 0
        while not await customers.is_email_free(self.call.tx, mail := _address(name, attempt)):
            attempt += 1
        return mail


def _address(name: str, attempt: int) -> str:
    return f"{name}-{attempt}@residents.example" if attempt else f"{name}@residents.example"
