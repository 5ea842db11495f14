"""A small fintech and its test suite, over a bank of its own for every test.

    pip install 'sandbank[testing]' sandbank-server pytest
    pytest examples/test_my_fintech.py

`Wallet` is the program under test: people sign up, top up, send money to each other and earn interest.
The fixtures `bank`, `clock`, `webhook_inbox` and `faults` come with the package. No test sleeps, and none
can see what another one did. See: docs/guides/testing.md.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

import pytest
from sandbank import Sandbank, errors, models
from sandbank.testing import Clock, Faults, WebhookInbox

# The program -------------------------------------------------------------------------------------


class Wallet:
    """Savings accounts by e-mail address. What the bank decides later comes by webhook."""

    def __init__(self, bank: Sandbank, webhook_secret: str) -> None:
        self._bank = bank
        self._webhook_secret = webhook_secret
        self._seen: set[str] = set()
        self._accounts: dict[str, str] = {}
        self.letters: list[tuple[str, str]] = []

    def sign_up(self, first_name: str, last_name: str, email: str) -> None:
        """The bank verifies who that is; `on_webhook` learns how it went."""
        self._bank.customers.create_customer(
            customer_type="INDIVIDUAL",
            first_name=first_name,
            last_name=last_name,
            email=email,
            date_of_birth=datetime.date(1990, 12, 10),
        )

    def on_webhook(self, body: bytes, headers: Mapping[str, str]) -> None:
        """What the web server calls. An event may come twice, and counts once."""
        event = self._bank.webhooks.unwrap(body, headers, self._webhook_secret)
        if event.event_id in self._seen:
            return
        if event.type == "customer.verified":
            customer = self._bank.customers.get_customer(event.resource_id)
            account = self._bank.accounts.open_account(
                customer_id=customer.customer_id,
                account_type="SAVINGS",
                currency="USD",
                idempotency_key=event.event_id,
            )
            self._accounts[customer.email] = account.account_id
            self.letters.append((customer.email, f"Welcome, {customer.first_name}!"))
        elif event.type == "customer.rejected":
            customer = self._bank.customers.get_customer(event.resource_id)
            self.letters.append((customer.email, "We could not verify who you are."))
        self._seen.add(event.event_id)

    def top_up(self, email: str, cents: int) -> None:
        """Cash from the shop next door."""
        self._bank.transactions.create_deposit(
            account_id=self._accounts[email], amount_cents=cents, currency="USD", method="CASH", wait=5
        )

    def send(self, sender: str, receiver: str, cents: int, reference: str) -> str:
        """Money for somebody, once per reference, however often this is called."""
        try:
            accepted = self._bank.transactions.create_transfer(
                source_account_id=self._accounts[sender],
                destination_account_id=self._accounts[receiver],
                amount_cents=cents,
                currency="USD",
                description=reference,
                idempotency_key=f"send/{reference}",
            )
        except errors.InsufficientFunds:
            return "You do not have that much."
        transfer = self._bank.transactions.wait_until_final(accepted.transaction_id)
        return "Sent." if transfer.status == "COMPLETED" else "That did not work."

    def balance(self, email: str) -> int:
        """Cents that can be spent."""
        return self._bank.accounts.get_account(self._accounts[email]).available_balance_cents

    def statement(self, email: str) -> list[models.Transaction]:
        """Everything that moved, oldest first."""
        return list(self._bank.transactions.list_account_transactions(self._accounts[email], order="asc"))


# Its tests ---------------------------------------------------------------------------------------

ADA, BOB = "ada@example.com", "bob@example.com"


@pytest.fixture
def wallet(bank: Sandbank, webhook_inbox: WebhookInbox) -> Wallet:
    """The program, called by the bank's webhooks as in production."""
    wallet = Wallet(bank, webhook_inbox.secret)
    webhook_inbox.hand_to(wallet.on_webhook)
    return wallet


@pytest.fixture
def member(wallet: Wallet, webhook_inbox: WebhookInbox) -> Callable[[str, int], str]:
    """Somebody who has signed up and topped up."""

    def sign_up(email: str, cents: int) -> str:
        wallet.sign_up(email.partition("@")[0].title(), "Lovelace", email)
        webhook_inbox.expect("customer.verified")
        if cents:
            wallet.top_up(email, cents)
        return email

    return sign_up


def test_whoever_is_verified_gets_an_account_and_a_welcome(wallet: Wallet, webhook_inbox: WebhookInbox) -> None:
    wallet.sign_up("Ada", "Lovelace", ADA)
    webhook_inbox.expect("customer.verified")
    assert wallet.letters == [(ADA, "Welcome, Ada!")]
    assert wallet.balance(ADA) == 0


def test_whoever_is_denied_is_told_and_gets_no_account(
    bank: Sandbank, wallet: Wallet, webhook_inbox: WebhookInbox
) -> None:
    wallet.sign_up("Mallory", "Denied", "mallory@example.com")
    webhook_inbox.expect("customer.rejected")
    webhook_inbox.none("account.opened")
    assert wallet.letters == [("mallory@example.com", "We could not verify who you are.")]
    assert list(bank.accounts.list_accounts()) == []


def test_money_goes_from_one_to_the_other(wallet: Wallet, member: Callable[[str, int], str]) -> None:
    ada, bob = member(ADA, 100_00), member(BOB, 0)
    assert wallet.send(ada, bob, 30_00, "pizza") == "Sent."
    assert (wallet.balance(ada), wallet.balance(bob)) == (70_00, 30_00)
    assert [one.description for one in wallet.statement(bob)] == ["pizza"]


def test_nobody_sends_what_they_do_not_have(wallet: Wallet, member: Callable[[str, int], str]) -> None:
    ada, bob = member(ADA, 10_00), member(BOB, 0)
    assert wallet.send(ada, bob, 10_01, "yacht") == "You do not have that much."
    assert (wallet.balance(ada), wallet.balance(bob)) == (10_00, 0)


def test_an_answer_that_is_lost_moves_the_money_once(
    wallet: Wallet, member: Callable[[str, int], str], faults: Faults
) -> None:
    ada, bob = member(ADA, 100_00), member(BOB, 0)
    faults.timeout_after_commit("createTransfer")
    assert wallet.send(ada, bob, 30_00, "rent") == "Sent."
    assert wallet.send(ada, bob, 30_00, "rent") == "Sent.", "the user pressed the button again"
    assert (wallet.balance(ada), wallet.balance(bob)) == (70_00, 30_00)


def test_a_webhook_that_comes_twice_opens_one_account(
    bank: Sandbank, wallet: Wallet, webhook_inbox: WebhookInbox, faults: Faults
) -> None:
    faults.webhooks_doubled("customer.verified")
    wallet.sign_up("Ada", "Lovelace", ADA)
    first, second = (webhook_inbox.expect("customer.verified") for _ in range(2))
    assert first.event_id == second.event_id
    assert len(list(bank.accounts.list_accounts())) == 1
    assert wallet.letters == [(ADA, "Welcome, Ada!")]


def test_a_month_of_savings_earns_interest(wallet: Wallet, member: Callable[[str, int], str], clock: Clock) -> None:
    ada = member(ADA, 10_000_00)
    clock.advance(months=1)
    assert clock.now.date() == datetime.date(2026, 2, 15)
    # 4.25 % a year, for the 17 days until the bank posts it on the first of the month.
    assert wallet.balance(ada) == 10_000_00 + round(10_000_00 * 0.0425 * 17 / 365)
    assert [one.transaction_type for one in wallet.statement(ada)] == ["DEPOSIT", "INTEREST"]


def test_a_program_that_was_down_learns_of_everything_later(wallet: Wallet, webhook_inbox: WebhookInbox) -> None:
    webhook_inbox.respond_with(503)
    wallet.sign_up("Ada", "Lovelace", ADA)
    webhook_inbox.expect("customer.created")
    webhook_inbox.respond_with(200)
    webhook_inbox.deliver_now()
    webhook_inbox.expect("customer.verified")
    assert wallet.letters == [(ADA, "Welcome, Ada!")]
