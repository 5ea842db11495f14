"""A receiver of webhooks in a thread, for a test: what the bank sends is verified, kept, and can be waited for.

It listens on loopback on a free port and registers itself as an endpoint of the bank. Deliveries are in
real time, whatever the bank's clock does; a delivery may come twice, as in life.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

from sandbank.webhooks import WebhookVerificationError, unwrap

if TYPE_CHECKING:
    from sandbank import Sandbank
    from sandbank.models import Event

_OK = 200
_BAD_REQUEST = 400
_FAILED = 500
_NO_REDIRECT_YET = 300
_REGISTERED_WITHIN_S = 10.0
_PAUSE_S = 0.02

Handler = Callable[[bytes, Mapping[str, str]], Any]
Condition = Callable[["Event"], bool]


class Delivery(NamedTuple):
    """One delivery that was verified: its event, as it came, and what was answered."""

    event: Event
    body: bytes
    headers: Mapping[str, str]
    status: int


class WebhookInbox:
    """A webhook endpoint of one bank. Use it with `with`, or call `close`.

    event_types: what is sent (`*` for all); include: resources that events carry whole, such as `account`.
    """

    def __init__(self, bank: Sandbank, *, event_types: Sequence[str] = ("*",), include: Sequence[str] = ()) -> None:
        self._bank = bank
        self._arrived = threading.Condition()
        self._deliveries: list[Delivery] = []
        self._expected: set[int] = set()
        self._refused: list[str] = []
        self._answers: list[int] = []
        self._answer = _OK
        self._hand: Handler | None = None
        self._is_registered = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        try:
            endpoint = bank.webhooks.create_webhook_endpoint(
                url=self.url, event_types=list(event_types), include=list(include), description="sandbank.testing"
            )
        except BaseException:
            self.close()
            raise
        self.webhook_endpoint_id = endpoint.webhook_endpoint_id
        self.secret = str(endpoint.secret)
        self._is_registered.set()

    def __enter__(self) -> WebhookInbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop listening. The bank keeps the endpoint, and fails to reach it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def deliveries(self) -> list[Delivery]:
        """Everything that came and was verified, in the order of its arrival, repetitions included."""
        with self._arrived:
            return list(self._deliveries)

    def all(self, type: str | None = None) -> list[Event]:
        """The events that came so far, repetitions included; `type` may be `account.*`."""
        return [delivery.event for delivery in self.deliveries if _is_of(delivery.event, type)]

    def expect(self, type: str, within: float = 5.0, where: Condition | None = None) -> Event:
        """The next event of a type that was not expected before, waited for if need be.

        within: real seconds; where: which of them. Raises AssertionError with what came instead.
        """
        deadline = time.monotonic() + within
        with self._arrived:
            while True:
                for index, delivery in enumerate(self._deliveries):
                    if index not in self._expected and _fits(delivery.event, type, where):
                        self._expected.add(index)
                        return delivery.event
                if not self._wait_until(deadline):
                    raise AssertionError(f"No {type}{_condition(where)} came within {within:g} s.\n{self._told()}")

    def none(self, type: str, within: float = 0.5, where: Condition | None = None) -> None:
        """No event of a type came, nor comes within that many real seconds. Raises AssertionError."""
        deadline = time.monotonic() + within
        with self._arrived:
            while True:
                if any(_fits(delivery.event, type, where) for delivery in self._deliveries):
                    raise AssertionError(f"{type}{_condition(where)} came, and none should have.\n{self._told()}")
                if not self._wait_until(deadline):
                    return

    def respond_with(self, status: int, times: int | None = None) -> None:
        """Answer with a status, so many times or from now on. The bank sends again what was not answered 2xx."""
        with self._arrived:
            if times is None:
                self._answers.clear()
                self._answer = status
            else:
                self._answers = [status] * times

    def deliver_now(self, within: float = 5.0) -> int:
        """Have the bank send again at once what it could not deliver; gives how many that were.

        The bank has to learn of a failure before it waits to send again: so long, up to `within` real
        seconds, this waits too. Raises AssertionError when nothing was to be sent again.
        """
        deadline = time.monotonic() + within
        sent, failed = 0, self._unanswered()
        while True:
            sent += self._bank.webhooks.deliver_webhooks_now(self.webhook_endpoint_id).due_count
            # One that began to wait just then is sent, and not counted.
            if (sent or failed) and sent >= self._unanswered():
                return max(sent, failed)
            if time.monotonic() >= deadline:
                raise AssertionError(f"No delivery waited to be sent again within {within:g} s.\n{self._told()}")
            time.sleep(_PAUSE_S)

    def hand_to(self, handler: Handler | None) -> None:
        """Call `handler(body, headers)` for every delivery from now on, as a web framework would.

        It is called before `expect` sees the event. When it raises, the bank is answered 500 and sends
        again. While another status than 2xx is answered, it is not called.
        """
        with self._arrived:
            self._hand = handler

    def clear(self) -> None:
        """Forget what came."""
        with self._arrived:
            self._deliveries.clear()
            self._expected.clear()
            self._refused.clear()

    def _receive(self, body: bytes, headers: Mapping[str, str]) -> int:
        """Take one request of the bank; gives the status of the answer."""
        # The first event may be quicker than the answer that brings the secret.
        self._is_registered.wait(_REGISTERED_WITHIN_S)
        try:
            event = unwrap(body, headers, self.secret)
        except WebhookVerificationError as error:
            with self._arrived:
                self._refused.append(str(error))
                self._arrived.notify_all()
            return _BAD_REQUEST
        with self._arrived:
            status = self._answers.pop(0) if self._answers else self._answer
            hand = self._hand
        if hand is not None and _OK <= status < _NO_REDIRECT_YET:
            try:
                hand(body, headers)
            except Exception as error:
                with self._arrived:
                    self._refused.append(f"{event.type}: the handler raised {error!r}")
                status = _FAILED
        with self._arrived:
            self._deliveries.append(Delivery(event, body, headers, status))
            self._arrived.notify_all()
        return status

    def _unanswered(self) -> int:
        """How many events were last answered with something else than 2xx."""
        last = {delivery.event.event_id: delivery.status for delivery in self.deliveries}
        return sum(not _OK <= status < _NO_REDIRECT_YET for status in last.values())

    def _wait_until(self, deadline: float) -> bool:
        """Wait for something to arrive; False when the time is over."""
        left = deadline - time.monotonic()
        return left > 0 and (self._arrived.wait(left) or time.monotonic() < deadline)

    def _told(self) -> str:
        """What came, for a person."""
        lines = [
            f"  {delivery.event.type}  {delivery.event.resource_id}  {dict(delivery.event.data.additional_properties)}"
            f"{'' if index not in self._expected else '  (expected before)'}"
            f"{'' if delivery.status == _OK else f'  (answered {delivery.status})'}"
            for index, delivery in enumerate(self._deliveries)
        ]
        lines += [f"  refused: {reason}" for reason in self._refused]
        return "\n".join(["What came:", *lines]) if lines else "Nothing came at all."


def _handler(inbox: WebhookInbox) -> type[BaseHTTPRequestHandler]:
    class Receiver(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self.send_response(inbox._receive(body, headers))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the test's output is the test's."""

    return Receiver


def _is_of(event: Event, wanted: str | None) -> bool:
    noun = event.type.partition(".")[0]
    return wanted in (None, "*", event.type, f"{noun}.*")


def _fits(event: Event, wanted: str, where: Condition | None) -> bool:
    return _is_of(event, wanted) and (where is None or where(event))


def _condition(where: Condition | None) -> str:
    return "" if where is None else " that fits"
