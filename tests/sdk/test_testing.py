"""The tools of a test suite, each by itself: clock, faults, the proof of the books, the receiver of webhooks."""

from __future__ import annotations

import datetime
import json
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace as Made
from typing import Any

import httpx
import pytest
from sandbank import errors
from sandbank.testing import BankClient, Clock, Faults, WebhookInbox, assert_books_balance

from tests.sdk.stub import ID, Script, client, ok, signed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
CLOCK_MOVE: dict[str, Any] = {
    "clock_move_id": "mov_1",
    "status": "COMPLETED",
    "starts_at": "2026-01-15T09:30:00.000000Z",
    "ends_at": "2026-02-15T09:30:00.000000Z",
    "reached_at": "2026-02-15T09:30:00.000000Z",
    "progress_bps": 10000,
    "fired_count": 0,
    "created_at": "2026-01-15T09:30:00.000000Z",
    "completed_at": "2026-02-15T09:30:00.000000Z",
}

# The clock ---------------------------------------------------------------------------------------


def asked(move: Any) -> dict[str, Any]:
    """What a move asks of the server."""
    script = Script(ok(CLOCK_MOVE))
    move(Clock(client(script)))
    found: dict[str, Any] = json.loads(script.requests[0].read())
    return found


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (lambda clock: clock.advance(days=3), {"by": "P3D"}),
        (lambda clock: clock.advance(years=1, months=2, hours=3, seconds=4), {"by": "P1Y2MT3H4S"}),
        (lambda clock: clock.advance("P1M"), {"by": "P1M"}),
        (lambda clock: clock.advance(datetime.timedelta(hours=36)), {"by": "PT129600S"}),
        (lambda clock: clock.advance_to(datetime.datetime(2026, 3, 1)), {"to": "2026-03-01T00:00:00+00:00"}),  # noqa: DTZ001
        (lambda clock: clock.settle(), {"by": "PT0S"}),
        (lambda clock: clock.next_effect(), {"until": "NEXT_EFFECT"}),
        (lambda clock: clock.next_business_day(), {"until": "NEXT_BUSINESS_DAY"}),
        (lambda clock: clock.next_business_day("TARGET"), {"until": "NEXT_BUSINESS_DAY", "calendar": "TARGET"}),
    ],
)
def test_a_move_is_asked_for_as_the_contract_has_it(move: Any, expected: dict[str, Any]) -> None:
    assert asked(move) == expected


def test_a_move_that_says_nothing_or_something_unknown_is_a_mistake() -> None:
    clock = Clock(client(Script()))
    for how in ({}, {"by": "P1D", "days": 1}, {"fortnights": 1}):
        with pytest.raises(TypeError, match=r"advance\("):
            clock.advance(**how)


def test_a_long_move_is_waited_for_and_one_that_never_ends_is_told() -> None:
    pending = {**CLOCK_MOVE, "status": "PENDING", "completed_at": None}
    script = Script(ok(pending), ok(pending), ok(CLOCK_MOVE))
    assert Clock(client(script)).advance(months=1).status == "COMPLETED"
    with pytest.raises(TimeoutError, match="still moving"):
        Clock(client(Script(ok(pending))), timeout=0).advance(months=1)
    with pytest.raises(RuntimeError, match="CANCELLED"):
        Clock(client(Script(ok({**CLOCK_MOVE, "status": "CANCELLED"})))).advance(months=1)


def test_the_clock_of_a_real_bank_stands_moves_runs_and_stops(bank: BankClient, clock: Clock) -> None:
    start = datetime.datetime(2026, 1, 15, 9, 30, tzinfo=datetime.UTC)
    assert (clock.now, clock.is_frozen) == (start, True)
    clock.advance(months=1)
    assert clock.now == datetime.datetime(2026, 2, 15, 9, 30, tzinfo=datetime.UTC)
    clock.next_business_day()
    assert clock.now.date() == datetime.date(2026, 2, 17), "the 16th is Presidents' Day"
    clock.run()
    assert not clock.is_frozen
    clock.freeze()
    assert clock.is_frozen
    with pytest.raises(errors.ClockWouldGoBack):
        clock.advance_to(start)


# Faults ------------------------------------------------------------------------------------------


def test_faults_meet_the_calls_they_name_and_are_lifted(bank: BankClient) -> None:
    faults = Faults(bank)
    slow = faults.latency("listCustomers", ms=150, times=1)
    began = time.monotonic()
    bank.customers.list_customers()
    assert time.monotonic() - began >= 0.15
    assert bank.simulations.get_fault(slow.fault_id).status == "EXHAUSTED"
    broken = faults.error("listAccounts", status=500, times=None)
    impatient = BankClient(bank.bank_id, bank.api_key, bank.base_url, max_retries=0)
    with pytest.raises(errors.APIStatusError) as refusal:
        impatient.accounts.list_accounts()
    assert refusal.value.status == 500
    faults.lift(broken)
    impatient.accounts.list_accounts()
    faults.webhooks_lost("account.*")
    faults.lift_all()
    assert {fault.status for fault in bank.simulations.list_faults()} == {"LIFTED"}
    faults.lift_all()


def test_a_lost_answer_did_its_work_once(bank: BankClient, faults: Faults) -> None:
    faults.timeout_after_commit("createCustomer")
    customer = bank.customers.create_customer(
        customer_type="BUSINESS", legal_name="Engines", registration_number="1", email="a@engines.example"
    )
    assert [one.customer_id for one in bank.customers.list_customers()] == [customer.customer_id]


def test_every_fault_is_declared_with_its_kind(bank: BankClient, faults: Faults) -> None:
    declared = [
        faults.webhooks_doubled(times=2),
        faults.webhooks_late(ms=50),
        faults.webhooks_lost("account.opened", rate=0.5),
        faults.webhooks_out_of_order("account.*"),
    ]
    assert [fault.kind.removeprefix("WEBHOOK_") for fault in declared] == ["DOUBLED", "LATE", "LOST", "OUT_OF_ORDER"]
    assert [fault.rate_bps for fault in declared] == [10_000, 10_000, 5_000, 10_000]
    assert declared[0].remaining == 2
    with pytest.raises(ValueError, match="rate"):
        faults.latency(rate=0)


# The books ---------------------------------------------------------------------------------------


def books(*, debits: int = 10, credits: int = 10, account: int = 10, ledger: int = 10) -> Any:
    """A bank with one account, as far as the proof reads it."""
    currency = Made(currency="USD", total_debits_cents=debits, total_credits_cents=credits)
    return Made(
        ledger=Made(
            get_trial_balance=lambda: Made(currencies=[currency]),
            list_ledger_accounts=lambda limit: [
                Made(account_id=None, currency="USD", balance_cents=credits),
                Made(account_id="acct_1", currency="USD", balance_cents=ledger),
            ],
        ),
        accounts=Made(
            list_accounts=lambda limit: [
                Made(account_id="acct_1", currency="USD", posted_balance_cents=account),
                Made(account_id="acct_2", currency="USD", posted_balance_cents=0),
            ]
        ),
    )


def test_books_that_balance_are_silent_and_others_come_as_a_table() -> None:
    assert_books_balance(books())
    with pytest.raises(AssertionError) as failure:
        assert_books_balance(books(debits=1_234_567, account=7))
    assert str(failure.value).splitlines() == [
        "The books do not balance.",
        "WHERE          CURRENCY  WHAT                      CENTS  DIFFERENCE",
        "trial balance  USD       debits, credits  1,234,567 / 10  +1,234,557",
        "acct_1         USD       account, ledger          7 / 10          -3",
    ]


# Webhooks ----------------------------------------------------------------------------------------


class Sender:
    """An inbox, and a bank of a few lines that sends to it."""

    def __init__(self) -> None:
        endpoint = Made(webhook_endpoint_id="whe_1", secret=SECRET)
        self.asked: dict[str, Any] = {}
        self.bank: Any = Made(webhooks=Made(create_webhook_endpoint=lambda **how: self.asked.update(how) or endpoint))
        self.inbox = WebhookInbox(self.bank, include=["account"])

    def send(self, type: str, secret: str = SECRET, **data: Any) -> int:
        event = {
            "event_id": f"evt_{type}",
            "type": type,
            "created_at": "2026-01-15T09:30:00.000000Z",
            "resource_id": f"acct_{ID}",
            "data": data,
            "previous": {},
        }
        body = json.dumps(event).encode()
        return httpx.post(self.inbox.url, content=body, headers=signed(body, secret, time.time())).status_code


@pytest.fixture
def sender() -> Iterator[Sender]:
    made = Sender()
    with made.inbox:
        yield made


def test_an_inbox_registers_itself_and_gives_what_comes_once_each(sender: Sender) -> None:
    assert sender.asked["url"] == sender.inbox.url
    assert (sender.asked["event_types"], sender.asked["include"]) == (["*"], ["account"])
    threading.Timer(0.1, lambda: [sender.send("account.opened", number=number) for number in (1, 2)]).start()
    assert sender.inbox.expect("account.opened").data["number"] == 1
    assert sender.inbox.expect("account.*", where=lambda event: event.data["number"] == 2).resource_id == f"acct_{ID}"
    assert [event.data["number"] for event in sender.inbox.all("account.opened")] == [1, 2]
    with pytest.raises(AssertionError, match=r"(?s)No account\.opened came within 0\.05 s.*\(expected before\)"):
        sender.inbox.expect("account.opened", within=0.05)
    sender.inbox.clear()
    with pytest.raises(AssertionError, match="Nothing came at all"):
        sender.inbox.expect("*", within=0)


def test_an_inbox_can_wait_for_nothing(sender: Sender) -> None:
    sender.inbox.none("account.closed", within=0.05)
    sender.send("account.closed", status="CLOSED")
    with pytest.raises(AssertionError, match=r"account\.\* that fits came, and none should have"):
        sender.inbox.none("account.*", where=lambda event: event.data["status"] == "CLOSED")


def test_an_inbox_answers_as_it_is_told(sender: Sender) -> None:
    sender.inbox.respond_with(503, times=2)
    assert [sender.send("account.opened") for _ in range(3)] == [503, 503, 200]
    sender.inbox.respond_with(410)
    assert [sender.send("account.opened") for _ in range(2)] == [410, 410]
    assert [delivery.status for delivery in sender.inbox.deliveries] == [503, 503, 200, 410, 410]


def test_what_was_not_signed_with_its_secret_is_refused_and_told(sender: Sender) -> None:
    assert sender.send("account.opened", secret="whsec_AAAA") == 400
    with pytest.raises(AssertionError, match="refused: No signature fits"):
        sender.inbox.expect("account.opened", within=0.05)


def test_an_inbox_hands_deliveries_to_the_program_under_test(sender: Sender) -> None:
    handed: list[tuple[bytes, str]] = []

    def handler(body: bytes, headers: Any) -> None:
        handed.append((body, headers["webhook-id"]))
        if len(handed) > 1:
            raise KeyError("oops")

    sender.inbox.hand_to(handler)
    assert sender.send("account.opened") == 200
    assert sender.inbox.expect("account.opened").resource_id in handed[0][0].decode()
    assert handed[0][1] == f"evt_{ID}"
    assert sender.send("account.closed") == 500
    with pytest.raises(AssertionError, match="the handler raised KeyError"):
        sender.inbox.expect("account.suspended", within=0)
    sender.inbox.respond_with(503, times=1)
    sender.send("account.closed")
    assert len(handed) == 2


def test_what_could_not_be_delivered_is_sent_again_at_once(sender: Sender) -> None:
    counts = iter([0, 0, 2])
    sender.bank.webhooks.deliver_webhooks_now = lambda _: Made(due_count=next(counts, 0))
    assert sender.inbox.deliver_now() == 2
    with pytest.raises(AssertionError, match=r"No delivery waited to be sent again within 0\.05 s"):
        sender.inbox.deliver_now(within=0.05)


def test_a_real_bank_sends_its_events_to_the_inbox(bank: BankClient, webhook_inbox: WebhookInbox) -> None:
    customer = bank.customers.create_customer(
        customer_type="BUSINESS", legal_name="Engines", registration_number="1", email="a@engines.example"
    )
    event = webhook_inbox.expect("customer.created", where=lambda event: event.resource_id == customer.customer_id)
    assert event == bank.events.get_event(event.event_id)
    delivery = webhook_inbox.deliveries[0]
    endpoint = bank.webhooks.get_webhook_endpoint(webhook_inbox.webhook_endpoint_id)
    again = bank.webhooks.unwrap(delivery.body, delivery.headers, public_key=endpoint.public_key)
    assert again == delivery.event
