"""Quickstart: the whole main job of Sandbank, against a bank started by `make up`.

    make up                                    # in one terminal; it prints a key
    SANDBANK_API_KEY=sbk_… python examples/quickstart.py

A customer is verified, accounts are opened and funded, money moves between two customers, a transfer
that cannot be paid is refused, a repeated one moves nothing, a list is read page by page, a transfer is
reversed. Signed webhooks arrive at a receiver in this script, a month passes and interest is posted, the
bank is forked and the fork goes its own way. Afterwards `sandbank verify` proves the books.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

from sandbank import Sandbank, errors
from sandbank.models import Account, Customer, Event
from sandbank.webhooks import WebhookVerificationError

RUN = uuid.uuid4().hex[:8]


def main() -> None:
    """Run the job; every step says what it shows."""
    with Sandbank() as bank:
        ada = verified_customer(bank, "Ada", "Lovelace")
        charles = reviewed_customer(bank, "Charles", "Review")
        engines = verified_business(bank)
        checking = bank.accounts.open_account(
            customer_id=ada.customer_id, account_type="CHECKING", currency="USD", nickname="Everyday"
        )
        savings = bank.accounts.open_account(
            customer_id=ada.customer_id, account_type="SAVINGS", currency="USD", nickname="Rainy days"
        )
        his = bank.accounts.open_account(customer_id=charles.customer_id, account_type="CHECKING", currency="USD")
        company = bank.accounts.open_account(customer_id=engines.customer_id, account_type="CHECKING", currency="USD")
        print(f"Opened checking {checking.account_number}, savings {savings.account_number} and two more")
        print(f"The business account is {company.ownership}")

        deposit = bank.transactions.create_deposit(
            account_id=checking.account_id, amount_cents=100_000, currency="USD", method="CASH", wait=5
        )
        print(f"Cash deposit {deposit.transaction_ref}: {deposit.status}, {balance(bank, checking)}")

        transfer_and_reverse(bank, checking, his)
        refused_transfer(bank, checking, his)
        same_key_twice(bank, checking, savings)

        movements = bank.transactions.list_account_transactions(checking.account_id, limit=2)
        print(f"First page has {len(movements.items)}, all pages {sum(1 for _ in movements)} movements")

        told_of_a_transfer(bank, checking, savings)
        a_month_of_interest(bank, savings)
        what_if(bank, savings)


def verified_customer(bank: Sandbank, first_name: str, last_name: str) -> Customer:
    """A person whose verification runs through the simulated provider and ends VERIFIED."""
    customer = bank.customers.create_customer(
        customer_type="INDIVIDUAL",
        first_name=first_name,
        last_name=last_name,
        email=f"{first_name}.{last_name}.{RUN}@example.com".lower(),
        date_of_birth="1985-12-10",
        national_id="900-12-3456",
    )
    customer = when_decided(bank, customer)
    print(f"{first_name} {last_name} is {customer.kyc_status}")
    return customer


def reviewed_customer(bank: Sandbank, first_name: str, last_name: str) -> Customer:
    """A person whose magic name ends in review, and whom a reviewer approves."""
    customer = bank.customers.create_customer(
        customer_type="INDIVIDUAL",
        first_name=first_name,
        last_name=last_name,
        email=f"{first_name}.{last_name}.{RUN}@example.com".lower(),
        date_of_birth="1991-12-26",
    )
    verification = None
    while verification is None or verification.status == "PENDING":
        time.sleep(0.02)
        verification = next(iter(bank.kyc.list_verifications(customer_id=customer.customer_id)), None)
    print(f"{first_name} {last_name}'s verification is {verification.status}")
    bank.kyc.approve_verification(verification.verification_id)
    customer = bank.customers.get_customer(customer.customer_id)
    print(f"Approved by a reviewer: {customer.kyc_status}")
    return customer


def verified_business(bank: Sandbank) -> Customer:
    """A business with an owner."""
    business = bank.customers.create_customer(
        customer_type="BUSINESS",
        legal_name="Analytical Engines Ltd",
        registration_number="HRB 1834",
        email=f"office.{RUN}@engines.example",
    )
    bank.customers.add_owner(
        business.customer_id, name="Mary Somerville", date_of_birth="1980-12-26", ownership_bps=6_000
    )
    business = when_decided(bank, business)
    print(f"{business.legal_name} is {business.kyc_status}")
    return business


def when_decided(bank: Sandbank, customer: Customer) -> Customer:
    """The customer once the provider has answered."""
    while customer.kyc_status == "PENDING":
        time.sleep(0.02)
        customer = bank.customers.get_customer(customer.customer_id)
    return customer


def transfer_and_reverse(bank: Sandbank, source: Account, destination: Account) -> None:
    """PENDING, then COMPLETED; and taken back by a movement the other way."""
    accepted = bank.transactions.create_transfer(
        source_account_id=source.account_id,
        destination_account_id=destination.account_id,
        amount_cents=25_000,
        currency="USD",
        description="Rent",
    )
    print(f"Transfer {accepted.transaction_ref}: {accepted.status}")
    done = bank.transactions.wait_until_final(accepted.transaction_id)
    print(f"Transfer {done.transaction_ref}: {done.status}, {balance(bank, source)}")
    reversal = bank.transactions.reverse_transaction(done.transaction_id, reason="Paid twice", wait=5)
    original = bank.transactions.get_transaction(done.transaction_id)
    print(f"Reversal {reversal.transaction_ref}: {reversal.status}; the transfer is {original.status}")


def refused_transfer(bank: Sandbank, source: Account, destination: Account) -> None:
    """More than there is: refused, and nothing moves."""
    before = balance(bank, source)
    try:
        bank.transactions.create_transfer(
            source_account_id=source.account_id,
            destination_account_id=destination.account_id,
            amount_cents=10_000_000,
            currency="USD",
        )
    except errors.InsufficientFunds as refusal:
        print(f"Refused with {refusal.code}: {refusal.detail}")
    assert balance(bank, source) == before


def same_key_twice(bank: Sandbank, source: Account, destination: Account) -> None:
    """The same idempotency key gives the same answer and moves nothing again."""
    key = f"rainy-days-{RUN}"
    for _ in range(2):
        saved = bank.transactions.create_transfer(
            source_account_id=source.account_id,
            destination_account_id=destination.account_id,
            amount_cents=5_000,
            currency="USD",
            idempotency_key=key,
        )
        bank.transactions.wait_until_final(saved.transaction_id)
        print(f"Key {key}: {saved.transaction_ref}, {balance(bank, source)}")


@contextmanager
def receiver() -> Iterator[tuple[str, Queue[tuple[bytes, dict[str, str]]]]]:
    """A receiver of webhooks: its URL, and what arrives."""
    arrived: Queue[tuple[bytes, dict[str, str]]] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            arrived.put((body, dict(self.headers)))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/webhooks", arrived
    finally:
        server.shutdown()
        server.server_close()


def told_of_a_transfer(bank: Sandbank, source: Account, destination: Account) -> None:
    """Every event comes signed; nobody else's is believed."""
    with receiver() as (url, arrived):
        endpoint = bank.webhooks.create_webhook_endpoint(url=url, event_types=["transaction.*"])
        transfer = bank.transactions.create_transfer(
            source_account_id=source.account_id,
            destination_account_id=destination.account_id,
            amount_cents=20_000,
            currency="USD",
        )
        event: Event | None = None
        while event is None or event.type != "transaction.completed":
            body, headers = arrived.get(timeout=10)
            event = bank.webhooks.unwrap(body, headers, endpoint.secret)
            print(f"Webhook {event.type} about {event.resource_id == transfer.transaction_id and 'the transfer'}")
        try:
            bank.webhooks.unwrap(body.replace(b"completed", b"cancelled"), headers, endpoint.secret)
        except WebhookVerificationError:
            print("A forged webhook is refused")
        bank.webhooks.delete_webhook_endpoint(endpoint.webhook_endpoint_id)


def a_month_of_interest(bank: Sandbank, savings: Account) -> None:
    """The clock goes a month ahead; every day earns, and the first of the month pays."""
    before = bank.accounts.get_account(savings.account_id).posted_balance_cents
    move = bank.simulations.advance_clock(by="P1M", wait=30)
    interest = next(iter(bank.transactions.list_account_transactions(savings.account_id, transaction_type="INTEREST")))
    after = bank.accounts.get_account(savings.account_id).posted_balance_cents
    print(f"A month is {move.status}: {interest.amount_cents} cents of interest")
    assert after == before + interest.amount_cents


def what_if(bank: Sandbank, account: Account) -> None:
    """A fork is a whole bank with a key of its own; what happens in it happens nowhere else."""
    me = bank.users.get_current_user()
    made = bank.banks.fork_bank(str(me.bank_id), name="What if")
    with Sandbank(api_key=made.api_key, base_url=bank.base_url) as fork:
        fork.transactions.create_deposit(
            account_id=account.account_id, amount_cents=999_00, currency="USD", method="CASH", wait=5
        )
        print(f"In the fork: {balance(fork, account)}")
    print(f"In the bank: {balance(bank, account)}")
    bank.banks.delete_bank(made.bank_id)


def balance(bank: Sandbank, account: Account) -> str:
    """What is available now."""
    cents = bank.accounts.get_account(account.account_id).available_balance_cents
    return f"{cents / 100:,.2f} {account.currency} available"


if __name__ == "__main__":
    main()
