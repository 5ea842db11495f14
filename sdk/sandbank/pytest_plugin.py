"""Fixtures of pytest: a bank of its own for every test, with its clock, its webhooks and its faults.

    def test_interest_is_posted_monthly(bank, clock):
        …
        clock.advance(months=1)

Loading this costs nothing: the client is imported by the first test that uses a bank. Each `bank` is a fork
of `sandbank_template`, which a suite overrides to fill it. See: docs/guides/testing.md, sandbank/testing/.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sandbank import AsyncSandbank
    from sandbank.testing import BankClient, BankServer, Clock, Faults, WebhookInbox
    from sandbank.testing.forks import Forks

_BANK: pytest.StashKey[tuple[Forks, BankClient]] = pytest.StashKey()
_HAS_FAILED: pytest.StashKey[bool] = pytest.StashKey()
_TOLD: pytest.StashKey[str] = pytest.StashKey()
_UNBALANCED = "sandbank_unbalanced"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--sandbank-keep`."""
    group = parser.getgroup("sandbank", "a bank for every test")
    group.addoption("--sandbank-keep", action="store_true", help="leave the banks of tests that failed")


def pytest_configure(config: pytest.Config) -> None:
    """The mark of tests that leave the books out of balance on purpose."""
    config.addinivalue_line("markers", f"{_UNBALANCED}: do not check that the books balance after this test")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell about the bank of a test that failed, while it is still there."""
    found = yield
    if found.failed:
        item.stash[_HAS_FAILED] = True
        told = _told(item)
        if told:
            found.sections.append(("sandbank", told))
    return found


def _told(item: pytest.Item) -> str:
    """What to know about a test's bank: asked of the bank, or what was noted when it went."""
    if _BANK not in item.stash:
        return item.stash.get(_TOLD, "")
    from sandbank.testing.forks import report

    forks, bank = item.stash[_BANK]
    return report(bank, forks.server, is_kept=bool(item.config.getoption("sandbank_keep")))


@pytest.fixture(scope="session")
def sandbank_server(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[BankServer]:
    """The server: the one that SANDBANK_BASE_URL and SANDBANK_API_KEY name, or one for this run alone.

    With pytest-xdist all workers share it.
    """
    from sandbank.testing.server import NoServer, running_server

    is_shared = hasattr(request.config, "workerinput")
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if is_shared else base) / "sandbank"
    with contextlib.ExitStack() as stack:
        try:
            server = stack.enter_context(running_server(folder, is_shared=is_shared))
        except NoServer as error:
            pytest.fail(str(error), pytrace=False)
        yield server


@pytest.fixture(scope="session")
def _sandbank_forks(sandbank_server: BankServer) -> Iterator[Forks]:
    from sandbank.testing.forks import Forks

    forks = Forks(sandbank_server)
    try:
        yield forks
    finally:
        forks.close()


@pytest.fixture(scope="session")
def sandbank_template(_sandbank_forks: Forks) -> Iterator[BankClient]:
    """The bank that every test's bank begins as: empty, its clock standing at 2026-01-15T09:30:00Z.

    Override it to fill it; give a client of a bank, or the id of one that the server's key may fork.
    """
    template = _sandbank_forks.create_template()
    try:
        yield template
    finally:
        _sandbank_forks.delete(template)


@pytest.fixture
def _sandbank_fork(
    request: pytest.FixtureRequest, _sandbank_forks: Forks, sandbank_template: Any
) -> Iterator[BankClient]:
    item = request.node
    bank = _sandbank_forks.fork(sandbank_template, item.nodeid[-200:])
    item.stash[_BANK] = _sandbank_forks, bank
    try:
        yield bank
        if item.get_closest_marker(_UNBALANCED) is None:
            from sandbank.testing.books import assert_books_balance

            assert_books_balance(bank)
    except BaseException:
        # This failure is reported when the bank is gone.
        item.stash[_HAS_FAILED], item.stash[_TOLD] = True, _told(item)
        raise
    finally:
        del item.stash[_BANK]
        if request.config.getoption("sandbank_keep") and item.stash.get(_HAS_FAILED, False):
            _sandbank_forks.keep(bank)
        else:
            _sandbank_forks.delete(bank)


@pytest.fixture
def bank(_sandbank_fork: BankClient) -> BankClient:
    """A bank for this test alone. Its books are proven when the test is over."""
    return _sandbank_fork


@pytest.fixture
def async_bank(_sandbank_fork: BankClient, _sandbank_forks: Forks) -> AsyncSandbank:
    """The same bank, for asyncio."""
    return _sandbank_forks.asynchronous(_sandbank_fork)


@pytest.fixture
def clock(bank: Any) -> Clock:
    """The bank's clock."""
    from sandbank.testing.clock import Clock

    return Clock(bank)


@pytest.fixture
def webhook_inbox(bank: Any) -> Iterator[WebhookInbox]:
    """An endpoint that the bank sends all its events to, from now on."""
    from sandbank.testing.inbox import WebhookInbox

    with WebhookInbox(bank) as inbox:
        yield inbox


@pytest.fixture
def faults(bank: Any) -> Iterator[Faults]:
    """The bank's faults, lifted when the test is over."""
    from sandbank.testing.faults import Faults

    declared = Faults(bank)
    try:
        yield declared
    finally:
        declared.lift_all()
