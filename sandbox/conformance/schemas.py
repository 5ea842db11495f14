"""Schemas: every operation is asked with made-up data, good and bad; no answer may leave the contract.

Schemathesis makes the data from openapi.yaml. A case is one operation; its examples are few and the same in every
run, and where a path has an id, a real one is tried besides made-up ones. What would end the run (the key it
uses, the bank it is in, hours of the bank's time) is asked with ids that nothing has.
"""

from __future__ import annotations

import contextlib
import functools
import json
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import httpx

from sandbox.conformance.case import Case, NotKept, NotTried, expect
from sandbox.conformance.server import Answer, Server, difference, operations, shown
from sandbox.contract.document import load_contract

PART = "schemas"
ENDLESS = frozenset({"streamEvents"})
"""Its answer never ends."""
WITHOUT_REAL_IDS = frozenset({"revokeApiKey", "rollApiKey", "updateApiKey", "deleteBank", "resetBank", "restoreBank"})
"""Asked with ids that nothing has: with real ones they would end what the other cases need."""
ONLY_BAD = frozenset(
    {
        "advanceClock",
        "createBank",
        "createHistory",
        "createOrganization",
        "declareFault",
        "importBank",
        "inviteTeamMember",
        "setClock",
        "signUp",
    }
)
"""Asked with bad bodies only: good ones move the bank's time, spoil its answers, or leave behind what outlives it."""

_BAD_STATUSES = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
_SEED = 20_260_115
_TIMEOUT_S = 30.0


def cases(examples: int) -> list[Case]:
    """A case for each operation, with so many made-up requests, good and bad each."""
    return [
        Case(PART, f"{operation_id} answers as its schemas say", (operation_id,), _check(operation_id, examples))
        for operation_id in operations()
        if operation_id not in ENDLESS
    ]


def _check(operation_id: str, examples: int) -> Callable[[Server], None]:
    def check(server: Server) -> None:
        if find_spec("schemathesis") is None:
            raise NotTried("schemathesis is missing: pip install 'sandbank-server[check]'")
        from schemathesis import GenerationMode

        modes = [GenerationMode.NEGATIVE]
        if operation_id not in ONLY_BAD:
            modes.insert(0, GenerationMode.POSITIVE)
        for mode in modes:
            _try(server, operation_id, mode, examples)

    return check


def _try(server: Server, operation_id: str, mode: Any, examples: int) -> None:
    from hypothesis import HealthCheck, Phase, given, seed, settings
    from hypothesis.errors import HypothesisException
    from schemathesis.core.errors import SchemathesisError

    operation = _schema().find_operation_by_id(operation_id)
    is_bad = mode.is_negative
    real = {} if is_bad or operation_id in WITHOUT_REAL_IDS else _ids(server, operation.path)

    def ask(made: Any) -> None:
        if operation_id in ONLY_BAD and not _has_bad_body(made):
            return
        if real:
            made.path_parameters = {**made.path_parameters, **real}
        _ask(server, operation_id, made, is_bad=is_bad)

    limits = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=[*HealthCheck],
    )
    try:
        limits(seed(_SEED)(given(made=operation.as_strategy(mode))(ask)))()
    except (HypothesisException, SchemathesisError) as error:
        # What has no body and no parameters has no bad data.
        if not is_bad:
            raise NotTried(f"no data could be made up: {error}") from None


def _ask(server: Server, operation_id: str, made: Any, *, is_bad: bool) -> None:
    """Send one made-up request, and hold its answer against the contract."""
    import requests
    from schemathesis.core.failures import Failure, FailureGroup
    from schemathesis.specs.openapi.checks import negative_data_rejection

    headers = {"Authorization": f"Bearer {server.key}"}
    try:
        response = made.call(base_url=server.base_url, headers=headers, timeout=_TIMEOUT_S)
    except requests.RequestException as error:
        raise NotKept(f"{operation_id}: no answer came ({error!r}).") from None
    answer = _answer(response)
    shown_request = f"{shown(answer)}\n{made.as_curl_command()}"
    why = difference(operations()[operation_id], answer)
    expect(why is None, f"{operation_id} {why}. It answered {answer.status}: {shown_request}")
    if is_bad:
        try:
            made.validate_response(response, checks=[negative_data_rejection])
        except (Failure, FailureGroup):
            raise NotKept(
                f"{operation_id} took with {answer.status} what its schema forbids: {shown_request}"
            ) from None


def _answer(response: Any) -> Answer:
    headers = httpx.Headers([(name, value) for name, values in response.headers.items() for value in values])
    document = None
    if "json" in headers.get("content-type", ""):
        with contextlib.suppress(ValueError):
            document = json.loads(response.content)
    return Answer(response.status_code, document, headers, response.content)


def _has_bad_body(made: Any) -> bool:
    return any(place.name == "BODY" and component.mode.is_negative for place, component in made.meta.components.items())


def _config() -> Any:
    from schemathesis import Config

    return Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": _BAD_STATUSES}}})


@functools.cache
def _schema() -> Any:
    from schemathesis import openapi

    return openapi.from_dict({**load_contract(), "servers": [{"url": "/"}]}, config=_config())


def _ids(server: Server, path: str) -> dict[str, str]:
    """Real ids for the places of a path, of things that exist."""
    lists = {
        "customerId": ("listCustomers", "customer_id"),
        "verificationId": ("listVerifications", "verification_id"),
        "accountId": ("listAccounts", "account_id"),
        "transactionId": ("listTransactions", "transaction_id"),
        "holdId": ("listHolds", "hold_id"),
        "eventId": ("listEvents", "event_id"),
        "auditId": ("listAuditRecords", "audit_id"),
        "ledgerAccountId": ("listLedgerAccounts", "ledger_account_id"),
        "webhookEndpointId": ("listWebhookEndpoints", "webhook_endpoint_id"),
        "effectId": ("listPendingEffects", "effect_id"),
        "requestId": ("listRequests", "request_id"),
    }
    found = {}
    for name, (operation_id, field) in lists.items():
        if f"{{{name}}}" in path:
            listed = server.call(operation_id, query={"limit": 1}).document
            if isinstance(listed, list) and listed:
                found[name] = listed[0][field]
    return found
