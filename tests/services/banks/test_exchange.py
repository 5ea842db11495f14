"""GET /banks/{bankId}/export and POST /banks/import: banks as files and as lines."""

from __future__ import annotations

import json
from typing import Any

import apsw
import pytest

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, pay_in, transfer

OCTETS = {"Content-Type": "application/octet-stream"}


async def exported(api: Api, **query: str) -> bytes:
    reply = await api.get(f"/banks/{api.bank.bank_id}/export", **query)
    assert reply.status == 200
    assert reply.headers["content-type"] == "application/octet-stream"
    content: bytes = reply.body
    assert not [*(api.world.path / "banks").glob("*.new")]
    return content


async def imported(api: Api, content: bytes, **query: str) -> Api:
    reply = await api.request("POST", "/banks/import", raw=content, query=query, headers=OCTETS)
    return await api.of_bank(api.ok(reply))


async def test_a_bank_that_is_exported_and_imported_is_the_same_bank(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    customer = await make_customer(api, national_id="900-11-1111")
    copy = await imported(api, await exported(api), name="Copy")
    shown = api.ok(await copy.get(f"/banks/{copy.bank.bank_id}"))
    assert (shown["name"], shown["seed"]) == ("Copy", "1")
    assert await balances(copy, account) == (100_00, 0, 100_00)
    assert api.ok(await copy.get(f"/customers/{customer['customer_id']}")) == customer
    await pay_in(copy, account, 1_00)
    assert (await balances(api, account))[2] == 100_00


async def test_a_bank_keeps_its_country_and_currency(api: Api) -> None:
    made = api.ok(await api.post("/banks", {"name": "Euro", "country": "DE", "home_currency": "EUR"}))
    euro = await api.of_bank(made)
    copy = await imported(api, await exported(euro))
    shown = api.ok(await copy.get(f"/banks/{copy.bank.bank_id}"))
    assert (shown["country"], shown["home_currency"]) == ("DE", "EUR")


async def test_the_people_of_somebody_elses_bank_stay_unreadable(api: Api) -> None:
    customer = await make_customer(api, first_name="Grace", national_id="900-11-1111")
    content = await exported(api)
    assert b"Grace" not in content
    thief = await api.another_bank()
    copy = await imported(thief, content)
    reply = await copy.get(f"/customers/{customer['customer_id']}")
    assert reply.status == 200
    assert "Grace" not in json.dumps(reply.body)
    assert customer["email"] not in json.dumps(reply.body)
    # Their own people are theirs to read, and nobody else's keys are touched.
    await make_customer(copy)
    assert api.ok(await api.get(f"/customers/{customer['customer_id']}")) == customer


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "flipped", "newer", "foreign"])
async def test_a_file_that_is_no_whole_bank_is_refused_and_leaves_nothing(api: Api, damage: str, tmp_path: Any) -> None:
    await make_account(api, cents=100_00)
    content = bytearray(await exported(api))
    if damage == "empty":
        content = bytearray()
    elif damage == "text":
        content = bytearray(b"this is no bank" * 100)
    elif damage == "cut":
        content = content[: len(content) // 2]
    elif damage == "flipped":
        content[content.index(b"Deposit TXN-") + 1] ^= 1
    else:
        path = tmp_path / "altered.db"
        path.write_bytes(content)
        connection = apsw.Connection(str(path))
        connection.execute("PRAGMA user_version=99" if damage == "newer" else "PRAGMA application_id=7").fetchall()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.close()
        content = bytearray(path.read_bytes())
    reply = await api.request("POST", "/banks/import", raw=bytes(content), headers=OCTETS)
    assert (reply.status, reply.code) == (422, "import_unusable"), damage
    assert len(api.ok(await api.get("/banks"))) == 1
    left = [path for folder in ("banks", "uploads") for path in (api.world.path / folder).glob("*")]
    assert [path.name for path in left if api.bank.bank_id not in path.name] == []


async def test_an_import_is_octets(api: Api) -> None:
    reply = await api.request("POST", "/banks/import", {"file": "x"})
    assert (reply.status, reply.code) == (415, "unsupported_media_type")


async def test_an_import_with_a_key_is_made_once(api: Api) -> None:
    content = await exported(api)
    replies = [await api.request("POST", "/banks/import", raw=content, key="copy", headers=OCTETS) for _ in range(2)]
    assert replies[0].body["bank_id"] == replies[1].body["bank_id"]
    assert len(api.ok(await api.get("/banks"))) == 2
    other = await api.request("POST", "/banks/import", raw=content + b"x", key="copy", headers=OCTETS)
    assert (other.status, other.code) == (422, "idempotency_key_reused")


async def test_canonical_lines_are_the_same_for_the_same_script_on_the_same_seed(api: Api) -> None:
    body = {"name": "Seeded", "seed": "5", "starts_at": "2026-01-01T00:00:00Z"}
    exports = []
    for _ in range(2):
        bank = await api.of_bank(api.ok(await api.post("/banks", body)))
        holder = await make_customer(bank, last_name="Lovelace", email="ada@example.com")
        first = await make_account(bank, holder, cents=500_00)
        second = await make_account(bank, holder, account_type="SAVINGS", interest_rate_bps=365)
        await transfer(bank, first, second, 100_00)
        await bank.advance(days=40)
        exports.append(await exported(bank, format="CANONICAL"))
    assert exports[0] == exports[1]
    lines = [json.loads(line) for line in exports[0].splitlines()]
    assert {line["type"] for line in lines} == {"bank", "record", "entry", "event", "effect"}
    assert b"ada@example.com" not in exports[0]
    await make_customer(bank)
    assert await exported(bank, format="CANONICAL") != exports[0]
