"""Where the portal stands in a server, and the link with which its owner comes in.

It is made with the first visit, since most runs of a server have none; it is handed the contract and the same
application that answers every other client. See: portal/README.md.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from msgspec.structs import replace

from sandbox.contract.document import load_contract
from sandbox.engine.call import Call, system
from sandbox.engine.clock import to_datetime, wall_us
from sandbox.engine.transaction import Transaction
from sandbox.gateway.request import Receive, Scope, Send
from sandbox.host import DEMO_OWNER, Host
from sandbox.pages.samples import samples
from sandbox.services.organizations.records import TEAM_MEMBERS, member_address
from sandbox.services.sessions.authentication import begin_session

log = logging.getLogger("sandbank.portal")


class Portal:
    """An ASGI application for what is under `/portal`."""

    def __init__(self, api: Any, base_url: str, *, has_sign_up: bool = True) -> None:
        self._api = api
        self._base_url = base_url
        self._has_sign_up = has_sign_up
        self._made: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._made is None:
            try:
                self._made = await asyncio.to_thread(self._make)
            except Exception:
                log.exception("the portal cannot be made")
                raise
        await self._made(scope, receive, send)

    def _make(self) -> Any:
        from sandbank_portal.app import portal

        return portal(load_contract(), self._api, samples, self._base_url, has_sign_up=self._has_sign_up)


async def owner_token(host: Host, api_key: str) -> str:
    """The token of a new session of the demo's owner, who comes in with one click; the key itself if they are gone.

    Whoever is told it is told the operator's key beside it: it opens nothing more.
    """
    organization_id = (await host.authenticate(api_key)).organization_id
    assert organization_id is not None

    async def work(tx: Transaction) -> str:
        member = await tx.find_one(TEAM_MEMBERS, "address", member_address(organization_id, DEMO_OWNER[1]))
        if member is None or member.status == "DISABLED":
            return api_key
        if member.status == "INVITED":
            member = replace(member, status="ACTIVE", updated_at=to_datetime(tx.now_us))
        tx.put(replace(member, last_seen_at=to_datetime(wall_us())))
        return str(begin_session(Call(tx, system()), member).token)

    token, saw = await host.platform.run("start", system(), work)
    await host.platform.durable(saw)
    return token
