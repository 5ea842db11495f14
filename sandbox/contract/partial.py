"""Bodies that change a resource: what they name, and nothing of what they leave out."""

from __future__ import annotations

from typing import Any

import msgspec


def given(body: msgspec.Struct) -> dict[str, Any]:
    """The properties that a PATCH gives, null included."""
    names = body.__struct_fields__
    return {name: value for name in names if (value := getattr(body, name)) is not msgspec.UNSET}
