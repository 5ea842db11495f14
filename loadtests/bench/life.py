"""The life of banks, measured against one server: made and forked, moved in time, told of, full of what is to come.

Everything goes through the API, as a client sees it; times are medians, in one run with the rest of the bench.
"""

import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from loadtests.bench import servers
from loadtests.bench.servers import Server

ACCOUNTS = 10_000
SMALL_ACCOUNTS = 100
TESTS = 1_000
PENDING = 10_000
DELIVERIES = 200
WORKERS = 8
_IDLE_S = 10.0
_MONEY = ("/transactions/", "/holds")
_START = "2026-01-15T09:30:00Z"


@dataclass
class Life:
    """What was measured; times in milliseconds unless the name says otherwise."""

    values: dict[str, float] = field(default_factory=dict)


class Client:
    """One key, one connection per thread."""

    def __init__(self, base_url: str, key: str) -> None:
        self._place = urlsplit(base_url)
        self._key = key
        self._local = threading.local()

    def call(self, method: str, path: str, body: Any = None, *, wait_s: int = 0) -> Any:
        """The decoded answer; raises ServerError unless it is a success."""
        connection = getattr(self._local, "connection", None)
        # The server closes what was idle for half a minute; better to ask for a new one than to find out.
        if connection is None or time.monotonic() - self._local.used > _IDLE_S:
            connection = http.client.HTTPConnection(self._place.hostname or "", self._place.port, timeout=90)
            self._local.connection = connection
        headers = {"Authorization": f"Bearer {self._key}"}
        if path.startswith(_MONEY):
            headers["Idempotency-Key"] = f"{time.perf_counter_ns()}-{id(body)}"
        if body is not None:
            headers["Content-Type"] = "application/json"
        if wait_s:
            headers["Prefer"] = f"wait={wait_s}"
        connection.request(method, f"/v1{path}", json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        self._local.used = time.monotonic()
        if answer.status >= 300:
            raise servers.ServerError("ours", f"{method} {path} answered {answer.status}: {content[:300]!r}")
        return json.loads(content) if content else None


def measure(command: Sequence[str], place: Path, say: Callable[[str], None]) -> Life:
    """Everything, on a server of its own."""
    life = Life()
    with servers.ours(command, place / "life", "--empty") as server:
        home = Client(server.base_url, server.api_key)
        say("life: new banks")
        life.values["new bank"] = _median(lambda: home.call("POST", "/banks", {"name": "New"}), 20)
        say(f"life: a bank of {ACCOUNTS:,} accounts")
        bank_id, bank = _bank(server, home, "Large")
        accounts = _fill(bank, ACCOUNTS)
        _forks(life, home, bank_id, f"fork of {ACCOUNTS:,} accounts")
        _pay_in(bank, accounts, 10_000_00)
        _forks(life, home, bank_id, "fork of the same with a deposit each")
        say(f"life: {TESTS:,} tests, each with a bank of {SMALL_ACCOUNTS} accounts")
        _tests(life, server, home)
        say("life: webhooks")
        _deliveries(life, server, home)
        say(f"life: {PENDING:,} pending effects")
        _pending(life, server, home)
        say("life: a year")
        _year(life, home, bank_id, bank)
    return life


def _median(work: Callable[[], Any], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _bank(server: Server, home: Client, name: str) -> tuple[str, Client]:
    made = home.call("POST", "/banks", {"name": name, "starts_at": _START})
    return made["bank_id"], Client(server.base_url, made["api_key"])


def _fill(bank: Client, accounts: int, *, cents: int = 0) -> list[str]:
    """Savings accounts of one customer, each with a balance; gives their ids."""
    person = {"customer_type": "INDIVIDUAL", "first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"}
    customer = bank.call("POST", "/customers", {**person, "date_of_birth": "1985-12-10"})["customer_id"]
    bank.call("POST", "/simulations/clock/advance", {"by": "PT0S"}, wait_s=30)
    opening = {"customer_id": customer, "account_type": "SAVINGS", "currency": "USD", "interest_rate_bps": 365}

    def open_one(_: int) -> str:
        account_id: str = bank.call("POST", "/accounts", opening)["account_id"]
        return account_id

    with ThreadPoolExecutor(WORKERS) as pool:
        found = [*pool.map(open_one, range(accounts))]
    if cents:
        _pay_in(bank, found, cents)
    return found


def _pay_in(bank: Client, accounts: list[str], cents: int) -> None:
    def pay_in(account_id: str) -> None:
        body = {"account_id": account_id, "amount_cents": cents, "currency": "USD", "method": "CASH"}
        bank.call("POST", "/transactions/deposit", body)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(pay_in, accounts))
    bank.call("POST", "/simulations/clock/advance", {"by": "PT0S"}, wait_s=30)


def _forks(life: Life, home: Client, bank_id: str, name: str) -> None:
    made: list[dict[str, Any]] = []
    taken = _median(lambda: made.append(home.call("POST", f"/banks/{bank_id}/fork")), 10)
    size = made[0]["size_bytes"] / 1e6
    life.values[name] = taken
    life.values[f"  its file, MB ({name.split()[-1]})"] = size
    life.values[f"  copied and synced, MB/s ({name.split()[-1]})"] = size / taken * 1000
    for fork in made:
        home.call("DELETE", f"/banks/{fork['bank_id']}")


def _tests(life: Life, server: Server, home: Client) -> None:
    template, bank = _bank(server, home, "Template")
    accounts = _fill(bank, SMALL_ACCOUNTS, cents=100_00)
    transfer = {"amount_cents": 1_00, "currency": "USD"}
    transfer |= {"source_account_id": accounts[0], "destination_account_id": accounts[1]}

    def one_test() -> None:
        made = home.call("POST", f"/banks/{template}/fork")
        mine = Client(server.base_url, made["api_key"])
        mine.call("POST", "/transactions/transfer", transfer, wait_s=10)
        mine.call("GET", f"/accounts/{accounts[0]}")
        home.call("DELETE", f"/banks/{made['bank_id']}")

    began = time.perf_counter()
    for _ in range(TESTS):
        one_test()
    life.values[f"a test with its own bank of {SMALL_ACCOUNTS} accounts"] = (time.perf_counter() - began) / TESTS * 1000


def _deliveries(life: Life, server: Server, home: Client) -> None:
    came: dict[str, float] = {}

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            came.setdefault(f"{body['resource_id']}/{body['type']}", time.perf_counter())
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *_: object) -> None:
            """Not said."""

    _, bank = _bank(server, home, "Telling")
    accounts = _fill(bank, 2, cents=100_000_00)
    receiver = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{receiver.server_port}/"
    bank.call("POST", "/webhook_endpoints", {"url": url, "event_types": ["transaction.initiated"]})
    transfer = {"source_account_id": accounts[0], "destination_account_id": accounts[1]}
    asked: dict[str, float] = {}
    for _ in range(DELIVERIES):
        made = bank.call("POST", "/transactions/transfer", {**transfer, "amount_cents": 1, "currency": "USD"})
        # The answer waits for the disk: the commit was before it.
        asked[f"{made['transaction_id']}/transaction.initiated"] = time.perf_counter()
    deadline = time.perf_counter() + 30
    while not asked.keys() <= came.keys() and time.perf_counter() < deadline:
        time.sleep(0.01)
    receiver.shutdown()
    receiver.server_close()
    delays = sorted((came[key] - at) * 1000 for key, at in asked.items() if key in came)
    if len(delays) < DELIVERIES:
        raise servers.ServerError("ours", f"{DELIVERIES - len(delays)} webhooks never came")
    life.values["webhook behind the answer, median"] = max(0.0, statistics.median(delays))
    life.values["webhook behind the answer, p99"] = delays[int(len(delays) * 0.99)]


def _pending(life: Life, server: Server, home: Client) -> None:
    """Reads and transfers on a bank with many holds that wait for their expiry, beside an empty one."""
    taken: dict[str, tuple[float, float]] = {}
    banks = []
    for name, count in (("few", 0), ("many", PENDING)):
        _, bank = _bank(server, home, name)
        accounts = _fill(bank, 2, cents=1_000_00)

        def place(_: int, bank: Client = bank, account_id: str = accounts[0]) -> None:
            bank.call("POST", "/holds", {"account_id": account_id, "amount_cents": 1, "currency": "USD"})

        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(place, range(count)))
        banks.append((name, bank, accounts))
    for _ in range(2):  # the first round warms both up
        for name, bank, accounts in banks:
            transfer = {"source_account_id": accounts[0], "destination_account_id": accounts[1]}
            body = {**transfer, "amount_cents": 1, "currency": "USD"}
            read = _median(lambda bank=bank, account=accounts[1]: bank.call("GET", f"/accounts/{account}"), 500)
            write = _median(
                lambda bank=bank, body=body: bank.call("POST", "/transactions/transfer", body, wait_s=10), 200
            )
            taken[name] = (read, write)
    life.values[f"read with {PENDING:,} pending, times an empty bank"] = taken["many"][0] / taken["few"][0]
    life.values[f"transfer with {PENDING:,} pending, times an empty bank"] = taken["many"][1] / taken["few"][1]


def _year(life: Life, home: Client, bank_id: str, bank: Client) -> None:
    """Twelve months of daily interest, quarter by quarter."""
    quarters = []
    fired = 0
    size = home.call("GET", f"/banks/{bank_id}")["size_bytes"]
    for _ in range(4):
        began = time.perf_counter()
        move = bank.call("POST", "/simulations/clock/advance", {"by": "P3M"}, wait_s=30)
        while move["status"] == "PENDING":
            time.sleep(0.05)
            move = bank.call("GET", f"/simulations/clock/moves/{move['clock_move_id']}")
        quarters.append(time.perf_counter() - began)
        fired += move["fired_count"]
    grown = home.call("GET", f"/banks/{bank_id}")["size_bytes"] - size
    whole = sum(quarters)
    life.values[f"a year over {ACCOUNTS:,} accounts, seconds"] = whole
    life.values["  accruals and postings, millions per minute"] = ACCOUNTS * (365 + 12) / whole * 60 / 1e6
    life.values["  rows of the queue"] = fired
    life.values["  last quarter, times the first"] = quarters[-1] / quarters[0]
    life.values["  growth of the file, MB per month"] = grown / 1e6 / 12
