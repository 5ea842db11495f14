"""The pages under /problems: what the `type` of every problem document points at.

Each tells what was refused, what to do, what the document looks like, and which operations answer
it, all from the contract's tables, so that a new code has its page the moment it is in the contract.
See: openapi.yaml `x-problems`, docs/concepts/errors.md.
"""

from __future__ import annotations

import functools
import json
from http import HTTPStatus
from typing import Any

from sandbox.contract.models.operations import OPERATIONS
from sandbox.contract.models.problems import PROBLEMS
from sandbox.contract.specification import OperationSpec
from sandbox.pages.layout import page, text

# Members that a problem document of this code has besides the ones all have.
_EXTENSIONS: dict[str, dict[str, Any]] = {
    "wrong_state": {"current_status": "CLOSED", "allowed_from": ["ACTIVE"]},
    "invalid_field": {
        "errors": [{"pointer": "/amount_cents", "code": "invalid_field", "detail": "0 is less than the minimum of 1"}]
    },
    "unknown_field": {
        "errors": [{"pointer": "", "code": "unknown_field", "detail": "Additional properties are not allowed"}]
    },
}


@functools.cache
def problem_index() -> bytes:
    """Every problem, by status."""
    parts = [
        "<h1>Problems</h1>",
        '<p class="lead">Every refusal is an <code>application/problem+json</code> document (RFC 9457) '
        "with a stable <code>code</code>. Write your program against the code; show people the "
        "<code>detail</code>.</p>",
    ]
    for status in sorted({spec.status for spec in PROBLEMS.values()}):
        rows = [
            _row(f"/problems/{code}", f'<span class="code">{text(code)}</span>', spec.description)
            for code, spec in PROBLEMS.items()
            if spec.status == status
        ]
        parts.append(f"<h2>{status} {text(HTTPStatus(status).phrase)}</h2>{_rows(rows)}")
    return page("Problems", "\n".join(parts), is_index=True)


def problem_page(code: str) -> bytes | None:
    """The page of one problem; None for a code that the contract does not have."""
    # Looked up before the cache, so that codes made up by callers never fill it.
    return _problem_page(code) if code in PROBLEMS else None


@functools.cache
def _problem_page(code: str) -> bytes:
    spec = PROBLEMS[code]
    status = f"{spec.status} {HTTPStatus(spec.status).phrase}"
    parts = [
        '<p class="crumb"><a href="/problems">← All problems</a></p>',
        f"<h1>{text(spec.title)}</h1>",
        f'<div class="marks"><span class="mark status">{text(status)}</span>'
        f'<span class="mark">{text(code)}</span></div>',
        f'<p class="lead">{text(spec.description)}</p>',
        f'<p class="todo"><strong>What to do</strong>{text(spec.action)}</p>',
        f"<h2>As it arrives</h2><pre><code>{text(_sample(code))}</code></pre>",
        _answered_by(code),
    ]
    return page(spec.title, "\n".join(parts))


def _sample(code: str) -> str:
    spec = PROBLEMS[code]
    document = {
        "type": f"/problems/{code}",
        "title": spec.title,
        "status": spec.status,
        "detail": spec.action,
        "code": code,
        "request_id": "req_1k0r7szxndmf7kbvvshnb7wn60",
        **_EXTENSIONS.get(code, {}),
    }
    return json.dumps(document, indent=2)


def _answered_by(code: str) -> str:
    operations = [spec for spec in OPERATIONS if code in spec.problems]
    if not operations:
        return "<h2>Where it can occur</h2><p>On any operation that the description fits.</p>"
    rows = [_row(reference_link(spec), _method_and_path(spec), spec.operation_id) for spec in operations]
    count = "One operation answers it" if len(rows) == 1 else f"{len(rows)} operations answer it"
    return f"<h2>{count}</h2>{_rows(rows)}"


def reference_link(spec: OperationSpec) -> str:
    """Where the API reference shows an operation."""
    return f"/reference#tag/{spec.tag}/{spec.method}{spec.path}"


def _method_and_path(spec: OperationSpec) -> str:
    return f'<span class="code"><span class="verb">{text(spec.method)}</span>{text(spec.path)}</span>'


def _row(target: str, left: str, right: str) -> str:
    return f'<li><a href="{text(target)}">{left}<span>{text(right)}</span></a></li>'


def _rows(rows: list[str]) -> str:
    return f'<ul class="rows">{"".join(rows)}</ul>'
