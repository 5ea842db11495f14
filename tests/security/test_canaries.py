"""A thousand planted personal values, and secrets, in no file that a bank writes; only the keys can show them."""

from __future__ import annotations

import asyncio
import base64
import logging
from pathlib import Path

import pytest

from sandbox.backups.stores import BackupStore
from sandbox.backups.taking import take
from tests.services.api import Api

CUSTOMERS = 100
KINDS = ("first", "last", "mail", "street", "town", "note", "national", "tax", "owner", "paper")


def _canary(kind: str, number: int) -> str:
    return f"Canary{kind}{number:04}zq"


async def _plant(api: Api, number: int) -> str:
    def name(kind: str) -> str:
        return _canary(kind, number)

    body = {
        "customer_type": "BUSINESS" if number % 10 == 0 else "INDIVIDUAL",
        "email": f"{name('mail')}@example.com",
        "address": {"line1": name("street"), "city": name("town"), "country": "DE"},
        "metadata": {"note": name("note")},
        "national_id": name("national"),
        "tax_id": name("tax"),
    }
    if number % 10 == 0:
        body |= {"legal_name": f"{name('first')} {name('last')}", "registration_number": "HRB 1"}
    else:
        body |= {"first_name": name("first"), "last_name": name("last"), "date_of_birth": "1985-12-10"}
    customer_id = str(api.ok(await api.post("/customers", body, key=f"plant-{number}"))["customer_id"])
    if number % 10 == 0:
        owner = {"name": name("owner"), "date_of_birth": "1980-01-01", "ownership_bps": 5000}
        await api.settle()
        api.ok(await api.post(f"/customers/{customer_id}/owners", owner))
    else:
        api.ok(await api.patch(f"/customers/{customer_id}", {"metadata": {"owner": name("owner")}}))
    paper = {
        "customer_id": customer_id,
        "document_type": "ID",
        "file_name": f"{name('paper')}.txt",
        "content_type": "text/plain",
        "content": base64.b64encode(name("paper").encode()).decode(),
    }
    api.ok(await api.post("/documents", paper))
    return customer_id


def _found(folder: Path, needles: list[bytes], *, but: tuple[str, ...] = ()) -> list[str]:
    """The files that hold any of these, in any case."""
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in but:
            content = file.read_bytes().lower()
            found += [f"{file.name}: {needle.decode()}" for needle in needles if needle.lower() in content]
    return found


async def test_a_thousand_canaries_are_in_no_file_and_no_log(
    api: Api, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ids = [await _plant(api, number) for number in range(CUSTOMERS)]
    await api.settle()
    for customer_id in ids[:5]:
        for query in ({"email": _canary("mail", 3) + "@example.com"}, {"name": _canary("last", 3)},
                      {"national_id": _canary("national", 3)}):  # fmt: skip
            api.ok(await api.get("/customers", **query))
        api.ok(await api.get(f"/customers/{customer_id}"))
    webhook = api.ok(await api.post("/webhook_endpoints", {"url": "http://127.0.0.1:9/hooks"}))
    api.ok(await api.post("/team_members", {"name": _canary("first", 1), "email": "m@x.example", "role": "VIEWER"}))
    fork = await api.fork()
    api.ok(await api.post(f"/banks/{fork.bank.bank_id}/snapshots"))
    exported = await api.get(f"/banks/{fork.bank.bank_id}/export")
    assert exported.status == 200
    (tmp_path / "data" / "exported.bank").write_bytes(exported.body)

    needles = [_canary(kind, number).encode() for kind in KINDS for number in range(CUSTOMERS)]
    needles += [base64.b64encode(_canary("paper", number).encode()) for number in range(CUSTOMERS)]
    assert len(needles) >= 1_000
    secrets = [str(api.token).encode(), str(fork.token).encode(), str(webhook["secret"]).encode()]
    assert all(len(secret) > 20 for secret in secrets)
    await api.settle()
    # While the server serves: the log of each file is there too.
    assert any(file.name.endswith("-wal") for file in (tmp_path / "data").rglob("*"))
    assert _found(tmp_path / "data", needles + secrets) == []
    store = BackupStore(tmp_path / "store")
    for mode in ("FULL", "INCREMENTAL"):
        await asyncio.to_thread(take, tmp_path / "data", store, mode)
        api.ok(await api.patch(f"/customers/{ids[1]}", {"metadata": {"note": _canary("note", 2)}}))
        await api.settle()
    assert len(store.ids()) == 2
    assert _found(tmp_path / "store", needles + secrets) == []
    told = caplog.text.lower()
    assert not [needle for needle in needles + secrets if needle.decode().lower() in told]
    # The search can find: what is not personal is there, in the backups too.
    assert _found(tmp_path / "store", [ids[0].encode()])
    assert _found(tmp_path / "data", [ids[0].encode()])


async def test_secrets_are_shown_once_and_are_in_no_later_answer(api: Api) -> None:
    made = api.ok(await api.post("/api_keys", {"name": "Once", "scopes": ["accounts:read"]}, key="once"))
    secret = made["secret"]
    replayed = await api.post("/api_keys", {"name": "Once", "scopes": ["accounts:read"]}, key="once")
    answers = [replayed, await api.get("/api_keys"), await api.get(f"/api_keys/{made['api_key_id']}"),
               await api.get("/audit_records", limit=100), await api.get("/events", limit=100),
               await api.get("/requests", limit=100)]  # fmt: skip
    for reply in answers:
        assert secret not in str(reply.body)
    assert "secret" not in replayed.body
    assert made["hint"] == secret[-4:]


async def test_passwords_and_tokens_of_people_are_in_no_file_no_log_and_no_later_answer(
    api: Api, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    nobody = api.without_key()
    passwords = [f"CanaryPassword {number} zq" for number in range(6)]
    signed = {"organization_name": "Acme", "name": "CanaryName zq", "email": "canarymail@x.example"}
    made = api.ok(await nobody.post("/sign_up", {**signed, "password": passwords[0]}, key="up"))
    session = made["session"]
    owner = Api(api.world, api.bank, session["token"])
    person = {"name": "CanaryGrace zq", "email": "canarygrace@x.example", "role": "VIEWER"}
    invited = api.ok(await owner.post("/team_members", person, key="invite"))
    again = api.ok(await owner.post(f"/team_members/{invited['team_member_id']}/invitation", key="again"))
    joined = {"token": again["invitation_token"], "password": passwords[1]}
    theirs = api.ok(await nobody.post("/invitations/accept", joined, key="join", User_Agent="CanaryAgent zq"))
    login = {"email": person["email"], "password": passwords[1]}
    second = api.ok(await nobody.post("/sessions", login, key="in"))
    wrong = await nobody.post("/sessions", {**login, "password": passwords[2]}, key="wrong")
    weak = await nobody.post("/sign_up", {**signed, "password": "CanaryShort"}, key="weak")
    assert (wrong.code, weak.code) == ("sign_in_failed", "password_too_weak")
    change = {"current_password": passwords[3], "new_password": passwords[4]}
    assert (await owner.post("/sessions/current/password", change, key="c1")).code == "password_wrong"
    api.ok(await owner.post("/sessions/current/password", {**change, "current_password": passwords[0]}, key="c2"))
    tokens = [invited["invitation_token"], again["invitation_token"]]
    tokens += [one["token"] for one in (session, theirs, second)]
    needles = [*passwords, *tokens, "CanaryShort", "CanaryName zq", "CanaryGrace zq", "canarymail@x.example",
               "canarygrace@x.example", "$argon2id$"]  # fmt: skip
    later = [await nobody.post("/sign_up", {**signed, "password": passwords[0]}, key="up"),
             await owner.post("/team_members", person, key="invite"),
             await owner.post(f"/team_members/{invited['team_member_id']}/invitation", key="again"),
             await nobody.post("/invitations/accept", joined, key="join"),
             await nobody.post("/sessions", login, key="in"),
             await owner.get("/sessions"), await owner.get("/team_members"), await owner.get("/users/me")]  # fmt: skip
    for reply in later:
        assert reply.status < 300, reply.body
        assert not [secret for secret in (*passwords, *tokens) if secret in str(reply.body)]
    assert [reply.headers.get("idempotent-replayed") for reply in later[:5]] == ["true"] * 5
    platform = api.world.host.platform
    await api.world.host.recorder.written(platform)
    await platform.durable()
    assert _found(tmp_path / "data", [needle.encode() for needle in needles]) == []
    assert not [needle for needle in needles if needle.lower() in caplog.text.lower()]
    assert _found(tmp_path / "data", [made["bank_id"].encode()])
    store = BackupStore(tmp_path / "store")
    await asyncio.to_thread(take, tmp_path / "data", store, "FULL")
    assert _found(tmp_path / "store", [needle.encode() for needle in needles]) == []


async def test_the_files_of_the_data_directory_are_its_owners_alone(api: Api, tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert data.stat().st_mode & 0o077 == 0
    assert (data / "master.key").stat().st_mode & 0o077 == 0
