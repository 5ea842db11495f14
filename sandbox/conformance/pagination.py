"""Lists: cursors walk over everything once, also while items are added; limits hold; bad cursors are refused."""

from __future__ import annotations

from typing import Any

from sandbox.conformance.case import NotKept, case, expect
from sandbox.conformance.server import Answer, Server, person

PART = "pagination"
_SIZE = 3
_MOST_PAGES = 400


def _walk(
    server: Server, operation_id: str, *ids: str, limit: int = _SIZE, between: Any = None, **query: Any
) -> list[Any]:
    """The items of all pages, in order; `between` is called after the first page. Raises `NotKept`."""
    found: list[Any] = []
    cursor: str | None = None
    for number in range(_MOST_PAGES):
        asked = {"limit": limit, **query, **({} if cursor is None else {"cursor": cursor})}
        answer = server.call(operation_id, *ids, query=asked)
        expect(answer.is_success, f"{operation_id} answered {answer.status} {answer.code} on page {number + 1}.")
        expect(len(answer.document) <= limit, f"A page of at most {limit} has {len(answer.document)} items.")
        found += answer.document
        cursor = _next(answer)
        if cursor is None:
            return found
        if number == 0 and between is not None:
            between()
    expect(False, f"{operation_id} had more than {_MOST_PAGES} pages: the cursor does not move on.")
    return found


def _next(answer: Answer) -> str | None:
    import httpx

    link = httpx.Response(200, headers=answer.headers).links.get("next", {}).get("url")
    return None if link is None else httpx.URL(link).params.get("cursor")


def _customers(server: Server, count: int) -> list[str]:
    ids = [server.ok("createCustomer", body=person())["customer_id"] for _ in range(count)]
    expect(len(set(ids)) == count, "New customers have the same id.")
    return ids


@case(PART, "Cursors walk over every customer once", "listCustomers", "createCustomer")
def _customers_once(server: Server) -> None:
    made = _customers(server, 2 * _SIZE + 1)
    walked = [one["customer_id"] for one in _walk(server, "listCustomers")]
    expect(len(set(walked)) == len(walked), "A customer came twice.")
    missing = set(made) - set(walked)
    expect(not missing, f"{len(missing)} of {len(made)} new customers did not come.")
    whole = [one["customer_id"] for one in _walk(server, "listCustomers", limit=100)]
    expect(whole == walked, "Pages of 100 have other customers, or in another order, than pages of 3.")


@case(PART, "The SDK's iterator gives the same list", "listCustomers")
def _by_sdk(server: Server) -> None:
    from sandbank import Sandbank
    from sandbank.errors import SandbankError

    _customers(server, _SIZE)
    try:
        with Sandbank(server.key, server.base_url.removesuffix("/v1")) as bank:
            listed = [one.customer_id for one in bank.customers.list_customers(limit=_SIZE)]
    except SandbankError as error:
        raise NotKept(f"The SDK could not list them: {error}") from None
    expect(listed == [one["customer_id"] for one in _walk(server, "listCustomers")], "The two lists differ.")


@case(PART, "Items that are added while a walk goes on neither come twice nor push others out", "listCustomers")
def _under_inserts(server: Server) -> None:
    before = _customers(server, 2 * _SIZE + 1)
    walked = [
        one["customer_id"] for one in _walk(server, "listCustomers", between=lambda: _customers(server, _SIZE + 1))
    ]
    expect(len(set(walked)) == len(walked), "A customer came twice.")
    expect(not set(before) - set(walked), "A customer of before the walk did not come.")


@case(PART, "Oldest first is newest first, turned round", "listCustomers")
def _orders(server: Server) -> None:
    _customers(server, _SIZE + 1)
    walked = [[one["customer_id"] for one in _walk(server, "listCustomers", order=order)] for order in ("asc", "desc")]
    expect(walked[0] == walked[1][::-1], "The two orders are not each other's reverse.")


@case(PART, "An account's movements all come, newest first", "listAccountTransactions", "simulateDeposit")
def _movements(server: Server) -> None:
    account = server.account()
    body = {"account_id": account["account_id"], "method": "CASH", "currency": "USD"}
    made = [
        server.settled(server.ok("simulateDeposit", body={**body, "amount_cents": cents}))["transaction_id"]
        for cents in range(1, 2 * _SIZE + 2)
    ]
    walked = [one["transaction_id"] for one in _walk(server, "listAccountTransactions", account["account_id"])]
    expect(walked == made[::-1], f"{len(made)} deposits were made, and {len(walked)} came, or in another order.")


@case(PART, "A filter holds on every page", "listCustomers")
def _filter(server: Server) -> None:
    ids = _customers(server, 2 * _SIZE)
    for customer_id in ids[:_SIZE]:
        server.ok("suspendCustomer", customer_id)
    walked = _walk(server, "listCustomers", limit=2, status="SUSPENDED")
    expect({one["status"] for one in walked} == {"SUSPENDED"}, "Others than SUSPENDED customers came.")
    expect(set(ids[:_SIZE]) <= {one["customer_id"] for one in walked}, "A SUSPENDED customer did not come.")


@case(PART, "Pages by number show the same items", "listCustomers")
def _by_number(server: Server) -> None:
    _customers(server, _SIZE + 1)
    pages = [server.ok("listCustomers", query={"limit": _SIZE, "page": page}) for page in (1, 2)]
    walked = [one["customer_id"] for one in _walk(server, "listCustomers")]
    shown = [one["customer_id"] for page in pages for one in page]
    expect(shown == walked[: len(shown)] and len(shown) > _SIZE, "Two pages by number differ from the walk by cursor.")


@case(PART, "A limit outside 1 to 100 is refused", "listCustomers", "listTransactions", "listEvents")
def _limits(server: Server) -> None:
    for operation_id in ("listCustomers", "listTransactions", "listEvents"):
        for limit in ("0", "-1", "101", "many"):
            server.refused("invalid_field", operation_id, query={"limit": limit})


@case(PART, "A cursor from nowhere is refused", "listCustomers", "listTransactions", "listAccounts")
def _bad_cursors(server: Server) -> None:
    for operation_id in ("listCustomers", "listTransactions", "listAccounts"):
        server.refused("invalid_cursor", operation_id, query={"cursor": "from-nowhere"})


@case(PART, "A cursor with a page number is refused", "listCustomers")
def _both(server: Server) -> None:
    _customers(server, 2)
    cursor = _next(server.call("listCustomers", query={"limit": 1}))
    expect(cursor is not None, "A list of two or more with limit=1 has no next page.")
    server.refused("conflicting_pagination", "listCustomers", query={"limit": 1, "cursor": cursor, "page": 1})


@case(PART, "The last page has no next one, and every other has", "listAccountTransactions")
def _last_page(server: Server) -> None:
    account = server.account()
    for cents in range(1, _SIZE + 1):
        body = {"account_id": account["account_id"], "method": "CASH", "currency": "USD", "amount_cents": cents}
        server.ok("simulateDeposit", body=body)
    for limit, is_last in ((_SIZE - 1, False), (_SIZE, True), (_SIZE + 1, True)):
        answer = server.call("listAccountTransactions", account["account_id"], query={"limit": limit})
        said = "has no next one" if _next(answer) is None else "has a next one"
        expect((_next(answer) is None) == is_last, f"Of {_SIZE} movements, the first page of {limit} {said}.")
