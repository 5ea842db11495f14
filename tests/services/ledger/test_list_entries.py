"""GET /ledger/entries."""

from __future__ import annotations

import base64
from typing import Any

from tests.services.api import Api, Reply
from tests.services.builders import make_account, transfer


async def next_page(api: Api, reply: Reply) -> Reply | None:
    link = reply.headers.get("link")
    return None if link is None else await api.get(link.partition(">")[0].removeprefix("</v1"))


async def pages(api: Api, **query: Any) -> list[dict[str, Any]]:
    """Every entry, by following the links."""
    found: list[dict[str, Any]] = []
    reply: Reply | None = await api.get("/ledger/entries", **query)
    while reply is not None:
        found += api.ok(reply)
        reply = await next_page(api, reply)
    return found


async def ledger_account_of(api: Api, account: dict[str, Any]) -> str:
    [found] = api.ok(await api.get("/ledger/accounts", account_id=account["account_id"]))
    return str(found["ledger_account_id"])


async def test_the_entries_of_an_account_add_up_to_its_balance(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    for cents in (10, 20, 30):
        await transfer(api, source, destination, cents)
    ledger_account_id = await ledger_account_of(api, source)
    entries = await pages(api, ledger_account_id=ledger_account_id, order="asc")
    assert [entry["sequence"] for entry in entries] == list(range(1, 9))
    balance = 0
    for entry in entries:
        if not entry["is_pending"]:
            balance += entry["amount_cents"] if entry["direction"] == "CREDIT" else -entry["amount_cents"]
        assert entry["balance_after_cents"] == balance
        assert entry["ledger_account_id"] == ledger_account_id
    assert balance == 940
    newest_first = await pages(api, ledger_account_id=ledger_account_id)
    assert newest_first == entries[::-1]


async def test_pages_of_any_size_give_every_entry_once(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    for cents in range(1, 9):
        await transfer(api, source, destination, cents)
    ledger_account_id = await ledger_account_of(api, destination)
    for query in ({}, {"ledger_account_id": ledger_account_id}):
        for order in ("asc", "desc"):
            whole = await pages(api, limit=100, order=order, **query)
            assert len({entry["entry_id"] for entry in whole}) == len(whole) == (16 if query else 36)
            for limit in (1, 2, 3, 7):
                assert await pages(api, limit=limit, order=order, **query) == whole
            numbered = [
                entry
                for page in range(1, 20)
                for entry in api.ok(await api.get("/ledger/entries", limit=3, page=page, order=order, **query))
            ]
            assert numbered == whole


async def test_a_cursor_is_stable_while_more_is_posted(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    await transfer(api, source, destination, 5)
    whole = await pages(api)
    first = await api.get("/ledger/entries", limit=3)
    await transfer(api, source, destination, 6)
    second = await next_page(api, first)
    assert second is not None
    third = await next_page(api, second)
    assert [*api.ok(first), *api.ok(second), *(api.ok(third) if third else [])] == whole


async def test_the_whole_bank_in_both_orders_is_the_same_journal(api: Api) -> None:
    source, destination = await make_account(api, cents=1_000), await make_account(api)
    await transfer(api, source, destination, 5)
    assert await pages(api, order="asc", limit=2) == (await pages(api, limit=3))[::-1]


async def test_the_entries_of_one_ledger_transaction(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    ledger_account_id = await ledger_account_of(api, account)
    # A deposit reserves, then posts.
    entry, _ = await pages(api, ledger_account_id=ledger_account_id)
    journal = api.ok(await api.get(f"/ledger/transactions/{entry['ledger_transaction_id']}"))
    query = {"ledger_transaction_id": journal["ledger_transaction_id"]}
    assert await pages(api, limit=1, order="asc", **query) == journal["entries"]
    assert await pages(api, limit=1, ledger_account_id=ledger_account_id, **query) == [entry]


async def test_unknown_ids_give_an_empty_page(api: Api) -> None:
    await make_account(api, cents=1_000)
    for query in (
        {"ledger_account_id": "lacc_none"},
        {"ledger_transaction_id": "ltxn_none"},
        {"ledger_account_id": "lacc_none", "ledger_transaction_id": "ltxn_none"},
    ):
        assert await pages(api, **query) == []


async def test_refuses_a_cursor_it_did_not_give(api: Api) -> None:
    account = await make_account(api, cents=1_000)
    one = {"ledger_account_id": await ledger_account_of(api, account)}
    strange = [
        base64.urlsafe_b64encode(text).decode().rstrip("=")
        for text in (b"ltxn_none", b"1", b"1.x", b"ltxn_" + b"z" * 26 + b".-1", b"9" * 30 + b".1")
    ]
    for query in ({}, one):
        for cursor in ("%%%", *strange):
            reply = await api.get("/ledger/entries", cursor=cursor, **query)
            assert (reply.status, reply.code) == (400, "invalid_cursor"), (query, cursor)
    reply = await api.get("/ledger/entries", cursor="YQ", page=1)
    assert (reply.status, reply.code) == (400, "conflicting_pagination")
