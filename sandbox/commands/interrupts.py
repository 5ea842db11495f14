"""SIGTERM as Ctrl-C: a command that runs until it is stopped ends the same way however it is stopped."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def as_interrupt() -> Iterator[None]:
    """Within it, SIGTERM raises KeyboardInterrupt."""

    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
