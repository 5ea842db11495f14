"""A refusal, as a value: RFC 9457 problem details with a stable code.

Status, title and the standard sentence come from the contract's `x-problems`; whoever refuses
adds what only they know. Nothing else in the house decides a status of an error.
See: openapi.yaml `x-problems`, and the page the server has under /problems/<code>.
"""

from __future__ import annotations

from typing import Any

import msgspec

from sandbox.contract.models.problems import PROBLEMS

_encode = msgspec.json.Encoder().encode


class FieldError(msgspec.Struct, frozen=True):
    """One thing wrong with one field: `pointer` is a JSON Pointer (RFC 6901) into the body."""

    pointer: str
    code: str
    detail: str


class Problem(Exception):
    """A typed refusal. Raised anywhere on the path of a request; nothing it collected is kept.

    `extra` holds the contract's extension members, such as `current_status` or `decline_code`.
    """

    def __init__(self, code: str, detail: str = "", *, errors: tuple[FieldError, ...] = (), **extra: Any) -> None:
        spec = PROBLEMS[code]
        super().__init__(code, detail)
        self.code = code
        self.status = spec.status
        self.title = spec.title
        self.detail = detail or spec.action
        self.errors = errors
        self.extra = extra

    def document(self, request_id: str) -> bytes:
        """The problem document as JSON bytes."""
        document: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "code": self.code,
            "request_id": request_id,
        }
        if self.errors:
            document["errors"] = self.errors
        document.update(self.extra)
        return _encode(document)


class RecordedRefusal(Problem):
    """A refusal that has happened, and is remembered: what its operation collected is committed with it.

    Such as a sign-in that failed, which counts towards the lock. Every other refusal leaves nothing behind.
    See: docs/decisions/0016-a-refusal-that-is-remembered.md.
    """


def invalid_field(pointer: str, detail: str) -> Problem:
    """A body that has the right shape and a value that cannot be: 400 `invalid_field`."""
    return Problem("invalid_field", detail, errors=(FieldError(pointer, "invalid_field", detail),))


def not_found(what: str, identifier: str) -> Problem:
    """Unknown, of another kind, or somebody else's: the answer is the same for all three."""
    return Problem("not_found", f"There is no {what} {identifier!r} that this caller can see.")


def wrong_state(what: str, current: str, allowed: tuple[str, ...]) -> Problem:
    """A transition that the present state does not allow: 409 with the states that do."""
    return Problem(
        "wrong_state",
        f"The {what} is {current}; this needs {' or '.join(allowed)}.",
        current_status=current,
        allowed_from=list(allowed),
    )
