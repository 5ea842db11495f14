"""What the generated tables are made of: an operation, a problem."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec


class ProblemSpec(NamedTuple):
    """A code of the contract's `x-problems`."""

    status: int
    title: str
    description: str
    action: str


class OperationSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One operation of the contract, as the binder and the gateway act on it.

    media: what its success is: JSON, or what a `Stream` sends. is_upload: its body is taken as it comes,
    in chunks, by an operation whose second argument is an `Upload`. is_anonymous: it takes no credential.
    store: whose file it runs on: the caller's `bank`, the `platform`, or `either` for a caller that may have no bank.
    """

    operation_id: str
    method: str
    path: str
    tag: str
    scopes: tuple[str, ...]
    is_anonymous: bool
    path_parameters: tuple[tuple[str, str], ...]
    query: type[Any] | None
    body: type[Any] | None
    body_required: bool
    response: Any
    success_status: int
    media: str
    is_upload: bool
    is_list: bool
    is_unsafe: bool
    is_accepted: bool
    is_idempotency_key_required: bool
    store: str
    rate_class: str
    problems: tuple[str, ...]
