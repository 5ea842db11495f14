"""A bank that is watched, and logs that are caught."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.observability import logs
from sandbox.observability.watching import Watch
from tests.observability.collector import InMemory, collecting
from tests.services.api import Api


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    opened = await Api.open(tmp_path / "data")
    yield opened
    await opened.world.close()


@pytest.fixture
async def watch(api: Api) -> AsyncIterator[Watch]:
    watching = Watch(api.world.host, api.world.pipeline)
    watching.start()
    watching.health.phase = "serving"
    yield watching
    await watching.close()


class Caught:
    """What was logged."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def text(self) -> str:
        """As it would stand on standard error."""
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Each line's fields."""
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def caught() -> Iterator[Caught]:
    """JSON logs from debug on, in memory; everything is as before afterwards."""
    root, ours = logging.getLogger(), logging.getLogger(logs.OURS)
    before = (root.handlers[:], root.level, ours.level)
    hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    found = Caught()
    logs.start("json", "debug", found.stream)
    yield found
    root.handlers[:], root.level, ours.level = before[0], before[1], before[2]
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)


def samples(text: bytes) -> dict[str, float]:
    """A metrics text: `name{labels}` → value."""
    lines = [line for line in text.decode().splitlines() if line and not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


@pytest.fixture
def collector() -> Iterator[InMemory]:
    with collecting() as found:
        yield found
