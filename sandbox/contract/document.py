"""The contract's document: found beside this file when installed, at the root in a checkout.

YAML is read with strings only: a date stays a string, `NO` is not false, a status is not a number.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import yaml

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StringLoader(_Base):  # type: ignore[misc]
    """Resolves nothing but true, false, null, integers."""


_StringLoader.yaml_implicit_resolvers = {}
_StringLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), "tf")
_StringLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(null|~|)\Z"), ["n", "~", ""])
_StringLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9][0-9]*)\Z"), "-0123456789")


def contract_path() -> Path:
    """The contract's file."""
    here = Path(__file__).parent / "openapi.yaml"
    return here if here.exists() else Path(__file__).parents[2] / "openapi.yaml"


def contract_yaml() -> bytes:
    """The contract as it is served at /openapi.yaml."""
    return contract_path().read_bytes()


@functools.cache
def load_contract() -> dict[str, Any]:
    """The contract as plain values; mapping keys are strings."""
    document = yaml.load(contract_yaml(), Loader=_StringLoader)  # noqa: S506
    result: dict[str, Any] = _string_keys(document)
    return result


def _string_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _string_keys(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_string_keys(item) for item in value]
    return value
