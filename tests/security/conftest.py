"""A bank per test; books and answers are checked when it closes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.services.api import Api


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    api = await Api.open(tmp_path / "data")
    try:
        yield api
        await api.settle()
    finally:
        await api.world.close()
