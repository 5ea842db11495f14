"""`python -m loadtests.pages [--customers N]`: from the click to the painted page, in a real browser.

A bank is filled (see loadtests/growth/loader.py), served, and clicked through in Chromium: lists, pages of resources,
tabs, filters, searches, the next page. Each click is timed from the event to the second frame after the new content
stands. Exits 1 when the median is over the goal, 2 when the run is invalid.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import shutil
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any

from loadtests.bench import report, servers
from loadtests.growth.loader import Loaded, load

CUSTOMERS = 10_000
ROUNDS = 15
GOAL_MS = 200.0
OURS = [sys.executable, "-m", "sandbox.cli", "up"]
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync "
    "--no-first-run"
)

# The click happens in the page and is answered there, so nothing of the test's own road is in the time. A page swaps
# within one: <main> may be a new element or the same one morphed, but its data-path always names the page that stands.
_CLICK = """
([selector, heading]) => new Promise((done, failed) => {
    const before = document.querySelector('#main').dataset.path;
    const target = document.querySelector(selector);
    if (!target) { failed(new Error(`nothing to click: ${selector}`)); return; }
    const began = performance.now();
    const stands = () => {
        const main = document.querySelector('#main');
        return main && main.dataset.path !== before && (!heading || main.textContent.includes(heading));
    };
    const look = () => stands()
        ? requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)))
        : performance.now() - began > 10000 ? failed(new Error(`nothing came of ${selector}`)) : setTimeout(look, 1);
    target.click();
    look();
})
"""

Click = tuple[str, str, str, str]
"""What it is called, where it begins, what is clicked, and words that stand on the page that comes."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, click, tell; gives the exit code."""
    options = _options(arguments)
    try:
        loaded, taken = measured(options.customers, options.rounds)
    except servers.ServerError as error:
        _say(f"the run is invalid: {error}")
        return 2
    median = statistics.median([one for many in taken.values() for one in many])
    print("\n".join(_table(taken, loaded, median)))
    path = report.ROOT / "bench-results" / f"pages-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"machine": report.machine(), "customers": loaded.customers, "median_ms": median}))
    return 1 if median > GOAL_MS else 0


def measured(customers: int, rounds: int) -> tuple[Loaded, dict[str, list[float]]]:
    """The bank that was filled, and the milliseconds of each click by its name. Raises ServerError."""
    with servers.workplace() as place:
        data = place / "pages"
        _say(f"filling a bank of {customers:,} customers")
        loaded = asyncio.run(load(data, customers * 3 // 2, lambda _: None))
        with servers.ours(OURS, data, "--empty") as server:
            return loaded, _clicked(server.base_url, server.api_key, loaded, rounds)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m loadtests.pages", description=__doc__)
    parser.add_argument("--customers", type=int, default=CUSTOMERS, help=f"in the bank (default {CUSTOMERS:,})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"of all clicks (default {ROUNDS})")
    return parser.parse_args(arguments)


def clicks(loaded: Loaded, rng: random.Random) -> list[Click]:
    """What is clicked in a round, on customers from everywhere in the bank."""
    some = rng.choice(loaded.sample)
    customer, account = f"/portal/customers/{some.customer_id}", f"/portal/accounts/{some.account_id}"
    transfer = f'a[href^="/portal/do/createTransfer?source_account_id={some.account_id}"]'
    return [
        ("navigation: customers", "/portal", '#nav a[href="/portal/customers"]', "Customers"),
        ("navigation: accounts", "/portal", '#nav a[href="/portal/accounts"]', "Accounts"),
        ("navigation: ledger", "/portal", '#nav a[href="/portal/ledger"]', "Ledger"),
        ("navigation: events", "/portal", '#nav a[href="/portal/events"]', "Events"),
        ("list: the next page", "/portal/customers", '.pager a[rel="next"]', "Customers"),
        ("list: a customer", "/portal/customers", "#rows tbody tr:nth-child(5) a.row-title", "Accounts"),
        ("customer: accounts", customer, f'a[href="{customer}?tab=accounts"]', ""),
        ("account: entries", account, f'a[href="{account}?tab=entries"]', "Balance after"),
        ("search by address", f"/portal/customers?email={some.email}", "#rows a.row-title", "Accounts"),
        ("form: a transfer", account, transfer, "Amount"),
    ]


def _clicked(base_url: str, api_key: str, loaded: Loaded, rounds: int) -> dict[str, list[float]]:
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        raise servers.ServerError("Chromium is missing: apt-get install chromium")
    taken: dict[str, list[float]] = {}
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=FLAGS.split())
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{base_url}/portal/sign_in#key={api_key}")
        page.get_by_role("heading", name="Overview").wait_for(timeout=20_000)
        for number in range(rounds + 1):
            for name, begin, selector, words in clicks(loaded, random.Random(number)):
                _open(page, base_url + begin)
                took = page.evaluate(_CLICK, [selector, words])
                if number:
                    taken.setdefault(name, []).append(took)
        browser.close()
    return taken


def _open(page: Any, url: str) -> None:
    """A page, with its scripts at work."""
    page.goto(url)
    page.locator("[data-live-state=on]").wait_for(state="attached", timeout=10_000)


def _table(taken: dict[str, list[float]], loaded: Loaded, median: float) -> list[str]:
    lines = [f"{loaded.customers:,} customers, {loaded.accounts:,} accounts; ms from click to painted page"]
    lines += [f"{'':<28}{'median':>10}{'p95':>10}"]
    lines += [f"{name:<28}{statistics.median(many):>10.0f}{_p95(many):>10.0f}" for name, many in taken.items()]
    verdict = "held" if median <= GOAL_MS else "MISSED"
    return [*lines, f"{'all':<28}{median:>10.0f}", f"goal: {GOAL_MS:.0f} ms at the median: {verdict}"]


def _p95(taken: list[float]) -> float:
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
