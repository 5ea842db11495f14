"""What could not be done, told in one sentence; and the exit codes of every command.

0 done; 1 found differences, a failed assertion, or refused by the bank; 2 could not be done; 130 interrupted.
"""

from __future__ import annotations

import argparse
import json
import sys

OK, FOUND, FAILED, INTERRUPTED = 0, 1, 2, 130


class CannotDo(Exception):
    """A command cannot do its work; the sentence says what to do."""


def tell(error: Exception, options: argparse.Namespace) -> int | None:
    """Tell what an error means; gives the exit code, or None for an error that is nobody's to explain."""
    if isinstance(error, CannotDo):
        sys.stderr.write(f"sandbank: {error}\n")
        return FAILED
    # Only who talked to a server has these loaded.
    if "sandbank" not in sys.modules:
        return None
    import httpx
    from sandbank.errors import APIConnectionError, APIStatusError

    if isinstance(error, APIConnectionError | httpx.RequestError | httpx.InvalidURL | httpx.HTTPStatusError):
        sys.stderr.write(f"sandbank: {_nobody(error)}\n")
        return FAILED
    if isinstance(error, APIStatusError):
        sys.stderr.write(f"sandbank: {_refusal(error.code, error.detail, error.errors, error.request_id)}\n")
        if getattr(options, "json", False):
            sys.stdout.write(json.dumps({**error.body, "request_id": error.request_id}, ensure_ascii=False) + "\n")
        return FOUND
    return None


def _nobody(error: Exception) -> str:
    return f"No Sandbank answers: {str(error).rstrip('.')}. Start one with `sandbank up`, or name it with --url."


def _refusal(code: str, detail: str, errors: list[dict[str, str]], request_id: str | None) -> str:
    fields = "".join(f" {error.get('pointer', '')}: {error.get('detail', '')}" for error in errors)
    return f"{code}: {detail}{fields} (request {request_id or 'unknown'})"
