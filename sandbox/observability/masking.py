"""What may be written of a value that somebody logs, traces or raises.

Log lines are made of fixed words and values. Numbers, ids and names of things pass. An exception is its type, and
of ours its code: its text may quote what a client sent. Of an object only its type is told; a mapping loses what
the contract marks `x-pii` or `x-secret`; keys and tokens are masked wherever they stand in a text.
See: logs.py, gateway/redaction.py, tests/observability/test_canaries.py.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from sandbox.contract.models import PII, SECRETS
from sandbox.contract.problem import Problem
from sandbox.engine.store.sqlite.schema import Unusable
from sandbox.gateway.redaction import MASKED, SECRET

TEXT = "[text]"

_PERSONAL = frozenset(name for names in PII.values() for name in names)
_SECRETS = frozenset(name for names in SECRETS.values() for name in names) | {"secret", "api_key", "authorization"}
_KEYS = re.compile(r"\b(?:sbk_|whsec_|whsk_)[A-Za-z0-9_+/=-]{4,}|(?i:bearer)\s+\S+")
_NAMED = re.compile(
    rf"(?P<name>\b(?:{'|'.join(sorted(_PERSONAL | _SECRETS, key=len, reverse=True))})\b)"
    r"(?P<between>[\"']?\s*[=:]\s*)(?P<value>\"[^\"]*\"|'[^']*'|[^\s,;}\]]+)"
)
_DEEPEST = 4


def text_of(text: str) -> str:
    """A text without keys, tokens, and values that stand behind a personal or secret name."""
    return _KEYS.sub(SECRET, _NAMED.sub(_masked, text))


def value_of(value: Any, depth: int = 0) -> Any:
    """What may be written of a value; numbers stay numbers."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return text_of(value)
    if isinstance(value, BaseException):
        return error_of(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, type):
        return value.__name__
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {str(name): _inside(str(name), inner, depth) for name, inner in value.items()}
    if depth < _DEEPEST and isinstance(value, list | tuple | set | frozenset):
        return [value_of(inner, depth + 1) for inner in value]
    return f"<{type(value).__name__}>"


def error_of(error: BaseException) -> str:
    """What may be written of an exception: never its text, unless it is ours and says nothing of a client."""
    name = type(error).__name__
    if isinstance(error, Problem):
        return f"{name} {error.code}"
    if isinstance(error, Unusable):
        return text_of(str(error))
    if isinstance(error, apsw.Error):
        return f"{name} {_result_of(error)}".rstrip()
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name}: {os.strerror(error.errno)}"
    return name


def trace_of(error: BaseException, trace: TracebackType | None = None) -> list[str]:
    """Where an exception came from, the innermost cause last: types and places, no texts and no values."""
    lines: list[str] = []
    current: BaseException | None = error
    seen: set[int] = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(error_of(current))
        frames = traceback.extract_tb(trace if current is error and trace is not None else current.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return lines


def _result_of(error: apsw.Error) -> str:
    """SQLite's name of what happened, such as SQLITE_IOERR_FSYNC; nothing for an error of the binding's own."""
    code = getattr(error, "extendedresult", 0)
    found = apsw.mapping_extended_result_codes.get(code) or apsw.mapping_result_codes.get(code & 0xFF)
    return str(found) if code and found else ""


def _inside(name: str, value: Any, depth: int) -> Any:
    if name.lower() in _SECRETS:
        return SECRET
    return MASKED if name in _PERSONAL else value_of(value, depth + 1)


def _masked(found: re.Match[str]) -> str:
    mask = SECRET if found["name"] in _SECRETS else MASKED
    return f"{found['name']}{found['between']}{mask}"
