"""What a test suite needs of a bank: its clock, its webhooks, its faults, and the proof of its books.

The fixtures of `sandbank.pytest_plugin` give these; without pytest, make them from a client:

    from sandbank.testing import Clock, assert_books_balance

    Clock(bank).advance(months=1)
    assert_books_balance(bank)
"""

from __future__ import annotations

from sandbank.testing.books import assert_books_balance
from sandbank.testing.clock import Clock
from sandbank.testing.faults import Faults
from sandbank.testing.forks import BankClient
from sandbank.testing.inbox import Delivery, WebhookInbox
from sandbank.testing.server import BankServer

__all__ = ["BankClient", "BankServer", "Clock", "Delivery", "Faults", "WebhookInbox", "assert_books_balance"]
