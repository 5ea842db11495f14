"""What the platform's bank has told of a resource: its events are not in any other bank's list."""

from __future__ import annotations

from sandbox.engine.call import system
from sandbox.engine.transaction import LoggedEvent, Transaction
from tests.services.api import Api


async def settle_platform(api: Api) -> None:
    """Run what is due in the platform's bank, and wait until everything of it is on disk."""
    platform = api.world.host.platform
    await platform.settle()
    await platform.durable(platform.store.state.commit)


async def platform_events(api: Api, resource_id: str) -> list[str]:
    """The types of the events about a resource, oldest first."""
    await settle_platform(api)

    async def work(tx: Transaction) -> list[LoggedEvent]:
        return await tx.events(after=None, limit=100, is_ascending=True, resource_id=resource_id)

    found, _ = await api.world.host.platform.run("read", system(), work, is_read=True)
    return [logged.event.type for logged in found]


async def platform_files(api: Api) -> bytes:
    """Every byte that the data directory holds."""
    await settle_platform(api)
    return b"".join(file.read_bytes() for file in sorted(api.world.path.rglob("*")) if file.is_file())
