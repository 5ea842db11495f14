"""Errors: one class per problem code of the contract, below one class per cause.

    SandbankError
      APIConnectionError      nobody answered (APITimeoutError: not in time)
      APIStatusError          the bank refused; `code` is stable, `detail` says what to do
        InsufficientFunds …   one class per code

A code that this version does not know is an `APIStatusError` with that `code`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbank._problems import *  # noqa: F403


class SandbankError(Exception):
    """Anything that this package raises."""


class APIConnectionError(SandbankError):
    """The server could not be reached, or broke off."""


class APITimeoutError(APIConnectionError):
    """The server did not answer in time; an unsafe call may have taken effect: send its key again."""


class APIStatusError(SandbankError):
    """A refusal (RFC 9457): `code` for programs, `detail` for people, `errors` for each wrong field."""

    def __init__(self, status: int, document: dict[str, Any], request_id: str | None) -> None:
        self.status = status
        self.code: str = document.get("code", "unknown")
        self.title: str = document.get("title", "")
        self.detail: str = document.get("detail", f"The server answered {status}.")
        self.errors: list[dict[str, Any]] = document.get("errors", [])
        self.request_id = request_id or document.get("request_id")
        self.body = document
        super().__init__(f"{self.code} ({status}): {self.detail}")


def error_of(status: int, document: dict[str, Any], request_id: str | None) -> APIStatusError:
    """The error of a refusal, of its code's own class."""
    from sandbank._problems import BY_CODE

    kind = BY_CODE.get(str(document.get("code")), APIStatusError)
    return kind(status, document, request_id)


# A type checker sees the names above, and tells of a wrong one.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """The classes per code live in a generated module, loaded when first named."""
        from sandbank import _problems

        if name.startswith("_") or not hasattr(_problems, name):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(_problems, name)
