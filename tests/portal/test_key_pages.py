"""Keys: made with scopes, shown once, rolled with overlap, revoked."""

from __future__ import annotations

import re

from tests.portal.browsing import Portal
from tests.services.api import Api


def secret_in(source: str) -> str:
    found = re.search(r"sbk_[0-9A-Za-z]{43}", source)
    assert found is not None
    return found[0]


async def test_a_key_is_made_with_the_scopes_that_were_ticked_and_shown_once(portal: Portal) -> None:
    await portal.get("/portal/keys/new")
    page = await portal.post(
        "/portal/keys/new", {"name": "CI", "scopes": ["accounts:read", "customers:read"], "expires": "7"}
    )
    secret = secret_in(page.source)
    scoped = Api(portal.api.world, portal.api.bank, secret)
    assert (await scoped.get("/accounts")).status == 200
    assert (await scoped.get("/transactions")).code == "insufficient_scope"
    page = await portal.get("/portal/keys")
    assert "CI" in page.text
    assert secret not in page.source


async def test_a_key_without_a_scope_is_refused_beside_the_form(portal: Portal) -> None:
    await portal.get("/portal/keys/new")
    page = await portal.post("/portal/keys/new", {"name": "Nothing"})
    assert page.status == 422
    assert 'value="Nothing"' in page.source


async def test_rolling_with_overlap_keeps_the_old_secret_alive(portal: Portal) -> None:
    made = portal.api.ok(await portal.api.post("/api_keys", {"name": "Old", "scopes": ["accounts:read"]}))
    url = f"/portal/keys/{made['api_key_id']}"
    await portal.get(url)
    page = await portal.post(f"{url}/roll", {"overlap": "P1D"})
    fresh = secret_in(page.source)
    for secret in (made["secret"], fresh):
        assert (await Api(portal.api.world, portal.api.bank, secret).get("/accounts")).status == 200
    await portal.get(url)
    page = await portal.post(
        "/portal/do/revokeApiKey", {"apiKeyId": made["api_key_id"], "return": url, "confirmation": "revoke"}
    )
    assert "Revoked" in page.text
    for secret in (made["secret"], fresh):
        assert (await Api(portal.api.world, portal.api.bank, secret).get("/accounts")).code == "key_revoked"
