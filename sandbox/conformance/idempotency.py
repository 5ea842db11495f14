"""Idempotency keys: the same request made again moves nothing again, whatever became of its first answer."""

from __future__ import annotations

import json
import socket
import ssl
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from sandbox.conformance.case import NotKept, case, expect
from sandbox.conformance.server import Answer, Server, money, new_key, operations, person, transfer

PART = "idempotency"
_AT_ONCE = 8
_CONNECT_S = 5.0


def _of_key(server: Server, operation_id: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = server.ok(operation_id, query={"idempotency_key": key})
    return found


@case(PART, "The same key and body give the same answer, and create once", "createCustomer", "listCustomers")
def _same_customer(server: Server) -> None:
    key, body = new_key(), person()
    first, again = (server.call("createCustomer", body=body, key=key) for _ in range(2))
    _same(first, again)
    expect(len(_of_key(server, "listCustomers", key)) == 1, "There is not exactly one customer of that key.")


@case(PART, "The same key and body move money once", "createTransfer", "listTransactions", "getAccount")
def _same_transfer(server: Server) -> None:
    source, destination = server.account(10_00), server.account()
    key, body = new_key(), transfer(source, destination, 3_00)
    first, again = (server.call("createTransfer", body=body, key=key) for _ in range(2))
    _same(first, again)
    server.settled(first.document)
    later = server.call("createTransfer", body=body, key=key)
    _same(first, later)
    left = server.ok("getAccount", source["account_id"])["available_balance_cents"]
    expect(left == 7_00, f"Of 1000 cents 300 were sent once, and {left} are left.")
    expect(len(_of_key(server, "listTransactions", key)) == 1, "There is not exactly one transaction of that key.")


def _same(first: Answer, again: Answer) -> None:
    expect(first.is_success, f"The first request was refused with {first.status} {first.code}.")
    expect(again.status == first.status, f"The first answer was {first.status}, the second {again.status}.")
    expect(again.document == first.document, "The second answer differs from the first.")
    expect(again.headers.get("idempotent-replayed") == "true", "The second answer does not say Idempotent-Replayed.")
    expect("idempotent-replayed" not in first.headers, "The first answer says Idempotent-Replayed.")


@case(PART, "A key with another body is refused, and changes nothing", "createTransfer", "listTransactions")
def _other_body(server: Server) -> None:
    source, destination = server.account(10_00), server.account()
    key = new_key()
    server.ok("createTransfer", body=transfer(source, destination, 1_00), key=key)
    server.refused("idempotency_key_reused", "createTransfer", body=transfer(source, destination, 2_00), key=key)
    found = _of_key(server, "listTransactions", key)
    expect([one["amount_cents"] for one in found] == [1_00], "The movement of that key is not the first one alone.")


@case(PART, "A key is of one operation", "simulateDeposit", "createWithdrawal")
def _other_operation(server: Server) -> None:
    account, key = server.account(1_00), new_key()
    server.ok("simulateDeposit", body=money(account, 50), key=key)
    server.refused("idempotency_key_reused", "createWithdrawal", body=money(account, 50), key=key)


@case(PART, "A refusal by the bank is kept for its key", "createTransfer")
def _refusal_is_kept(server: Server) -> None:
    source, destination = server.account(), server.account()
    key, body = new_key(), transfer(source, destination, 5_00)
    server.refused("insufficient_funds", "createTransfer", body=body, key=key)
    server.settled(server.ok("simulateDeposit", body=money(source, 50_00)))
    again = server.refused("insufficient_funds", "createTransfer", body=body, key=key)
    expect(again.headers.get("idempotent-replayed") == "true", "The second refusal does not say Idempotent-Replayed.")


@case(PART, "A request that breaks the contract does not use up its key", "createTransfer")
def _invalid_is_not_kept(server: Server) -> None:
    source, destination = server.account(5_00), server.account()
    key = new_key()
    server.refused("invalid_field", "createTransfer", body=transfer(source, destination, -1), key=key)
    server.ok("createTransfer", body=transfer(source, destination, 1), key=key)


@case(PART, "Money does not move without a key", "createTransfer", "simulateDeposit")
def _key_is_needed(server: Server) -> None:
    source, destination = server.account(5_00), server.account()
    for operation_id, body in (
        ("createTransfer", transfer(source, destination, 1)),
        ("simulateDeposit", money(source, 1)),
    ):
        answer = server.call(operation_id, body=body, headers={"Idempotency-Key": ""})
        expect(answer.code == "idempotency_key_required", f"{operation_id} answered {answer.status} {answer.code}.")


@case(PART, "A key of other than visible ASCII characters is refused", "createTransfer")
def _key_is_text(server: Server) -> None:
    for key in ("k" * 256, "two words"):
        server.refused("idempotency_key_invalid", "createTransfer", body={}, key=key)


@case(PART, "The same request made at once by many moves money once", "createTransfer", "listTransactions")
def _at_once(server: Server) -> None:
    source, destination = server.account(10_00), server.account()
    key, body = new_key(), transfer(source, destination, 1_00)

    def ask(_: int) -> Answer:
        return server.call("createTransfer", body=body, key=key)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = list(pool.map(ask, range(_AT_ONCE)))
    others = {answer.code for answer in answers if not answer.is_success} - {"idempotency_key_in_flight"}
    expect(not others, f"Some were refused with {', '.join(map(str, others))}.")
    ids = {answer.document["transaction_id"] for answer in answers if answer.is_success}
    expect(len(ids) == 1, f"{len(ids)} transactions were made.")
    server.settled({"transaction_id": ids.pop()})
    left = server.ok("getAccount", source["account_id"])["available_balance_cents"]
    expect(left == 9_00, f"Of 1000 cents 100 were sent once, and {left} are left.")
    expect(len(_of_key(server, "listTransactions", key)) == 1, "There is not exactly one transaction of that key.")


@case(PART, "Whoever lost the answer gets it with the same key, and money moved once", "createTransfer", "getAccount")
def _lost_answer(server: Server) -> None:
    source, destination = server.account(10_00), server.account()
    for _ in range(5):
        key, body = new_key(), transfer(source, destination, 1_00)
        _send_and_hang_up(server, body, key)
        answer = server.until(
            lambda key=key, body=body: server.call("createTransfer", body=body, key=key),  # type: ignore[misc]
            lambda seen: seen.code != "idempotency_key_in_flight",
            "the first request to end",
        )
        expect(answer.is_success, f"The second request was refused with {answer.status} {answer.code}.")
        server.settled(answer.document)
        expect(len(_of_key(server, "listTransactions", key)) == 1, "There is not exactly one transaction of that key.")
    left = server.ok("getAccount", source["account_id"])["available_balance_cents"]
    expect(left == 5_00, f"Of 1000 cents 100 were sent five times, and {left} are left.")


def _send_and_hang_up(server: Server, body: dict[str, Any], key: str) -> None:
    """Send a whole request and close the connection before its answer is read."""
    url = urlsplit(server.base_url)
    content = json.dumps(body).encode()
    lines = [
        f"POST {url.path}{operations()['createTransfer'].path} HTTP/1.1",
        f"Host: {url.netloc}",
        f"Authorization: Bearer {server.key}",
        "Content-Type: application/json",
        f"Idempotency-Key: {key}",
        f"Content-Length: {len(content)}",
    ]
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        with socket.create_connection((url.hostname or "", port), _CONNECT_S) as plain:
            request = "\r\n".join(lines).encode() + b"\r\n\r\n" + content
            if url.scheme == "https":
                with ssl.create_default_context().wrap_socket(plain, server_hostname=url.hostname) as wrapped:
                    wrapped.sendall(request)
            else:
                plain.sendall(request)
    except OSError as error:
        raise NotKept(f"The request could not be sent: {error}.") from None
