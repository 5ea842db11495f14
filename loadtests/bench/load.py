"""Load: drives a server with wrk and says how many operations it finished per second.

A run counts only if every answer was a success. A transfer counts when its transaction is
`COMPLETED` and on disk: after wrk ends, the time until no transaction is `PENDING` is part of the
run, and none may have `FAILED`. Every server gets the same requests over the same connections.
See: read.lua, transfer.lua and outcome.lua beside this file, and wrk's SCRIPTING document.
"""

import json
import os
import secrets
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from loadtests.bench import servers
from loadtests.bench.servers import Server

Work = Literal["read", "transfer"]

HERE = Path(__file__).resolve().parent
CONNECTIONS = 32
ANSWER_TIMEOUT_S = 10
SETTLE_TIMEOUT_S = 30.0
SETTLE_POLL_S = 0.02
LEAST_BALANCE_CENTS = 10_000_00
SUCCESS = {"read": "200", "transfer": "202"}


class RunError(Exception):
    """The run says nothing about speed: answers other than success, lost connections, unsettled money."""


class Outcome(msgspec.Struct, frozen=True):
    """What wrk saw, as outcome.lua prints it; latencies in microseconds."""

    answers: int
    duration_us: int
    refused: int
    connect: int
    read: int
    write: int
    timeout: int
    p50_us: int
    p90_us: int
    p99_us: int
    p999_us: int
    max_us: int
    statuses: dict[str, int]
    refusal: str


@dataclass(frozen=True)
class Run:
    """One measured run: operations finished, the seconds they took, and the latencies seen by wrk."""

    finished: int
    elapsed_s: float
    settle_s: float
    outcome: Outcome

    @property
    def per_second(self) -> float:
        return self.finished / self.elapsed_s


@dataclass(frozen=True)
class Target:
    """A server and the file of its account ids that the requests go over."""

    server: Server
    accounts: Path
    account_count: int


def target_of_bank(server: Server, place: Path) -> Target:
    """The bank's active accounts in dollars with money enough for one cent per request."""
    listed: list[dict[str, Any]] = server.get("/v1/accounts?limit=100")
    ids = [
        account["account_id"]
        for account in listed
        if account["status"] == "ACTIVE"
        and account["currency"] == "USD"
        and account["available_balance_cents"] >= LEAST_BALANCE_CENTS
    ]
    if len(ids) < 2:
        raise RunError(f"{server.name}: {len(ids)} of {len(listed)} accounts can send money; two are needed")
    return _target(server, place, ids)


def target_of_bare(server: Server, place: Path) -> Target:
    """The bare server answers anything; it is asked for as many accounts as the hand-made bank has."""
    return _target(server, place, [f"acct_{number:026x}" for number in range(100)])


def target_of_prism(server: Server, place: Path) -> Target:
    """Prism answers any account with the example of the contract."""
    return _target(server, place, [servers.PRISM_ACCOUNT])


def _target(server: Server, place: Path, ids: list[str]) -> Target:
    path = place / f"{server.name}-accounts.txt"
    path.write_text("".join(f"{account_id}\n" for account_id in ids))
    return Target(server, path, len(ids))


def drive(target: Target, work: Work, seconds: int) -> Run:
    """One run of wrk, with everything finished at its end; raises RunError if anything went wrong."""
    if work == "read":
        outcome = _checked(target, work, _wrk(target, work, seconds, is_counting=False))
        return Run(outcome.answers, outcome.duration_us / 1e6, 0.0, outcome)
    failed_before = _newest(target.server, "FAILED")
    outcome = _checked(target, work, _wrk(target, work, seconds, is_counting=True))
    settle_s = _settle(target.server)
    if _newest(target.server, "FAILED") != failed_before:
        raise RunError(f"{target.server.name}: transfers ended FAILED after their answer")
    finished = outcome.statuses.get(SUCCESS[work], 0)
    return Run(finished, outcome.duration_us / 1e6 + settle_s, settle_s, outcome)


def _wrk(target: Target, work: Work, seconds: int, *, is_counting: bool) -> Outcome:
    environment = os.environ | {
        "BENCH_API_KEY": target.server.api_key,
        "BENCH_ACCOUNTS": str(target.accounts),
        "BENCH_PREFIX": target.server.prefix,
        "BENCH_OUTCOME": str(HERE / "outcome.lua"),
        "BENCH_RUN": secrets.token_hex(8),
    }
    if is_counting:
        environment["BENCH_COUNT_STATUSES"] = "1"
    size = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", f"{ANSWER_TIMEOUT_S}s"]
    try:
        done = subprocess.run(
            ["wrk", *size, "-s", str(HERE / f"{work}.lua"), target.server.base_url],
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds + ANSWER_TIMEOUT_S + 20,
            check=False,
        )
    except FileNotFoundError as error:
        raise RunError("wrk is not installed: `apt-get install -y wrk`") from error
    except subprocess.TimeoutExpired as error:
        raise RunError(f"{target.server.name}: wrk did not end") from error
    _, marker, line = done.stdout.partition("OUTCOME ")
    if not marker:
        raise RunError(f"{target.server.name}: wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    return msgspec.json.decode(line, type=Outcome)


def _checked(target: Target, work: Work, outcome: Outcome) -> Outcome:
    """The outcome, if every answer was the success expected; else the count of each status is told."""
    others = {status: count for status, count in outcome.statuses.items() if status != SUCCESS[work]}
    lost = outcome.connect + outcome.read + outcome.write + outcome.timeout
    if outcome.answers and not (outcome.refused or others or lost):
        return outcome
    told = outcome if outcome.statuses else _wrk(target, work, 1, is_counting=True)
    raise RunError(
        f"{target.server.name}, {work}: {outcome.answers} answers, {outcome.refused} of them errors; "
        f"statuses {json.dumps(told.statuses)}; connections: {outcome.connect} refused, "
        f"{outcome.read} read and {outcome.write} write errors, {outcome.timeout} timeouts; "
        f"first error: {told.refusal or 'none'}"
    )


def _newest(server: Server, status: str) -> str | None:
    """The id of the newest transaction with that status, if there is one."""
    listed = server.get(f"/v1/transactions?status={status}&limit=1")
    return listed[0]["transaction_id"] if listed else None


def _settle(server: Server) -> float:
    """Seconds from now until no transaction is pending."""
    begun = time.perf_counter()
    while _newest(server, "PENDING") is not None:
        if time.perf_counter() - begun > SETTLE_TIMEOUT_S:
            raise RunError(f"{server.name}: transfers still pending after {SETTLE_TIMEOUT_S:.0f} s")
        time.sleep(SETTLE_POLL_S)
    return time.perf_counter() - begun
