"""Webhooks: signed by both schemes, sent again until they are taken, in order per resource, and again on demand.

Each case has an endpoint of its own on a loopback receiver, so the server must run on this machine and allow loopback.
Signatures are verified by the SDK's receiving side (Standard Webhooks 1.0).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sandbox.conformance.case import NotTried, case, expect
from sandbox.conformance.receiver import Delivery, Receiver
from sandbox.conformance.server import Server

PART = "webhooks"


class _Endpoint:
    """An endpoint of the bank, and the receiver behind it."""

    def __init__(self, server: Server, receiver: Receiver, made: dict[str, Any]) -> None:
        self.server = server
        self.receiver = receiver
        self.made = made
        self.endpoint_id: str = made["webhook_endpoint_id"]

    def wait(self, event_type: str, resource_id: str, count: int = 1, status: int = 200) -> list[Delivery]:
        """So many deliveries of that type about that resource, which were answered with that status."""
        return self.receiver.wait(
            f"{event_type} of {resource_id}, answered {status}",
            lambda one: (
                one.event.get("type") == event_type
                and one.event.get("resource_id") == resource_id
                and one.status == status
            ),
            count,
        )

    def send_again(self) -> None:
        """Have the server send at once what waits for its next try, as soon as something does."""
        before = len(self.receiver.deliveries)
        # The server has to learn of the failure first; and one that begins to wait just then is sent uncounted.
        self.server.until(
            lambda: self.server.ok("deliverWebhooksNow", self.endpoint_id),
            lambda seen: seen["due_count"] > 0 or len(self.receiver.deliveries) > before,
            "a failed delivery to wait for its next try",
        )


@contextmanager
def _endpoint(server: Server, *event_types: str) -> Iterator[_Endpoint]:
    with Receiver(server.patience_s) as receiver:
        body = {"url": receiver.url, "event_types": [*event_types]}
        answer = server.call("createWebhookEndpoint", body=body)
        if answer.code == "url_not_allowed":
            raise NotTried("the server does not send webhooks to loopback")
        expect(answer.is_success, f"createWebhookEndpoint was refused with {answer.status} {answer.code}.")
        endpoint = _Endpoint(server, receiver, answer.document)
        try:
            yield endpoint
        finally:
            server.call("deleteWebhookEndpoint", endpoint.endpoint_id)


def _signed(delivery: Delivery, **by: str) -> str | None:
    """Why the signature is not right; None when it is."""
    from sandbank.webhooks import WebhookVerificationError, verify

    try:
        verify(delivery.body, delivery.headers, **by)  # type: ignore[arg-type]
    except WebhookVerificationError as error:
        return str(error)
    return None


@case(PART, "A webhook is signed with the endpoint's secret (v1) and key pair (v1a)", "createWebhookEndpoint")
def _signatures(server: Server) -> None:
    with _endpoint(server, "account.*") as endpoint:
        account = server.account()
        (delivery, *_) = endpoint.wait("account.opened", account["account_id"])
        for scheme, by in (
            ("v1", {"secret": endpoint.made["secret"]}),
            ("v1a", {"public_key": endpoint.made["public_key"]}),
        ):
            why = _signed(delivery, **by)
            expect(why is None, f"The {scheme} signature is wrong: {why}")
        other = Delivery(delivery.headers, delivery.body + b" ", delivery.status)
        expect(_signed(other, secret=endpoint.made["secret"]) is not None, "A changed body fits the signature too.")


@case(PART, "A webhook carries the event that the API shows, under its id", "createWebhookEndpoint", "getEvent")
def _events(server: Server) -> None:
    with _endpoint(server, "account.opened") as endpoint:
        account = server.account()
        (delivery, *_) = endpoint.wait("account.opened", account["account_id"])
        event = delivery.event
        expect(event.get("event_id") == delivery.webhook_id, "The webhook-id is not the event's id.")
        shown = server.ok("getEvent", str(event.get("event_id")))
        for field in ("event_id", "type", "created_at", "resource_id"):
            expect(event.get(field) == shown[field], f"The event's {field} differs from what getEvent shows.")


@case(PART, "An endpoint gets the events it chose, and no others", "createWebhookEndpoint", "suspendAccount")
def _chosen(server: Server) -> None:
    with _endpoint(server, "account.suspended") as endpoint:
        account = server.account()
        server.ok("suspendAccount", account["account_id"])
        endpoint.wait("account.suspended", account["account_id"])
        others = {one.event.get("type") for one in endpoint.receiver.deliveries} - {"account.suspended"}
        expect(not others, f"These came too: {', '.join(map(str, others))}.")


@case(
    PART,
    "A webhook that was answered 500 is sent again, with the same id",
    "createWebhookEndpoint",
    "deliverWebhooksNow",
    "listWebhookAttempts",
)
def _retries(server: Server) -> None:
    with _endpoint(server, "account.opened") as endpoint:
        endpoint.receiver.answers = [500]
        account = server.account()
        (first, *_) = endpoint.wait("account.opened", account["account_id"], status=500)
        endpoint.send_again()
        (second, *_) = endpoint.wait("account.opened", account["account_id"])
        expect(first.webhook_id == second.webhook_id, "The second try has another webhook-id.")
        expect(first.body == second.body, "The second try has another body.")
        attempts = server.until(
            lambda: server.ok("listWebhookAttempts", endpoint.endpoint_id, query={"event_id": first.webhook_id}),
            lambda found: "DELIVERED" in [one["status"] for one in found],
            "the attempts to show the delivery",
        )
        told = sorted((one["attempt_number"], one["status"], one["response_status"]) for one in attempts)
        expect(told == [(1, "FAILED", 500), (2, "DELIVERED", 200)], f"The attempts are told as {told}.")


@case(PART, "Events of one resource come in order, though the first had to be sent again", "createWebhookEndpoint")
def _order(server: Server) -> None:
    with _endpoint(server, "account.*") as endpoint:
        endpoint.receiver.answers = [500]
        account_id = server.account()["account_id"]
        for operation_id in ("suspendAccount", "reactivateAccount", "closeAccount"):
            server.ok(operation_id, account_id)
        endpoint.wait("account.opened", account_id, status=500)
        endpoint.send_again()
        endpoint.wait("account.closed", account_id)
        taken = [one.event["type"] for one in endpoint.receiver.deliveries if one.status == 200]
        order = [f"account.{word}" for word in ("opened", "suspended", "reactivated", "closed")]
        expect(list(dict.fromkeys(taken)) == order, f"They were taken in the order {', '.join(taken)}.")


@case(PART, "A delivery is made again on demand, with the same id", "resendWebhookAttempt", "listWebhookAttempts")
def _resend(server: Server) -> None:
    with _endpoint(server, "account.opened") as endpoint:
        account = server.account()
        (first, *_) = endpoint.wait("account.opened", account["account_id"])
        attempts = server.until(
            lambda: server.ok("listWebhookAttempts", endpoint.endpoint_id, query={"event_id": first.webhook_id}),
            lambda found: [one["status"] for one in found] == ["DELIVERED"],
            "the attempt to be told as DELIVERED",
        )
        server.ok("resendWebhookAttempt", attempts[0]["webhook_attempt_id"])
        found = endpoint.wait("account.opened", account["account_id"], count=2)
        expect(len({one.webhook_id for one in found}) == 1, "The second delivery has another webhook-id.")


@case(PART, "Old and new secrets both fit while a rotation overlaps", "rotateWebhookSecret")
def _rotation(server: Server) -> None:
    with _endpoint(server, "account.opened") as endpoint:
        rotated = server.ok("rotateWebhookSecret", endpoint.endpoint_id, body={"overlap": "PT1H"})
        expect(rotated["secret"] != endpoint.made["secret"], "The secret is the same after its rotation.")
        account = server.account()
        (delivery, *_) = endpoint.wait("account.opened", account["account_id"])
        for name, secret in (("old", endpoint.made["secret"]), ("new", rotated["secret"])):
            why = _signed(delivery, secret=secret)
            expect(why is None, f"The {name} secret does not fit: {why}")


@case(PART, "An example of an event is sent when it is asked for", "sendExampleEvent")
def _example(server: Server) -> None:
    with _endpoint(server, "*") as endpoint:
        server.ok("sendExampleEvent", endpoint.endpoint_id, body={"type": "transaction.completed"})
        (delivery, *_) = endpoint.receiver.wait(
            "transaction.completed", lambda one: one.event.get("type") == "transaction.completed"
        )
        why = _signed(delivery, secret=endpoint.made["secret"])
        expect(why is None, f"Its signature is wrong: {why}")


@case(PART, "An endpoint that answers 410 is disabled", "getWebhookEndpoint")
def _gone(server: Server) -> None:
    with _endpoint(server, "account.opened") as endpoint:
        endpoint.receiver.answers = [410]
        server.account()
        server.until(
            lambda: server.ok("getWebhookEndpoint", endpoint.endpoint_id),
            lambda now: now["status"] == "DISABLED",
            "the endpoint to be DISABLED",
        )


@case(PART, "A URL that leads inside is refused", "createWebhookEndpoint")
def _inside(server: Server) -> None:
    for url in ("http://10.0.0.1/hooks", "https://169.254.169.254/latest/meta-data", "ftp://example.com/hooks"):
        server.refused("url_not_allowed", "createWebhookEndpoint", body={"url": url})
