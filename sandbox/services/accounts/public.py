"""What other services ask of an account: whether it may move money, its limits, its interest."""

from __future__ import annotations

from functools import lru_cache

from sandbox.contract.models.accounts import AccountRecord
from sandbox.contract.problem import not_found
from sandbox.engine import chart
from sandbox.engine.clock import DAY_US, day_of
from sandbox.engine.ledger import LedgerAccount
from sandbox.engine.transaction import Selection, Transaction
from sandbox.services.accounts import problems, rules
from sandbox.services.accounts.records import ACCOUNTS


def ledger_account(account: AccountRecord) -> LedgerAccount:
    """The ledger account behind a customer's account."""
    return chart.customer_deposits(account.account_id, account.currency)


async def existing(tx: Transaction, account_id: str) -> AccountRecord:
    """The account. Raises `not_found`."""
    account = await tx.get(ACCOUNTS, account_id)
    if account is None:
        raise not_found("account", account_id)
    return account


async def movable(tx: Transaction, account_id: str, currency: str) -> AccountRecord:
    """An ACTIVE account in a currency. Raises `not_found`, `account_not_active`, `currency_mismatch`."""
    account = await existing(tx, account_id)
    if account.status != "ACTIVE":
        raise problems.account_not_active(account_id, account.status)
    if account.currency != currency:
        raise problems.currency_mismatch(account_id, account.currency, currency)
    return account


async def take_limit(tx: Transaction, account: AccountRecord, amount_cents: int) -> None:
    """Count outgoing money against the day and the month (UTC, the bank's clock).

    Raises `daily_limit_exceeded` or `monthly_limit_exceeded`, and then counts nothing.
    """
    day, month = _periods(tx.now_us)
    identifier = account.account_id
    if not await tx.count(f"{identifier}/out/month", month, amount_cents, account.monthly_limit_cents):
        raise problems.monthly_limit_exceeded(account.monthly_limit_cents, account.currency)
    if not await tx.count(f"{identifier}/out/day", day, amount_cents, account.daily_limit_cents):
        await tx.count(f"{identifier}/out/month", month, -amount_cents)
        raise problems.daily_limit_exceeded(account.daily_limit_cents, account.currency)


async def give_back_limit(tx: Transaction, account_id: str, amount_cents: int, taken_us: int) -> None:
    """Take a movement that came to nothing out of the periods it was counted in, if they still run."""
    day, month = _periods(taken_us)
    await tx.count(f"{account_id}/out/month", month, -amount_cents)
    await tx.count(f"{account_id}/out/day", day, -amount_cents)


async def interest_bearing(tx: Transaction, after: str | None, limit: int) -> list[AccountRecord]:
    """A slice of the open accounts that bear interest, in order of id."""
    selection = Selection({"bears_interest": "yes"}, limit=limit, is_ascending=True, after=after)
    return await tx.find(ACCOUNTS, selection)


async def accrued_interest(tx: Transaction, account_id: str) -> int:
    """Interest earned and not yet posted, as a numerator over `rules.INTEREST_DENOMINATOR` cents."""
    return await tx.counted(f"{account_id}/interest", "")


async def earn_interest(tx: Transaction, account: AccountRecord, posted_cents: int) -> None:
    """Earn one day's interest on a balance, and count the day."""
    numerator = rules.daily_interest(posted_cents, account.interest_rate_bps)
    if numerator:
        await tx.count(f"{account.account_id}/interest", "", numerator)
        await tx.count(f"{account.account_id}/interest/days", "", 1)


async def take_interest(tx: Transaction, account_id: str, cents: int) -> int:
    """Take what is posted; gives the days on which it was earned. The remainder of a cent is carried."""
    await tx.count(f"{account_id}/interest", "", -cents * rules.INTEREST_DENOMINATOR)
    days = await tx.counted(f"{account_id}/interest/days", "")
    await tx.count(f"{account_id}/interest/days", "", -days)
    return days


def interest_posted(tx: Transaction, account: AccountRecord) -> None:
    """Tell that interest was credited."""
    tx.emit("account.interest_posted", account)


def _periods(at_us: int) -> tuple[str, str]:
    return _periods_of_day(at_us // DAY_US)


@lru_cache(maxsize=1024)
def _periods_of_day(day_number: int) -> tuple[str, str]:
    day = day_of(day_number * DAY_US).isoformat()
    return day, day[:7]
