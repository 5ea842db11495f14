"""The real world's time, moved: keys do not live on the bank's clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.engine import clock
from tests.services.api import Api


@pytest.fixture
def later(api: Api, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Moves the real world's time for keys, as `later(hours=2)` from now."""

    def move(**ahead: float) -> None:
        shifted = clock.wall_us() + timedelta(**ahead) // timedelta(microseconds=1)
        for name in ("operations", "views", "last_used"):
            monkeypatch.setattr(f"sandbox.services.api_keys.{name}.wall_us", lambda: shifted)
        # A host remembers a key for a second of its own clock, which this does not move.
        api.world.host._remembered.clear()

    return move
