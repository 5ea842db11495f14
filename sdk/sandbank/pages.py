"""Pages of a list: each iterates over its own items and then over those of every following page.

The next page is where the `Link` header says (RFC 8288); cursors are stable while items are added.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Generic, TypeVar

import httpx

T = TypeVar("T")
_NEXT = re.compile(r'<([^>]*)>\s*;\s*rel="next"')


def next_link(response: httpx.Response) -> str | None:
    """Where the next page is, or None for the last one."""
    found = _NEXT.search(response.headers.get("link", ""))
    return found[1] if found else None


class Page(Generic[T]):
    """One page; iterating goes on to the end of the list."""

    def __init__(self, items: list[T], link: str | None, fetch: Callable[[str], Page[T]]) -> None:
        self.items = items
        self._link = link
        self._fetch = fetch

    @property
    def has_next(self) -> bool:
        """Whether there is another page."""
        return self._link is not None

    def next_page(self) -> Page[T]:
        """The next page. Raises LookupError on the last one."""
        if self._link is None:
            raise LookupError("this is the last page")
        return self._fetch(self._link)

    def __iter__(self) -> Iterator[T]:
        page = self
        while True:
            yield from page.items
            if not page.has_next:
                return
            page = page.next_page()


class AsyncPage(Generic[T]):
    """One page; `async for` goes on to the end of the list."""

    def __init__(self, items: list[T], link: str | None, fetch: Callable[[str], Awaitable[AsyncPage[T]]]) -> None:
        self.items = items
        self._link = link
        self._fetch = fetch

    @property
    def has_next(self) -> bool:
        """Whether there is another page."""
        return self._link is not None

    async def next_page(self) -> AsyncPage[T]:
        """The next page. Raises LookupError on the last one."""
        if self._link is None:
            raise LookupError("this is the last page")
        return await self._fetch(self._link)

    async def __aiter__(self) -> AsyncIterator[T]:
        page = self
        while True:
            for item in page.items:
                yield item
            if not page.has_next:
                return
            page = await page.next_page()
