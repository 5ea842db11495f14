"""`python -m tests.portal.screenshots [names]`: pictures of the portal for the documentation, the same on every run.

The server lives in a moment that is always the same (libfaketime), ids and outcomes follow from a seed, a few calls are
made, and the browser looks at it twelve minutes later. Only secrets and latencies differ from run to run. They are
written into docs/assets/portal, each under 200 kB.
"""

from __future__ import annotations

import contextlib
import datetime
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sandbank import Sandbank
from sandbank.errors import APIStatusError

from tests.faults.server import Server, funded_accounts, running
from tests.portal.chromium import CHROMIUM, FLAGS, MISSING, ROOT, Window, signed_in
from tests.portal.receiver import Receiver, listening

PLACE = ROOT / "docs" / "assets" / "portal"
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
DAY = "2026-09-14"
SEED = "2026"
PORT = "8080"
"""The port that the SDK calls by default, so that code needs no address."""
RECEIVER_PORT = 9000
MOST_BYTES = 200_000

_ENVIRONMENT = {
    "TZ": "UTC",
    "LD_PRELOAD": str(FAKETIME),
    "FAKETIME": f"{DAY} 09:30:00",
    "FAKETIME_DONT_FAKE_MONOTONIC": "1",
}
NOW = datetime.datetime.fromisoformat(f"{DAY}T09:42:00+00:00")


class Picture(NamedTuple):
    """A page as it is pictured; `at` gives its path from the ids of what was made."""

    name: str
    at: Callable[[dict[str, str]], str]
    scheme: str = "light"
    width: int = 1440


PICTURES = (
    Picture("home", lambda ids: "/portal"),
    Picture("customer", lambda ids: f"/portal/customers/{ids['customer']}?tab=accounts"),
    Picture("account", lambda ids: f"/portal/accounts/{ids['account']}?tab=entries"),
    Picture("account_phone", lambda ids: f"/portal/accounts/{ids['account']}", width=390),
    Picture("transaction", lambda ids: f"/portal/transactions/{ids['transaction']}"),
    Picture("explain", lambda ids: f"/portal/explain/{ids['transaction']}", "dark"),
    Picture("ledger", lambda ids: "/portal/ledger"),
    Picture("audit", lambda ids: "/portal/audit"),
    Picture("clock", lambda ids: "/portal/time"),
    Picture("simulation", lambda ids: "/portal/simulation"),
    Picture("faults", lambda ids: "/portal/faults", "dark"),
    Picture("requests", lambda ids: "/portal/requests"),
    Picture("events", lambda ids: f"/portal/events/{ids['event']}"),
    Picture("webhooks", lambda ids: f"/portal/webhooks/{ids['endpoint']}", "dark"),
)


def main(names: Sequence[str]) -> int:
    """Make all pictures, or those that are named."""
    from playwright.sync_api import sync_playwright

    if MISSING or not FAKETIME.exists():
        sys.stderr.write(f"{MISSING or 'pictures need libfaketime: `apt-get install -y faketime`'}\n")
        return 2
    wanted = [one for one in PICTURES if not names or one.name in names]
    PLACE.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        running(Path(place) / "data", "--port", PORT, "--seed", SEED, environment=_ENVIRONMENT) as server,
        listening(fails=1, port=RECEIVER_PORT) as receiver,
        Sandbank(server.announced["api_key"], server.announced["base_url"]) as bank,
        sync_playwright() as started,
    ):
        ids = live_a_little(bank, server, receiver)
        browser = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        heavy = [one.name for one in wanted if take(browser, server, one, one.at(ids)) > MOST_BYTES]
        browser.close()
    for name in heavy:
        sys.stderr.write(f"{name}.png is over {MOST_BYTES:,} bytes\n")
    return 1 if heavy else 0


def live_a_little(bank: Sandbank, server: Server, receiver: Receiver) -> dict[str, str]:
    """What a morning of development leaves behind; gives the ids of what is pictured."""
    endpoint = bank.webhooks.create_webhook_endpoint(
        url=receiver.url, event_types=["transaction.*", "customer.*"], description="Orders service"
    )
    with server.client() as client:
        paid, paying = funded_accounts(client)[-2:]
    sides = {"source_account_id": paying["account_id"], "destination_account_id": paid["account_id"]}
    transfer = bank.transactions.create_transfer(
        **sides, amount_cents=125_00, currency="USD", description="Invoice 2041", wait=10
    )
    for refused in ({"amount_cents": 9_999_999_00, "currency": "USD"}, {"amount_cents": 10_00, "currency": "EUR"}):
        with contextlib.suppress(APIStatusError):
            bank.transactions.create_transfer(**sides, **refused)
    with contextlib.suppress(APIStatusError):
        bank.accounts.get_account("acct_1k0r7szxndmf7kbvvshnb7wn60")
    _settle(bank, endpoint.webhook_endpoint_id, receiver)
    bank.simulations.declare_fault(kind="ERROR", operation_id="createDeposit", rate_bps=1_000)
    bank.simulations.freeze_clock()
    bank.simulations.set_clock(to=NOW)
    told = bank.events.list_events(resource_id=transfer.transaction_id, type="transaction.completed")
    return {
        "customer": paying["customer_id"],
        "account": paying["account_id"],
        "transaction": transfer.transaction_id,
        "event": next(iter(told)).event_id,
        "endpoint": endpoint.webhook_endpoint_id,
    }


def _settle(bank: Sandbank, endpoint_id: str, receiver: Receiver) -> None:
    """Until what was refused at first has been taken too."""
    deadline = time.monotonic() + 20
    while len(receiver.received) < 3 and time.monotonic() < deadline:
        bank.webhooks.deliver_webhooks_now(endpoint_id)
        time.sleep(0.2)


def take(browser: Any, server: Server, picture: Picture, path: str) -> int:
    """Picture a page; gives the size of the file."""
    from playwright.sync_api import expect

    window: Window = signed_in(browser, server, server.announced["api_key"], width=picture.width, scheme=picture.scheme)
    window.page.clock.set_fixed_time(NOW)
    window.go(path)
    window.page.locator("[data-live-state=on]").wait_for(state="attached")
    expect(window.page.locator(".chart-wait")).to_have_count(0)
    window.page.evaluate("document.fonts.ready.then(() => {})")
    file = PLACE / f"{picture.name}.png"
    window.page.screenshot(path=file, animations="disabled", caret="hide")
    window.close()
    return file.stat().st_size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
