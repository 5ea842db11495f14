"""A run of the cases, in a bank of its own that is deleted afterwards, and what became of each as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import httpx

from sandbox.conformance import idempotency, pagination, problems, schemas, states, webhooks
from sandbox.conformance.case import CASES, Case, NotKept, NotTried, Unusable
from sandbox.conformance.server import Server, operations
from sandbox.contract.document import load_contract
from sandbox.engine.clock import elapsed, to_datetime, wall_us

PARTS = (problems.PART, idempotency.PART, pagination.PART, states.PART, webhooks.PART, schemas.PART)
"""In this order; what may leave the most behind comes last."""

PATIENCE_S = 10.0

Show = Callable[[int, str], None]


def cases_of(parts: Sequence[str], examples: int) -> list[Case]:
    """The cases of some parts, in order."""
    known = [*CASES, *schemas.cases(examples)]
    return [case for part in PARTS if part in parts for case in known if case.part == part]


def run(
    base_url: str, key: str, parts: Sequence[str], examples: int, show: Show, patience_s: float = PATIENCE_S
) -> dict[str, Any]:
    """Try every case of the parts; gives the report. Raises `Unusable` when nobody answers."""
    chosen, started_us = cases_of(parts, examples), wall_us()
    told: list[dict[str, Any]] = []
    with _bank(_found(base_url.rstrip("/").removesuffix("/v1"), key, patience_s)) as server:
        for number, case in enumerate(chosen):
            failures = sum(one["outcome"] == "failed" for one in told)
            show(number * 10_000 // len(chosen), f"{number}/{len(chosen)}, {failures} do not conform: {case.name}")
            told.append(_tried(case, server))
        show(10_000, "")
    return {
        "report": "sandbank contract check",
        "contract_version": load_contract()["info"]["version"],
        "base_url": base_url,
        "started_at": to_datetime(started_us).isoformat().replace("+00:00", "Z"),
        "conforms": all(one["outcome"] != "failed" for one in told),
        "parts": {part: _sum([one for one in told if one["part"] == part]) for part in PARTS if part in parts},
        "cases": told,
    }


def _tried(case: Case, server: Server) -> dict[str, Any]:
    began = elapsed()
    outcome, detail = "passed", ""
    try:
        case.check(server)
    except NotKept as error:
        outcome, detail = "failed", str(error)
    except NotTried as error:
        outcome, detail = "skipped", str(error)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        # What a case reads was promised by the contract, as far as the schemas say; a server that fits them by
        # the letter alone can still lack it.
        outcome, detail = "failed", f"An answer lacks what the case needs: {error!r}"
    return {
        "part": case.part,
        "name": case.name,
        "operations": list(case.operations),
        "outcome": outcome,
        "detail": detail,
        "seconds": round(elapsed() - began, 3),
    }


def _found(root: str, key: str, patience_s: float) -> Server:
    """The server, where its paths begin: below /v1 as the contract has it, or at the root, as mocks do."""
    asked = operations()["getCurrentUser"].path
    for base_url in (f"{root}/v1", root):
        server = Server(base_url, key, patience_s)
        try:
            if server.send("GET", asked).status != httpx.codes.NOT_FOUND:
                return server
        except NotKept as error:
            raise Unusable(f"Nobody answers at {root}: {error}") from None
    raise Unusable(f"{root} has neither /v1{asked} nor {asked}: is that the address?")


@contextmanager
def _bank(home: Server) -> Iterator[Server]:
    """A new bank for the run; the key's own where it may not make one."""
    try:
        made = home.call("createBank", body={"name": "Contract check"})
    except NotKept:
        made = None
    if made is None or not made.is_success or not made.document.get("api_key"):
        yield home
        return
    try:
        yield home.with_key(made.document["api_key"])
    finally:
        # A server that has gone away has been told of by every case since.
        with suppress(NotKept):
            home.send("DELETE", f"/banks/{made.document['bank_id']}")


def _sum(told: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        **{name: sum(one["outcome"] == name for one in told) for name in ("passed", "failed", "skipped")},
        "seconds": round(sum(one["seconds"] for one in told), 3),
    }
