"""Refusals: each is a problem document with a code of the contract, its status, and the id of the request."""

from __future__ import annotations

from typing import Any

from sandbox.conformance.case import case, expect
from sandbox.conformance.server import (
    Answer,
    Server,
    money,
    new_key,
    operations,
    person,
    problem_difference,
    shown,
    transfer,
)

PART = "problems"
_LARGE_BYTES = 4_000_000


def _is(answer: Answer, *codes: str) -> None:
    why = problem_difference(answer)
    expect(why is None, f"The server {why}. It answered {answer.status}: {shown(answer)}")
    expect(answer.code in codes, f"{' or '.join(codes)} was expected, and {answer.status} {answer.code} came.")


@case(PART, "A request without a key is unauthenticated", "listCustomers", "createTransfer", "getCurrentUser")
def _without_a_key(server: Server) -> None:
    for operation_id in ("listCustomers", "createTransfer", "getCurrentUser"):
        operation = operations()[operation_id]
        content = None if operation.method == "GET" else b"{}"
        _is(server.send(operation.method, operation.path, content, {"Authorization": ""}), "unauthenticated")


@case(PART, "A key that nobody has is unauthenticated", "listCustomers")
def _unknown_key(server: Server) -> None:
    server.with_key("sk_nobody_has_this").refused("unauthenticated", "listCustomers")


@case(
    PART, "A key without the scope is refused, and changes nothing", "createApiKey", "createCustomer", "listCustomers"
)
def _without_the_scope(server: Server) -> None:
    made = server.ok("createApiKey", body={"name": "Looks only", "scopes": ["customers:read"]})
    narrow, body = server.with_key(made["secret"]), person()
    narrow.ok("listCustomers")
    key = new_key()
    narrow.refused("insufficient_scope", "createCustomer", body=body, key=key)
    expect(not server.ok("listCustomers", query={"idempotency_key": key}), "The refused customer exists.")


@case(PART, "A revoked key opens nothing", "createApiKey", "revokeApiKey", "listCustomers")
def _revoked_key(server: Server) -> None:
    made = server.ok("createApiKey", body={"name": "Short-lived", "scopes": ["customers:read"]})
    server.ok("revokeApiKey", made["api_key_id"])
    server.with_key(made["secret"]).refused("key_revoked", "listCustomers")


@case(PART, "An id that nothing has is not found", "getCustomer", "getAccount", "getTransaction", "getHold")
def _unknown_id(server: Server) -> None:
    for operation_id, prefix in (("getCustomer", "cust"), ("getAccount", "acct"), ("getTransaction", "txn")):
        server.refused("not_found", operation_id, f"{prefix}_{'0' * 26}")
    server.refused("not_found", "getHold", "of-no-kind-at-all")


@case(PART, "A path that the contract does not have is not found")
def _unknown_path(server: Server) -> None:
    _is(server.send("GET", "/no_such_thing"), "not_found")


@case(PART, "A method that a path does not have says which it has", "getTrialBalance")
def _unknown_method(server: Server) -> None:
    answer = server.send("DELETE", operations()["getTrialBalance"].path)
    _is(answer, "method_not_allowed")
    expect("GET" in answer.headers.get("allow", ""), "The Allow header does not name GET.")


@case(PART, "A body that is no JSON is malformed", "createCustomer")
def _no_json(server: Server) -> None:
    for content in (b"{", b"\xff\xfe", b"[" * 10_000):
        answer = server.send("POST", "/customers", content)
        _is(answer, "malformed_request", "invalid_field")


@case(PART, "A body of another media type is refused", "createCustomer")
def _media_type(server: Server) -> None:
    _is(server.send("POST", "/customers", b"<a/>", {"Content-Type": "application/xml"}), "unsupported_media_type")


@case(PART, "A body that is far too large is refused", "createCustomer")
def _too_large(server: Server) -> None:
    _is(server.send("POST", "/customers", b'"' + b"a" * _LARGE_BYTES + b'"'), "payload_too_large")


@case(PART, "Every wrong field is named by its JSON pointer", "createCustomer", "createTransfer")
def _fields(server: Server) -> None:
    for operation_id, body, pointer in (
        ("createCustomer", {**person(), "email": 5}, "/email"),
        ("createCustomer", {**person(), "date_of_birth": "tomorrow"}, "/date_of_birth"),
        ("createTransfer", {"amount_cents": -5}, "/amount_cents"),
    ):
        answer = server.refused("invalid_field", operation_id, body=body)
        found = [error["pointer"] for error in answer.document.get("errors", [])]
        expect(pointer in found, f"{operation_id}: {pointer} is wrong, and the problem names {found or 'nothing'}.")


@case(PART, "A field that the contract does not have is refused", "createCustomer")
def _unknown_field(server: Server) -> None:
    answer = server.call("createCustomer", body={**person(), "favourite_colour": "blue"})
    expect(answer.code == "unknown_field", f"It answered {answer.status} {answer.code}.")


@case(PART, "A parameter that the contract does not have is refused", "listCustomers")
def _unknown_parameter(server: Server) -> None:
    server.refused("unknown_parameter", "listCustomers", query={"colour": "blue"})


@case(PART, "More than there is cannot be spent, and nothing moves", "createTransfer", "getAccount")
def _funds(server: Server) -> None:
    source, destination = server.account(1_00), server.account()
    server.refused("insufficient_funds", "createTransfer", body=transfer(source, destination, 1_01))
    expect(server.ok("getAccount", source["account_id"])["available_balance_cents"] == 1_00, "The balance has moved.")


@case(PART, "A transfer to the same account is refused", "createTransfer")
def _same_account(server: Server) -> None:
    account = server.account(1_00)
    server.refused("same_account", "createTransfer", body=transfer(account, account, 1))


@case(PART, "Another currency than the account's is refused", "simulateDeposit")
def _currency(server: Server) -> None:
    account = server.account()
    server.refused("currency_mismatch", "simulateDeposit", body=money(account, 1, currency="EUR"))


@case(PART, "Every answer has a request id of its own", "listCustomers", "getCurrentUser")
def _request_ids(server: Server) -> None:
    answers: list[Any] = [server.call("listCustomers") for _ in range(3)]
    answers += [server.call("getCurrentUser"), server.call("getCustomer", "of-no-kind-at-all")]
    ids = {answer.headers["request-id"] for answer in answers}
    expect(len(ids) == len(answers), "Two answers have the same Request-Id.")


@case(PART, "A problem names the request that its Request-Id header names", "getCustomer", "createCustomer")
def _request_of_problem(server: Server) -> None:
    for answer in (server.call("getCustomer", "of-no-kind-at-all"), server.call("createCustomer", body={})):
        header = answer.headers["request-id"]
        expect(answer.document.get("request_id") == header, "The problem names another request than the header.")
