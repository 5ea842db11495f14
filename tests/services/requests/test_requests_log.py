"""GET /requests: every call that was made, found again, with nothing personal in it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import apsw
import pytest

from sandbox.gateway import recorder as recording
from sandbox.services.requests import log as logging
from sandbox.services.requests import verify as verifying
from sandbox.services.requests.verify import verify_request_log
from tests.services.api import Api
from tests.services.builders import make_account, make_customer


async def logged(api: Api, **query: Any) -> list[dict[str, Any]]:
    """The log, once everything that was noted so far is in it."""
    await api.world.host.recorder.written(api.bank)
    found: list[dict[str, Any]] = api.ok(await api.get("/requests", **{"limit": 100, **query}))
    return found


async def test_every_call_is_there_with_what_came_of_it(api: Api) -> None:
    account = await make_account(api)
    reply = await api.post("/transactions/deposit", {
        "account_id": account["account_id"], "amount_cents": 7_00, "currency": "USD", "method": "CASH"},
        key="wage", traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )  # fmt: skip
    (line,) = await logged(api, operation_id="createDeposit")
    assert line["request_id"] == reply.headers["request-id"]
    assert (line["method"], line["path"], line["status_code"]) == ("POST", "/transactions/deposit", 202)
    assert line["correlation_id"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert line["idempotency_key"] == "wage"
    assert line["request_body"]["amount_cents"] == 7_00
    assert line["response_body"]["status"] == "PENDING"
    assert line["duration_us"] > 0
    assert line["api_key_id"] == api.ok(await api.get("/users/me"))["user_id"]
    assert api.ok(await api.get(f"/requests/{line['request_id']}")) == line


async def test_refusals_replays_and_wrong_paths_are_there_too(api: Api) -> None:
    account = await make_account(api)
    body = {"account_id": account["account_id"], "amount_cents": 1, "currency": "USD", "method": "CASH"}
    for _ in range(2):
        await api.post("/transactions/deposit", body, key="same")
    await api.get("/accounts/acct_nothing")
    await api.get("/nowhere")
    viewer = await api.with_scopes("customers:read")
    await viewer.get("/accounts")
    replays = [line["is_replayed"] for line in await logged(api, idempotency_key="same", order="asc")]
    assert replays == [False, True]
    refused = {line["code"]: line for line in await logged(api) if line["code"]}
    assert {"not_found", "insufficient_scope"} <= refused.keys()
    assert [line["path"] for line in await logged(api, status_code=404)] == ["/accounts/acct_nothing"]


async def test_a_call_without_a_key_is_logged_with_the_platform(api: Api) -> None:
    await api.without_key().get("/customers")
    recorder = api.world.host.recorder
    await recorder.written(api.world.host.platform)
    rows = api.world.host.platform.edge.rows("SELECT path, status_code, code FROM requests")
    assert ("/customers", 401, "unauthenticated") in [tuple(row) for row in rows]


async def test_is_searched_by_words(api: Api) -> None:
    await make_account(api)
    await api.get("/accounts/acct_nothing")
    assert {line["operation_id"] for line in await logged(api, q="not_found")} == {"getAccount"}
    assert {line["operation_id"] for line in await logged(api, q="OPENACC accounts")} == {"openAccount"}
    assert await logged(api, q="no such words") == []


async def test_is_filtered_by_key_and_several_filters_hold_together(api: Api) -> None:
    viewer = await api.with_scopes("customers:read")
    await viewer.get("/customers")
    await viewer.get("/accounts")
    await api.get("/customers")
    key_id = next(key["api_key_id"] for key in api.ok(await api.get("/api_keys")) if key["name"] == "Scoped")
    assert [line["operation_id"] for line in await logged(api, api_key_id=key_id)] == ["listAccounts", "listCustomers"]
    (line,) = await logged(api, api_key_id=key_id, status_code=403, q="insufficient")
    assert line["operation_id"] == "listAccounts"
    found = await logged(api, **{"created_at.gte": line["created_at"], "operation_id": "listCustomers"})
    assert key_id not in {one["api_key_id"] for one in found}
    assert found
    earlier = await logged(api, **{"created_at.lt": line["created_at"], "operation_id": "listCustomers"})
    assert [one["api_key_id"] for one in earlier] == [key_id]


async def test_pages_lead_through_all_of_it(api: Api) -> None:
    for _ in range(7):
        await api.get("/customers")
    whole = await logged(api, operation_id="listCustomers")
    seen: list[Any] = []
    path, query = "/requests", {"limit": 3, "operation_id": "listCustomers"}
    while path:
        reply = await api.request("GET", path, query=query)
        seen += api.ok(reply)
        path = reply.headers.get("link", "").partition("<")[2].partition(">")[0].removeprefix("/v1")
        query = {}
    assert seen == whole
    oldest = await logged(api, operation_id="listCustomers", order="asc", limit=2)
    assert oldest == [whole[-1], whole[-2]]
    assert await logged(api, **{"operation_id": "listCustomers", "created_at.gte": "2099-01-01T00:00:00Z"}) == []


async def test_nothing_personal_or_secret_is_kept(api: Api) -> None:
    await make_customer(api, first_name="Canary", email="canary@example.com", national_id="900-77-7777")
    await api.post("/api_keys", {"name": "Spare", "scopes": ["accounts:read"]})
    lines = await logged(api)
    (created,) = [line for line in lines if line["operation_id"] == "createCustomer"]
    assert created["request_body"]["first_name"] == "[personal]"
    assert created["request_body"]["customer_type"] == "INDIVIDUAL"
    (key,) = [line for line in lines if line["operation_id"] == "createApiKey"]
    assert key["response_body"]["secret"] == "[secret]"
    text = json.dumps(lines)
    edge = api.bank.edge.path
    raw = edge.read_bytes() + edge.with_name(edge.name + "-wal").read_bytes()
    for canary in ("Canary", "canary@example.com", "900-77-7777", api.token or "-"):
        assert canary not in text
        assert canary.encode() not in raw


async def test_a_refused_body_and_a_query_leave_nothing_personal_either(api: Api) -> None:
    await api.post("/customers", {
        "customer_type": "INDIVIDUAL", "first_name": ["Canary"], "email": "canary-no-address", "nickname": "Canary"},
    )  # fmt: skip
    await api.get("/customers", email="canary@example.com")
    await api.get("/customers", surname="Canary")
    lines = await logged(api)
    (refused,) = [line for line in lines if line["operation_id"] == "createCustomer"]
    assert {error["pointer"] for error in refused["response_body"]["errors"]} >= {"/email", "/first_name"}
    assert refused["request_body"]["nickname"] == "[unknown]"
    assert {line["query"] for line in lines if line["operation_id"] == "listCustomers"} == {
        "email=[personal]",
        "surname=[unknown]",
    }
    edge = api.bank.edge.path
    raw = edge.read_bytes() + edge.with_name(edge.name + "-wal").read_bytes()
    assert b"canary" not in raw.lower()


async def test_another_bank_sees_none_of_it(api: Api) -> None:
    await api.get("/customers")
    other = await api.another_bank()
    (line, *_) = await logged(api)
    assert (await other.get(f"/requests/{line['request_id']}")).code == "not_found"
    assert line["request_id"] not in {one["request_id"] for one in await logged(other)}


async def test_what_could_not_be_kept_is_counted(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "MOST_PENDING", 3)
    await api.world.host.recorder.written(api.bank)
    for _ in range(10):
        await api.get("/customers")
    dropped = [line["path"] for line in await logged(api) if line["method"] == "LOG"]
    assert dropped
    assert (
        sum(int(path.rpartition("/")[2]) for path in dropped) + len(await logged(api, operation_id="listCustomers"))
        == 10
    )


async def test_a_failed_write_is_counted_and_the_log_goes_on(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = api.world.host.recorder
    await recorder.written(api.bank)
    write, is_full = api.bank.edge.write, True

    async def refused(*statements: Any) -> None:
        if is_full:
            raise apsw.FullError("the disk is full")
        await write(*statements)

    monkeypatch.setattr(api.bank.edge, "write", refused)
    for _ in range(4):
        await api.get("/customers")
    await recorder.written(api.bank)
    is_full = False
    await recorder.written(api.bank)
    assert [line["path"] for line in await logged(api) if line["method"] == recording.DROPPED] == ["/dropped/4"]
    await close(api)
    assert findings(api) == []


async def test_calls_during_a_write_are_not_lost_when_the_bank_is_closed(api: Api) -> None:
    recorder = api.world.host.recorder
    for _ in range(5):
        await api.get("/customers")
    writing = asyncio.create_task(recorder.written(api.bank))
    await asyncio.sleep(0)
    for _ in range(5):
        await api.get("/customers")
    await close(api)
    await writing
    count = apsw.Connection(str(api.bank.edge.path)).execute(
        "SELECT count(*) FROM requests WHERE operation_id='listCustomers'"
    )
    assert count.get == 10
    assert findings(api) == []


async def test_the_newest_rows_are_kept_and_the_rest_is_still_proved(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((logging, "MOST_ROWS"), (verifying, "MOST_ROWS")):
        monkeypatch.setattr(module, name, 10)
    monkeypatch.setattr(logging, "TRIM_EVERY", 1)
    monkeypatch.setattr(logging, "SIGN_EVERY", 4)
    for _ in range(9):
        for _ in range(3):
            await api.get("/customers")
        await api.world.host.recorder.written(api.bank)
    assert len(await logged(api)) == 10
    await close(api)
    assert findings(api) == []
    tamper(api, "DELETE FROM requests WHERE seq < (SELECT max(seq) - 5 FROM requests)")
    assert findings(api)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE requests SET status_code=500 WHERE seq=2", "requests 2 to 2 are not those that were logged"),
        ("UPDATE requests SET seq=1000 WHERE seq=5", "requests 5 to 5 are not those that were logged"),
        ("DELETE FROM requests WHERE seq <= 3", "requests 1 to 1 are not those that were logged"),
        ("DELETE FROM requests", "requests 5 to 5 are not those that were logged"),
        ("INSERT INTO requests (request_id) VALUES ('req_x')", "1 requests from 6 on were never logged"),
        ("DELETE FROM request_leaves WHERE leaf=3", "leaf 3 of the request log is missing"),
        ("DELETE FROM request_leaves WHERE leaf=5", "leaves after 4 of the request log are missing, and a checkpoint "
         "knows them"),
        ("UPDATE request_leaves SET first_seq=2 WHERE leaf=3", "leaf 3 of the request log begins at 2, not at 3"),
        ("UPDATE request_leaves SET hash=lower(hex(zeroblob(32))) WHERE leaf=1",
         "checkpoint 5 of the request log is about another log"),
        ("UPDATE request_meta SET value='99' WHERE name='next_seq'",
         "the request log's tree is not the one that was written"),
        ("UPDATE request_checkpoints SET signature=lower(hex(zeroblob(64)))",
         "checkpoint 5 of the request log is not signed by this bank"),
    ],
)  # fmt: skip
async def test_the_log_proves_itself_and_tells_what_was_changed(api: Api, change: str, told: str) -> None:
    for _ in range(5):
        await api.get("/customers")
        await api.world.host.recorder.written(api.bank)
    await close(api)
    assert findings(api) == []
    tamper(api, change)
    assert told in findings(api)


async def test_a_log_is_proved_beside_the_running_server(api: Api) -> None:
    assert findings(api) == []
    for _ in range(20):
        await api.get("/customers")
        await api.world.host.recorder.written(api.bank)
        assert findings(api) == []
    assert verify_request_log(api.bank.edge.path.with_name("none.db"), "bank_x", None)


async def close(api: Api) -> None:
    await api.world.host.directory.close_bank(api.bank.bank_id)


def findings(api: Api) -> list[str]:
    key = api.bank.vault.signing_key.public_key().public_bytes_raw()
    return verify_request_log(api.bank.edge.path, api.bank.bank_id, key)


def tamper(api: Api, change: str) -> None:
    connection = apsw.Connection(str(api.bank.edge.path))
    connection.execute(change)
    connection.close()
