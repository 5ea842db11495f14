"""What every resource has: the client's call, models by name, and its raw twin."""

from __future__ import annotations

import copy
import functools
import importlib
import re
from typing import Any

from sandbank._transport import Operation


@functools.cache
def model_named(name: str | None) -> Any:
    """A generated model, its module loaded when it is first needed."""
    if name is None:
        return None
    module = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower()
    return getattr(importlib.import_module(f"sandbank.generated.models.{module}"), name)


class Resource:
    """The operations of one tag."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._is_raw = False

    def _call(self, operation: Operation, model: str | None, **parts: Any) -> Any:
        return self._client._call(operation, model_named(model), **parts)

    def _raw_twin(self) -> Any:
        raw = copy.copy(self)
        raw._is_raw = True
        return raw
