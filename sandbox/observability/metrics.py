"""What /metrics says, in Prometheus' text format: one function per part, read from the counters at each scrape.

Nothing is measured here: engine, recorder and dispatchers count where they work, and this names what they counted.
No label is an id of a bank, customer, key or endpoint: the series are as many as the contract has operations and
problems. What concerns one bank is told by /health. Why prometheus_client: the text format's escaping and the
process' own figures; its counters, which lock, are not used. See: calls.py, tests/observability/test_metrics.py.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterable, Iterator, Mapping

import apsw
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from sandbox import __version__
from sandbox.engine.bank import Bank
from sandbox.engine.measures import MEASURES, Spread
from sandbox.host import Host
from sandbox.observability.backlog import Waiting
from sandbox.observability.calls import UNKNOWN, Calls
from sandbox.observability.health import Health
from sandbox.observability.logs import LOGGED
from sandbox.observability.loop_lag import LoopLag
from sandbox.services.webhooks.delivery import DISPATCHERS
from sandbox.services.webhooks.measures import MEASURES as WEBHOOKS
from sandbox.services.webhooks.measures import backlog_of


class Metrics(Collector):
    """Everything of one server. `running`: how many requests are under way."""

    def __init__(self, host: Host, health: Health, calls: Calls, lag: LoopLag) -> None:
        self._host = host
        self._health = health
        self._calls = calls
        self._lag = lag
        self._running = 0
        self._waiting = Waiting(0, 0, 0)
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(self)
        ProcessCollector(registry=self._registry)

    def text(self, running: int, waiting: Waiting) -> bytes:
        """The whole text, with what only others know: requests under way, and the queues' rows."""
        self._running, self._waiting = running, waiting
        return generate_latest(self._registry)

    def collect(self) -> Iterator[Metric]:
        """Every family, in the order of the parts."""
        banks = self._host.directory.banks()
        yield from self._of_requests()
        yield from _of_commits(banks)
        yield from _of_memory(banks)
        yield from self._of_banks(banks)
        yield from self._of_queues(banks)
        yield from _of_webhooks()
        yield from self._of_the_process()

    def _of_requests(self) -> Iterator[Metric]:
        calls, recorder = self._calls, self._host.recorder
        labels = ["operation", "rate_class", "status"]
        total = CounterMetricFamily("sandbank_requests", "Requests answered, by class of status.", labels=labels)
        for (operation, hundreds), count in calls.by_status.items():
            total.add_metric([operation, calls.rate_class.get(operation, UNKNOWN), f"{hundreds}xx"], count)
        yield total
        took = HistogramMetricFamily(
            "sandbank_request_duration_seconds", "From a request to its answer.", labels=["operation", "rate_class"]
        )
        for operation, spread in calls.durations.items():
            _add(took, [operation, calls.rate_class.get(operation, UNKNOWN)], spread)
        yield took
        yield _counters("sandbank_refusals", "Requests refused, by problem code.", "code", calls.refusals)
        yield _gauge("sandbank_requests_in_flight", "Requests under way.", self._running)
        yield _gauge("sandbank_request_log_waiting", "Calls not yet in the request log.", recorder.waiting)
        yield _counter("sandbank_request_log_dropped", "Calls that the request log lost.", recorder.dropped)

    def _of_banks(self, banks: list[Bank]) -> Iterator[Metric]:
        directory = self._host.directory
        yield _gauge("sandbank_banks_open", "Open banks, the platform's included.", len(banks))
        yield _gauge("sandbank_banks_capacity", "Banks that may be open at once.", directory.capacity)
        read_only = sum(bank.is_read_only for bank in banks)
        yield _gauge("sandbank_banks_read_only", "Open banks whose disk refuses writes.", read_only)
        failing = len(self._health.edge_failing())
        yield _gauge("sandbank_edges_failing", "Banks whose request log or webhooks cannot be written.", failing)
        clocks = {"running": 0, "frozen": 0, "moving": 0}
        for bank in banks:
            clocks["moving" if bank.move is not None else bank.clock.mode.lower()] += 1
        yield _gauges("sandbank_clocks", "Clocks of the open banks, by state.", "state", clocks)
        free = shutil.disk_usage(directory.path).free
        yield _gauge("sandbank_data_free_bytes", "Free space where the data directory is.", free)
        yield _gauge("sandbank_bank_file_bytes", "Size of the open banks' files.", sum(map(_size_of, banks)))

    def _of_queues(self, banks: list[Bank]) -> Iterator[Metric]:
        waiting = self._waiting._asdict()
        yield _gauges("sandbank_effects", "Rows of the queues, at most 10,000 counted per bank.", "state", waiting)
        outcomes = {
            "done": MEASURES.effects_done,
            "failed": MEASURES.effects_failed,
            "parked": MEASURES.effects_parked,
        }
        yield _counters("sandbank_effects_run", "Rows of the queues that ran, by outcome.", "outcome", outcomes)
        late = max((_late_by(bank) for bank in banks), default=0.0)
        yield _gauge("sandbank_effects_late_seconds", "How long the row that is due longest has waited.", late)

    def _of_the_process(self) -> Iterator[Metric]:
        lag = HistogramMetricFamily("sandbank_event_loop_lag_seconds", "How late a timer of the event loop fired.")
        _add(lag, [], self._lag.spread)
        yield lag
        yield _counters("sandbank_log_records", "Lines logged, by level.", "level", LOGGED)
        yield _gauge("sandbank_ready", "Whether /ready says so.", self._health.readiness()[0] == 200)
        about = {"version": __version__, "python": platform.python_version(), "sqlite": apsw.sqlite_lib_version()}
        build = GaugeMetricFamily("sandbank_build_info", "What runs.", labels=[*about])
        build.add_metric([*about.values()], 1)
        yield build


def _of_commits(banks: list[Bank]) -> Iterator[Metric]:
    for name, text, spread in (
        ("sandbank_flush_commits", "Commits that one flush wrote.", MEASURES.batch_commits),
        (
            "sandbank_flush_duration_seconds",
            "From a batch's end to its commits being known.",
            MEASURES.flush,
        ),
        ("sandbank_flush_write_seconds", "The statement that writes a batch, fsync included.", MEASURES.write),
        ("sandbank_flush_disk_wait_seconds", "The part of it spent waiting: fsync above all.", MEASURES.disk_wait),
    ):
        family = HistogramMetricFamily(name, text)
        _add(family, [], spread)
        yield family
    yield _counter("sandbank_flush_failures", "Flushes that failed and made a bank read-only.", MEASURES.flush_failures)
    unflushed = sum(bank.store.state.commit - bank.store.state.flushed for bank in banks)
    yield _gauge("sandbank_commits_unflushed", "Commits in memory and not yet on disk.", unflushed)
    yield _counter("sandbank_transaction_reruns", "Transactions that had to run again.", MEASURES.reruns)
    yield _counter("sandbank_transactions_alone", "Transactions that at last ran alone.", MEASURES.runs_alone)


def _of_memory(banks: list[Bank]) -> Iterator[Metric]:
    lookups = {"hit": MEASURES.head_hits, "miss": MEASURES.head_misses}
    yield _counters("sandbank_record_cache_lookups", "Look-ups of records, by result.", "result", lookups)
    states = [bank.store.state for bank in banks]
    held = {name: sum(len(getattr(state, name)) for state in states) for name in ("heads", "balances", "holds")}
    yield _gauges("sandbank_cached_objects", "What the open banks hold in memory.", "kind", held)


def _of_webhooks() -> Iterator[Metric]:
    name, text = "sandbank_webhook_attempts", "Attempts to deliver, by how they ended."
    yield _counters(name, text, "outcome", WEBHOOKS.attempts)
    yield _counter("sandbank_webhook_given_up", "Deliveries that failed for good.", WEBHOOKS.given_up)
    for name, text, spread in (
        ("sandbank_webhook_attempt_duration_seconds", "One attempt.", WEBHOOKS.duration),
        ("sandbank_webhook_delay_seconds", "From a delivery's beginning to its first attempt.", WEBHOOKS.delay),
    ):
        family = HistogramMetricFamily(name, text)
        _add(family, [], spread)
        yield family
    told = [backlog_of(one.roster.lanes.values(), one.bank.store.last_event) for one in [*DISPATCHERS.values()]]
    yield _gauge("sandbank_webhook_endpoints", "Endpoints that are delivered to.", sum(one.endpoints for one in told))
    yield _gauge("sandbank_webhook_waiting", "Deliveries not yet taken.", sum(one.waiting for one in told))
    yield _gauge("sandbank_webhook_in_flight", "Attempts under way.", sum(one.in_flight for one in told))
    behind = max((one.events_behind for one in told), default=0)
    yield _gauge("sandbank_webhook_events_behind", "Events the endpoint furthest behind has not taken in.", behind)


def _late_by(bank: Bank) -> float:
    effect = bank.store.effects.peek()
    return 0.0 if effect is None else max(0.0, (bank.clock.now_us() - effect.due_us) / 1e6)


def _size_of(bank: Bank) -> int:
    try:
        return bank.size_bytes
    except OSError:
        return 0  # replaced by another file in between


def _add(family: HistogramMetricFamily, labels: list[str], spread: Spread) -> None:
    # A copy first: a thread may add to it meanwhile, and buckets must not shrink upwards.
    buckets: list[tuple[str, float]] = []
    below = 0
    for bound, count in zip((*map(str, spread.bounds), "+Inf"), [*spread.counts], strict=True):
        below += count
        buckets.append((bound, below))
    family.add_metric(labels, buckets, spread.total)


def _counter(name: str, text: str, value: float) -> Metric:
    return CounterMetricFamily(name, text, value=value)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, text, value=value)


def _counters(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    return _filled(CounterMetricFamily(name, text, labels=[label]), values.items())


def _gauges(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    return _filled(GaugeMetricFamily(name, text, labels=[label]), values.items())


def _filled(
    family: CounterMetricFamily | GaugeMetricFamily, values: Iterable[tuple[str, float]]
) -> CounterMetricFamily | GaugeMetricFamily:
    for name, value in values:
        family.add_metric([name], value)
    return family
