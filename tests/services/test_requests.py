"""What every request meets before its operation: paths, methods, bodies, headers, queries, limits."""

from __future__ import annotations

import json

import pytest

from sandbox.gateway.limits import Quota, RateLimits
from tests.services.api import Api
from tests.services.builders import make_account, make_customer

PERSON = {"customer_type": "INDIVIDUAL", "email": "a@b.example"}


@pytest.mark.parametrize("path", ["/nothing", "/accounts/", "//accounts", "/accounts//", "/accounts/x/y/z", "/{}"])
async def test_an_unknown_path_is_not_found(api: Api, path: str) -> None:
    assert (await api.get(path)).code == "not_found"


async def test_a_method_that_a_path_does_not_take_is_told_with_those_it_does(api: Api) -> None:
    reply = await api.request("PUT", "/accounts")
    assert (reply.status, reply.code, reply.headers["allow"]) == (405, "method_not_allowed", "GET, POST")


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[1]" * 3, b"\xff\xfe", b"nul", b'{"a":1}{"b":2}', b'{"a":"\xc3\x28"}', b"[" * 100_000],
)
async def test_a_body_that_is_not_json_is_malformed(api: Api, raw: bytes) -> None:
    reply = await api.request("POST", "/customers", raw=raw if len(raw) < 60_000 else raw[:50_000])
    assert (reply.status, reply.code) == (400, "malformed_request")


async def test_every_wrong_field_is_named_by_its_pointer(api: Api) -> None:
    body = {**PERSON, "email": 5, "metadata": {"k": 1}, "date_of_birth": "yesterday"}
    reply = await api.post("/customers", body)
    assert reply.code == "invalid_field"
    assert {error["pointer"] for error in reply.body["errors"]} >= {"/email", "/metadata/k", "/date_of_birth"}


async def test_an_unknown_field_has_a_code_of_its_own(api: Api) -> None:
    reply = await api.post("/customers", {**PERSON, "emial": "x"})
    assert (reply.status, reply.code) == (400, "unknown_field")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_field"),
        ("limit=101", "invalid_field"),
        ("limit=ten", "invalid_field"),
        ("limit=1&limit=2", "invalid_field"),
        ("limit=", "invalid_field"),
        ("nope=1", "unknown_parameter"),
        ("status=ODD", "invalid_field"),
        ("created_at.gte=0.5", "invalid_field"),
        ("created_at.gte=2026-01-01", "invalid_field"),
        ("created_at.gte=2026-13-01T00:00:00Z", "invalid_field"),
        ("page=1&cursor=abc", "conflicting_pagination"),
        ("cursor=!", "invalid_cursor"),
        ("status=%ff", "malformed_request"),
        ("limit=99999999999999999999", "invalid_field"),
    ],
)
async def test_a_wrong_query_is_refused(api: Api, query: str, code: str) -> None:
    reply = await api.get(f"/accounts?{query}")
    assert (reply.status, reply.code) == (400, code), reply.body


async def test_a_body_of_another_media_type_is_unsupported(api: Api) -> None:
    for media in ("text/plain", "application/json; charset=latin-1", ""):
        reply = await api.post("/customers", PERSON, content_type=media)
        assert (reply.status, reply.code) == (415, "unsupported_media_type")


async def test_a_body_beyond_the_limit_is_too_large(api: Api) -> None:
    reply = await api.post("/customers", {**PERSON, "first_name": "x" * 70_000})
    assert (reply.status, reply.code) == (413, "payload_too_large")


async def test_a_body_where_none_belongs_and_none_where_one_does_are_malformed(api: Api) -> None:
    account = await make_account(api)
    reply = await api.post(f"/accounts/{account['account_id']}/close", {"a": 1})
    assert (reply.status, reply.code) == (400, "malformed_request")
    assert (await api.post("/customers")).code == "malformed_request"


async def test_every_answer_has_an_id_of_its_own_and_tells_the_quota(api: Api) -> None:
    replies = [await api.get("/accounts"), await api.get("/accounts"), await api.get("/accounts/x")]
    assert len({reply.headers["request-id"] for reply in replies}) == 3
    assert replies[2].body["request_id"] == replies[2].headers["request-id"]
    for reply in replies:
        assert reply.headers["ratelimit"].startswith('"read";r=')
        assert reply.headers["ratelimit-policy"] == '"read";q=6000000;w=60'


async def test_a_key_over_its_quota_is_told_when_to_come_back(api: Api) -> None:
    api.world.pipeline._limits = RateLimits({"GENEROUS": {"read": Quota(2), "write": Quota(9), "money": Quota(9)}})
    assert (await api.get("/accounts")).status == 200
    assert (await api.get("/accounts")).headers["ratelimit"].startswith('"read";r=0;')
    reply = await api.get("/accounts")
    assert (reply.status, reply.code) == (429, "rate_limited")
    assert 1 <= int(reply.headers["retry-after"]) <= 61


async def test_too_many_requests_at_once_are_turned_away(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.gateway.pipeline.MOST_IN_FLIGHT", 0)
    reply = await api.get("/accounts")
    assert (reply.status, reply.code, reply.headers["retry-after"]) == (503, "overloaded", "1")


async def test_a_doubled_header_is_malformed(api: Api) -> None:
    sent = api.world.pipeline
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/accounts",
        "query_string": b"",
        "headers": [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
    }
    from tests.services.api import _call

    reply = await _call(sent, scope, b"")
    assert (reply.status, reply.code) == (400, "malformed_request")


async def test_the_header_that_names_a_bank_must_name_the_keys_own(api: Api) -> None:
    bank_id = api.bank.bank_id
    assert (await api.request("GET", "/accounts", headers={"sandbank-bank": bank_id})).status == 200
    reply = await api.request("GET", "/accounts", headers={"sandbank-bank": "bank_other"})
    assert (reply.status, reply.code) == (403, "bank_mismatch")


async def test_the_trace_of_a_request_is_kept_as_its_correlation(api: Api) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    account = await make_account(api, await make_customer(api))
    body = {"account_id": account["account_id"], "amount_cents": 5, "currency": "USD", "method": "CASH"}
    reply = await api.request(
        "POST",
        "/transactions/deposit",
        body,
        key="t",
        headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"},
    )
    assert api.ok(reply)["correlation_id"] == trace


async def test_a_bank_that_cannot_write_says_so_and_goes_on_reading(api: Api) -> None:
    account = await make_account(api)
    api.bank.store.is_read_only = True
    reply = await api.post(f"/accounts/{account['account_id']}/suspend")
    assert (reply.status, reply.code) == (503, "bank_read_only")
    assert "retry-after" in reply.headers
    assert (await api.get(f"/accounts/{account['account_id']}")).status == 200
    api.bank.store.is_read_only = False


async def test_metadata_is_bounded(api: Api) -> None:
    customer = await make_customer(api)
    path = f"/customers/{customer['customer_id']}"
    for wrong in ({"k" * 41: "v"}, {"k": "v" * 501}, {f"k{n}": "v" for n in range(51)}, {"k\n": "v"}, {"ü": "v"}):
        assert (await api.patch(path, {"metadata": wrong})).code == "invalid_field", json.dumps(wrong)[:60]
    largest = {f"k{n}": "v" * 500 for n in range(50)}
    assert api.ok(await api.patch(path, {"metadata": largest}))["metadata"] == largest
