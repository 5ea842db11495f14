"""POST /banks/{bankId}/fork, /reset, /restore and snapshots: one world made from another."""

from __future__ import annotations

import asyncio

from tests.services.api import Api
from tests.services.builders import balances, make_account, make_customer, pay_in, transfer


async def test_a_fork_goes_its_own_way(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    fork = await api.fork(name="What if")
    assert await balances(fork, account) == await balances(api, account)
    await pay_in(fork, account, 50_00)
    assert (await balances(fork, account))[2] == 150_00
    assert (await balances(api, account))[2] == 100_00
    shown = api.ok(await fork.get(f"/banks/{fork.bank.bank_id}"))
    assert shown["forked_from"] == api.bank.bank_id
    assert shown["name"] == "What if"
    found = api.ok(await api.get("/banks", forked_from=api.bank.bank_id))
    assert [bank["bank_id"] for bank in found] == [fork.bank.bank_id]


async def test_a_fork_reads_the_people_it_was_copied_with(api: Api) -> None:
    customer = await make_customer(api, national_id="900-12-3456")
    fork = await api.fork()
    theirs = api.ok(await fork.get(f"/customers/{customer['customer_id']}"))
    assert theirs == customer
    assert api.ok(await fork.get("/customers", email=customer["email"]))[0]["customer_id"] == customer["customer_id"]


async def test_a_fork_never_gives_an_id_that_its_origin_gives(api: Api) -> None:
    fork = await api.fork()
    mine, theirs = await make_customer(api), await make_customer(fork)
    assert mine["customer_id"] != theirs["customer_id"]


async def test_keys_open_their_own_bank_only(api: Api) -> None:
    account = await make_account(api)
    fork = await api.fork()
    made = await make_account(fork)
    assert (await api.get(f"/accounts/{made['account_id']}")).status == 404
    assert (await fork.get(f"/accounts/{account['account_id']}")).status == 200


async def test_a_fork_keeps_its_clock_and_what_happens_next(api: Api) -> None:
    account = await make_account(api, cents=100_000_00, account_type="SAVINGS", interest_rate_bps=365)
    fork = await api.fork()
    assert api.ok(await fork.get("/simulations/clock")) == api.ok(await api.get("/simulations/clock"))
    await fork.advance(days=40)
    assert (await balances(fork, account))[2] > 100_000_00
    assert (await balances(api, account))[2] == 100_000_00


async def test_forks_of_one_bank_are_made_side_by_side(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    forks = await asyncio.gather(*(api.fork() for _ in range(8)))
    assert len({fork.bank.bank_id for fork in forks}) == 8
    for fork in forks:
        assert (await balances(fork, account))[2] == 100_00


async def test_a_snapshot_is_restored_clock_included(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    path = f"/banks/{api.bank.bank_id}"
    before = api.ok(await api.get("/simulations/clock"))
    snapshot = api.ok(await api.post(f"{path}/snapshots", {"name": "Before"}))
    assert snapshot["bank_now"] == before["now"]
    await pay_in(api, account, 900_00)
    await api.advance(days=10)
    restored = api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    assert restored["now"] == before["now"]
    again = await reopened(api)
    assert await balances(again, account) == (100_00, 0, 100_00)
    assert api.ok(await again.get("/simulations/clock"))["now"] == before["now"]
    await pay_in(again, account, 5_00)
    assert (await balances(again, account))[2] == 105_00


async def test_ids_after_a_restore_were_never_given_before(api: Api) -> None:
    path = f"/banks/{api.bank.bank_id}"
    snapshot = api.ok(await api.post(f"{path}/snapshots"))
    first = await make_customer(api)
    api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    again = await reopened(api)
    second = await make_customer(again)
    assert first["customer_id"] != second["customer_id"]


async def test_cursors_of_before_a_restore_are_stale(api: Api) -> None:
    await make_customer(api)
    path = f"/banks/{api.bank.bank_id}"
    snapshot = api.ok(await api.post(f"{path}/snapshots"))
    await make_customer(api)
    page = await api.get("/events", limit=1)
    event = page.body[0]["event_id"]
    cursor = page.headers["link"].partition("cursor=")[2].partition(">")[0]
    api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    again = await reopened(api)
    reply = await again.get("/events", limit=1, cursor=cursor)
    assert (reply.status, reply.code) == (410, "cursor_stale")
    reply = await again.request("GET", "/events/stream", headers={"Last-Event-ID": event})
    assert (reply.status, reply.code) == (410, "cursor_stale")


async def test_a_request_under_way_is_refused_when_the_bank_is_replaced(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    other = await make_account(api)
    path = f"/banks/{api.bank.bank_id}"
    snapshot = api.ok(await api.post(f"{path}/snapshots"))
    api.bank.store.retire()
    body = {
        "source_account_id": account["account_id"],
        "destination_account_id": other["account_id"],
        "amount_cents": 1,
        "currency": "USD",
    }
    reply = await api.post("/transactions/transfer", body)
    assert (reply.status, reply.code) == (503, "bank_replaced")
    assert reply.headers["retry-after"] == "1"
    api.bank.store.take_up()
    api.ok(await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]}))
    again = await reopened(api)
    assert (await transfer(again, account, other, 1))["status"] == "COMPLETED"


async def test_a_reset_bank_is_empty_and_keeps_its_keys(api: Api) -> None:
    await make_account(api, cents=100_00)
    path = f"/banks/{api.bank.bank_id}"
    emptied = api.ok(await api.post(f"{path}/reset", {"starts_at": "2026-01-15T09:30:00Z"}))
    assert emptied["seed"] == "1"
    again = await reopened(api)
    assert api.ok(await again.get("/accounts")) == []
    assert api.ok(await again.get("/events")) == []
    await make_account(again, cents=1_00)


async def test_the_same_seed_begins_the_same_ids_again(api: Api) -> None:
    path = f"/banks/{api.bank.bank_id}"
    ids = []
    for _ in range(2):
        api.ok(await api.post(f"{path}/reset", {"seed": "9", "starts_at": "2026-01-15T09:30:00Z"}))
        ids.append((await make_customer(await reopened(api)))["customer_id"])
    assert ids[0] == ids[1]


async def test_snapshots_are_listed_forked_from_and_deleted(api: Api) -> None:
    account = await make_account(api, cents=100_00)
    path = f"/banks/{api.bank.bank_id}"
    snapshot = api.ok(await api.post(f"{path}/snapshots", {"name": "Rich"}))
    await pay_in(api, account, 900_00)
    assert [one["snapshot_id"] for one in api.ok(await api.get(f"{path}/snapshots"))] == [snapshot["snapshot_id"]]
    fork = await api.fork(snapshot_id=snapshot["snapshot_id"])
    assert (await balances(fork, account))[2] == 100_00
    file = api.world.path / "snapshots" / f"{snapshot['snapshot_id']}.db"
    assert file.exists()
    assert (await api.delete(f"{path}/snapshots/{snapshot['snapshot_id']}")).status == 204
    assert not file.exists()
    assert api.ok(await api.get(f"{path}/snapshots")) == []
    reply = await api.post(f"{path}/restore", {"snapshot_id": snapshot["snapshot_id"]})
    assert (reply.status, reply.code) == (404, "not_found")
    reply = await api.delete(f"{path}/snapshots/{snapshot['snapshot_id']}")
    assert reply.status == 404


async def test_refuses_more_snapshots_than_the_quota(api: Api, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr("sandbox.services.banks.snapshot_operations.MOST_SNAPSHOTS", 1)
    path = f"/banks/{api.bank.bank_id}/snapshots"
    api.ok(await api.post(path))
    reply = await api.post(path)
    assert (reply.status, reply.code) == (422, "snapshot_quota_exceeded")


async def test_a_deleted_bank_is_gone_with_its_keys_and_files(api: Api) -> None:
    fork = await api.fork()
    await make_customer(fork)
    fork_path = f"/banks/{fork.bank.bank_id}"
    api.ok(await api.post(f"{fork_path}/snapshots"))
    assert (await api.delete(fork_path)).status == 204
    reply = await fork.get("/customers")
    assert (reply.status, reply.code) == (401, "key_revoked")
    assert (await api.get(fork_path)).status == 404
    left = [path.name for path in api.world.path.rglob(f"*{fork.bank.bank_id}*")]
    assert left == []
    assert not [*(api.world.path / "snapshots").iterdir()]
    assert (await api.delete(fork_path)).status == 404


async def test_the_keys_of_its_people_go_with_the_last_bank_that_shares_them(api: Api) -> None:
    made = api.ok(await api.post("/banks", {"name": "Origin"}))
    origin = await api.of_bank(made)
    customer = await make_customer(origin)
    fork = await origin.fork()
    ring = api.world.host.directory.ring
    person = f"person/{customer['customer_id']}"
    assert (await api.delete(f"/banks/{made['bank_id']}")).status == 204
    assert ring.load(made["bank_id"], person) is not None
    assert fork.ok(await fork.get(f"/customers/{customer['customer_id']}")) == customer
    assert (await api.delete(f"/banks/{fork.bank.bank_id}")).status == 204
    assert ring.load(made["bank_id"], person) is None


async def test_the_bank_of_the_own_key_is_not_deleted(api: Api) -> None:
    reply = await api.delete(f"/banks/{api.bank.bank_id}")
    assert (reply.status, reply.code) == (409, "bank_in_use")


async def test_one_change_of_a_bank_at_a_time(api: Api) -> None:
    fork = await api.fork()
    directory = api.world.host.directory
    directory.begin_change(fork.bank.bank_id)
    for method, path, body in (
        ("POST", "/fork", None),
        ("POST", "/snapshots", None),
        ("POST", "/reset", None),
        ("DELETE", "", None),
        ("GET", "/export", None),
    ):
        reply = await api.request(method, f"/banks/{fork.bank.bank_id}{path}", body)
        assert (path, reply.status, reply.code) == (path, 409, "bank_in_use")
    directory.end_change(fork.bank.bank_id)
    api.ok(await api.post(f"/banks/{fork.bank.bank_id}/reset"))


async def test_what_fails_leaves_the_bank_as_it_was(api: Api, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    account = await make_account(api, cents=100_00)
    path = f"/banks/{api.bank.bank_id}"

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("sandbox.engine.store.sqlite.files.create_file", fail)
    reply = await api.post(f"{path}/reset")
    assert reply.status == 500
    api.world.check.found.clear()
    assert (await balances(api, account))[2] == 100_00
    await pay_in(api, account, 1_00)
    assert not [*(api.world.path / "banks").glob("*.new")]


async def reopened(api: Api) -> Api:
    """The same caller on the bank as it is now."""
    bank = await api.world.host.directory.open_bank(api.bank.bank_id)
    return Api(api.world, bank, api.token)
