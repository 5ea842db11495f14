"""What one client address may: POST /sign_up, /sessions and /invitations/accept count together."""

from __future__ import annotations

from sandbox.gateway.limits import SIGN_IN, RateLimits
from tests.services.api import Api
from tests.services.sessions.signing import of, sign_up, sign_up_body


async def test_one_address_has_a_tight_quota_and_a_credential_does_not_change_it(api: Api) -> None:
    api.world.pipeline._limits = RateLimits()
    nobody = api.without_key()
    body = {"email": "nobody@acme.example", "password": ""}  # refused as it is, without a hash
    for number in range(SIGN_IN.calls):
        caller = api if number % 2 else nobody
        path = ("/sessions", "/invitations/accept", "/sign_up")[number % 3]
        reply = await caller.post(path, body)
        assert reply.status == 400
        assert reply.headers["ratelimit-policy"] == f'"sign_in";q={SIGN_IN.calls};w=60'
    reply = await nobody.post("/sign_up", sign_up_body())
    assert (reply.status, reply.code) == (429, "rate_limited")
    assert int(reply.headers["retry-after"]) <= 60
    assert (await api.get("/users/me")).status == 200


async def test_what_a_session_does_counts_for_its_member(api: Api) -> None:
    made = await sign_up(api)
    reply = await of(api, made["session"]["token"]).get("/users/me")
    assert reply.headers["ratelimit-policy"].startswith('"read"')
