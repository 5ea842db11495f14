"""Pages: a list goes on to its end by links, and its key goes nowhere else."""

from __future__ import annotations

import pytest

from tests.sdk.stub import ACCOUNT, Script, async_client, client, ok

NEXT = '</v1/accounts?limit=2&cursor=abc>; rel="next"'


def test_a_list_goes_on_over_all_pages_by_their_links() -> None:
    second = '</v1/accounts?limit=2&cursor=abc>; rel="next"'
    script = Script(ok([ACCOUNT, ACCOUNT], Link=second), ok([ACCOUNT]))
    page = client(script).accounts.list_accounts(limit=2)
    assert (len(page.items), page.has_next) == (2, True)
    assert len(list(page)) == 3
    assert script.requests[1].url.query == b"limit=2&cursor=abc"
    with pytest.raises(LookupError):
        client(Script(ok([]))).accounts.list_accounts().next_page()


def test_one_page_can_be_had_alone() -> None:
    script = Script(ok([ACCOUNT], Link=NEXT), ok([ACCOUNT]))
    page = client(script).accounts.list_accounts(limit=2).next_page()
    assert (len(page.items), page.has_next) == (1, False)


def test_an_empty_page_in_the_middle_does_not_end_the_list() -> None:
    script = Script(ok([], Link=NEXT), ok([ACCOUNT]))
    assert len(list(client(script).accounts.list_accounts())) == 1


def test_nothing_is_fetched_before_it_is_needed() -> None:
    script = Script(ok([ACCOUNT, ACCOUNT], Link=NEXT))
    accounts = iter(client(script).accounts.list_accounts())
    next(accounts)
    next(accounts)
    assert len(script.requests) == 1


def test_a_link_to_another_host_does_not_get_the_key() -> None:
    elsewhere = '<http://elsewhere.test/v1/accounts?cursor=abc>; rel="next"'
    script = Script(ok([ACCOUNT], Link=elsewhere), ok([ACCOUNT]))
    list(client(script).accounts.list_accounts())
    assert {request.url.host for request in script.requests} == {"bank.test"}
    assert script.requests[1].url.query == b"cursor=abc"


async def test_the_asynchronous_list_does_the_same() -> None:
    script = Script(ok([ACCOUNT, ACCOUNT], Link=NEXT), ok([ACCOUNT]), ok([]))
    bank = async_client(script)
    page = await bank.accounts.list_accounts(limit=2)
    assert (len(page.items), page.has_next) == (2, True)
    assert len([account async for account in page]) == 3
    with pytest.raises(LookupError):
        await (await bank.accounts.list_accounts()).next_page()
