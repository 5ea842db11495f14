"""Logs on standard error: a line of JSON each, or of words; nothing personal and nothing secret in either.

Every line passes `masking`, also those of libraries, of which only the fixed words and the numbers are kept, from
warnings on. A line names the request, bank and trace that it is about: from `extra`, from the ids that it mentions,
or from the span it is written in. See: masking.py, tests/observability/test_logs.py, docs/observability.md.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Callable
from typing import Any, Literal, TextIO

import msgspec

from sandbox.engine.clock import to_datetime
from sandbox.observability.masking import TEXT, text_of, trace_of, value_of

Format = Literal["text", "json"]
OURS = "sandbank"

LOGGED: dict[str, int] = {"debug": 0, "info": 0, "warning": 0, "error": 0, "critical": 0}
"""Lines since the start, by level."""

TRACE_ID: list[Callable[[], str | None]] = []
"""Asked for the trace a line is written in; filled while traces are on."""

_REQUEST = re.compile(r"\breq_[0-9a-z]{26}\b")
_BANK = re.compile(r"\bbank_[0-9a-z]{26}\b|\bplatform\b")
_PLACE = re.compile(r"%(?:\([^)]*\))?[-#0 +]*(?:\*|\d+)?(?:\.(?:\*|\d+))?[a-zA-Z%]")
_encode = msgspec.json.Encoder().encode


class Line(logging.Formatter):
    """One record as one line."""

    def __init__(self, style: Format) -> None:
        super().__init__()
        self._is_json = style == "json"

    def format(self, record: logging.LogRecord) -> str:
        """Never raises, and never lets a value through that `masking` does not."""
        found = fields_of(record)
        if self._is_json:
            return _encode(found).decode()
        lines = [f"{found['time']} {found['level']} {found['logger']}: {found['message']}"]
        lines += [f"  {name}={found[name]}" for name in ("request_id", "trace_id") if found[name] is not None]
        return "\n".join([*lines, *found.get("exception", ())])

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the standard library's name)
        """Only for those who ask a formatter directly."""
        return "\n".join(trace_of(ei[1], ei[2]))


class _Count(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        level = record.levelname.lower()
        LOGGED[level] = LOGGED.get(level, 0) + 1
        return True


def start(style: Format, level: str, stream: TextIO | None = None) -> logging.Handler:
    """Log from now on, and let nothing reach standard error in another way; gives the one handler."""
    handler = logging.StreamHandler(stream if stream is not None else sys.stderr)
    handler.setFormatter(Line(style))
    handler.addFilter(_Count())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # Libraries log what they carry: from warnings on, and then without their values.
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level.upper())
    logging.captureWarnings(True)
    log = logging.getLogger(f"{OURS}.process")
    sys.excepthook = lambda kind, error, trace: log.critical("failed", exc_info=(kind, error, trace))
    threading.excepthook = lambda told: _thread_failed(log, told)
    sys.unraisablehook = lambda told: log.error("failed unseen", exc_info=_info(told.exc_value))
    return handler


def fields_of(record: logging.LogRecord) -> dict[str, Any]:
    """What is written of a record."""
    message = _message(record)
    found: dict[str, Any] = {
        "time": to_datetime(int(record.created * 1e6)).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": message,
        "request_id": _named(record, "request_id", _REQUEST, message),
        "bank_id": _named(record, "bank_id", _BANK, message),
        "trace_id": getattr(record, "trace_id", None) or next((ask() for ask in TRACE_ID), None),
    }
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    if error is not None and record.exc_info:
        found["exception"] = trace_of(error, record.exc_info[2])
    return found


def _message(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return str(value_of(record.msg))
    # What comes behind the first line is a library's description of objects, with their values.
    template = record.msg.partition("\n")[0]
    is_ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    if not record.args:
        return text_of(template)
    args = value_of(record.args) if is_ours else _without_texts(record.args)
    try:
        return text_of(template % (tuple(args) if isinstance(args, list) else args))
    except (TypeError, ValueError, KeyError):
        return text_of(_PLACE.sub(TEXT, template))


def _without_texts(args: Any) -> Any:
    if isinstance(args, tuple):
        return [_without_text(value) for value in args]
    return {name: _without_text(value) for name, value in args.items()}


def _without_text(value: Any) -> Any:
    return value_of(value) if isinstance(value, bool | int | float | BaseException | type) else TEXT


def _named(record: logging.LogRecord, name: str, pattern: re.Pattern[str], message: str) -> str | None:
    given = getattr(record, name, None)
    if given is not None:
        return str(given)
    found = set(pattern.findall(message))
    return found.pop() if len(found) == 1 else None


def _info(error: BaseException | None) -> Any:
    return None if error is None else (type(error), error, error.__traceback__)


def _thread_failed(log: logging.Logger, told: threading.ExceptHookArgs) -> None:
    log.error("a thread failed", exc_info=_info(told.exc_value))
