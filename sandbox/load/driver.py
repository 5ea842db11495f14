"""One load generator: `python -m sandbox.load.driver`, with its share of the load as JSON on standard input.

Locust replaces the threads and sockets of its process by gevent's, so it has a process of its own, and says
what it saw as one JSON line a second on standard output. Requests follow a schedule, not one another: a
request that is late goes out at once, and its latency counts from the moment it was meant to go out, so a server
that stalls cannot hide the requests it kept from being made. See: run.py, requests.py.
"""

from __future__ import annotations

import json
import logging
import random
import sys
from collections import Counter, defaultdict
from typing import Any, ClassVar

import gevent  # type: ignore[import-untyped]
from locust import FastHttpUser, task
from locust.env import Environment

from sandbox.engine.clock import elapsed
from sandbox.load.histogram import bucket_of
from sandbox.load.requests import Step, Unfinished, Walk, reader, writer

_TIMEOUT_S = 30.0
_SUCCESSES = range(200, 300)
_TOLD_ERRORS = 200


class Seen:
    """What happened since it was told last."""

    def __init__(self) -> None:
        self.latency: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.service: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.errors: Counter[str] = Counter()

    def add(self, step: Step, meant_at: float, began: float, ended: float) -> None:
        """Count one answer, from when it was meant to be asked for, and from when it was."""
        self.latency[step.operation_id][bucket_of(ended - meant_at)] += 1
        self.service[step.operation_id][bucket_of(ended - began)] += 1


SEEN = Seen()


class _Customer(FastHttpUser):
    abstract = True
    network_timeout = _TIMEOUT_S
    connection_timeout = _TIMEOUT_S

    work: ClassVar[dict[str, Any]] = {}
    period_s: ClassVar[float] = 1.0

    def on_start(self) -> None:
        """Begin somewhere in the period, so that all do not ask at once."""
        self.chance = random.Random()  # noqa: S311 - chooses accounts, guards nothing
        self.walk = self.begin()
        self.next: Step | None = None
        self.meant_at = elapsed() + self.chance.random() * self.period_s
        gevent.sleep(self.meant_at - elapsed())

    def begin(self) -> Walk:
        """What this customer does."""
        raise AssertionError("a reader or a writer")

    def wait_time(self) -> float:
        """Until the next request is meant to go out."""
        self.meant_at += self.period_s
        return max(0.0, self.meant_at - elapsed())

    @task
    def ask(self) -> None:
        """Send one request, and let its answer choose the next."""
        step = self.next or next(self.walk)
        headers = {"Authorization": f"Bearer {self.work['key']}"}
        if step.key is not None:
            headers["Idempotency-Key"] = step.key
        began = elapsed()
        answer = self.client.request(step.method, f"/v1{step.path}", json=step.body, headers=headers, name="-")
        SEEN.add(step, self.meant_at, began, elapsed())
        if answer.status_code in _SUCCESSES:
            try:
                self.next = self.walk.send(json.loads(answer.text or "null"))
                return
            except (Unfinished, ValueError, KeyError, TypeError) as error:
                SEEN.errors[f"{step.operation_id}: {error!r}"[:_TOLD_ERRORS]] += 1
        else:
            why = answer.text if answer.status_code else "no answer"
            SEEN.errors[f"{step.operation_id}: {answer.status_code} {why}"[:_TOLD_ERRORS]] += 1
        self.walk, self.next = self.begin(), None


class Reader(_Customer):
    """Looks."""

    def begin(self) -> Walk:
        return reader(self.work["accounts"], self.chance)


class Writer(_Customer):
    """Changes something."""

    def begin(self) -> Walk:
        return writer(self.work["accounts"], self.chance)


def main() -> None:
    """Make the load that standard input describes."""
    logging.basicConfig(level=logging.ERROR)
    work = json.load(sys.stdin)
    _Customer.work = work
    classes: list[type[_Customer]] = []
    for kind, rate, users in (
        (Reader, work["reads_per_s"], work["readers"]),
        (Writer, work["writes_per_s"], work["writers"]),
    ):
        if users:
            kind.period_s = users / rate
            kind.fixed_count = users
            classes.append(kind)
    environment = Environment(user_classes=[*classes], host=work["base_url"], catch_exceptions=True)
    runner = environment.create_local_runner()
    users = sum(kind.fixed_count for kind in classes)
    runner.start(users, spawn_rate=users)
    gevent.sleep(work["warm_s"])
    _measure(work["seconds"])
    runner.quit()


def _measure(seconds: int) -> None:
    """Forget what was warming up, and tell the rest second by second."""
    global SEEN
    SEEN = Seen()
    began = elapsed()
    for second in range(seconds):
        gevent.sleep(max(0.0, began + second + 1 - elapsed()))
        seen, SEEN = SEEN, Seen()
        line = {"second": second, "latency": seen.latency, "service": seen.service, "errors": seen.errors}
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
