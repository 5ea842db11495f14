"""Signatures: verified by the packages that receivers use, across a rotation; secrets stay sealed."""

from __future__ import annotations

import asyncio
import base64
import json
import subprocess
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from standardwebhooks import Webhook, WebhookVerificationError

from sandbox.services.webhooks.records import KEYS
from tests.npm import installed
from tests.services.builders import make_customer
from tests.services.webhooks.conftest import Courier, until
from tests.services.webhooks.receiver import Received

ROOT = Path(__file__).parents[3]
NPM_VERSION = "1.1.1"
VERIFY_JS = """
const { Webhook } = require("standardwebhooks");
let text = "";
process.stdin.on("data", (chunk) => (text += chunk)).on("end", () => {
  const { secret, headers, body } = JSON.parse(text);
  console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
});
"""


def verifies(secret: str, request: Received) -> bool:
    try:
        Webhook(secret).verify(request.body, request.headers)
    except WebhookVerificationError:
        return False
    return True


def signatures_of(request: Received, version: str) -> list[bytes]:
    pairs = [one.split(",") for one in request.headers["webhook-signature"].split(" ")]
    return [base64.b64decode(signature) for found, signature in pairs if found == version]


async def one_delivery(courier: Courier) -> tuple[dict[str, str], Received]:
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    await make_customer(courier.api)
    await until(lambda: receiver.received)
    return endpoint, receiver.received[0]


async def test_the_public_python_package_verifies_a_delivery(courier: Courier) -> None:
    endpoint, request = await one_delivery(courier)
    event = Webhook(endpoint["secret"]).verify(request.body, request.headers)
    assert event["event_id"] == request.headers["webhook-id"]
    tampered = request._replace(body=request.body.replace(b"customer", b"costumer"))
    assert not verifies(endpoint["secret"], tampered)
    other = request._replace(headers={**request.headers, "webhook-id": "evt_other"})
    assert not verifies(endpoint["secret"], other)


async def test_the_public_node_package_verifies_a_delivery(courier: Courier) -> None:
    endpoint, request = await one_delivery(courier)
    folder = await asyncio.to_thread(installed, f"standardwebhooks@{NPM_VERSION}")
    asked = {"secret": endpoint["secret"], "headers": request.headers, "body": request.body.decode()}

    def verify(body: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["node", "-e", VERIFY_JS],
            cwd=folder,
            input=json.dumps({**asked, "body": body}),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    right = await asyncio.to_thread(verify, request.body.decode())
    assert right.returncode == 0, right.stderr
    assert json.loads(right.stdout) == request.event
    wrong = await asyncio.to_thread(verify, request.body.decode() + " ")
    assert wrong.returncode != 0
    assert "No matching signature found" in wrong.stderr


async def test_the_public_key_verifies_the_asymmetric_signature(courier: Courier) -> None:
    endpoint, request = await one_delivery(courier)
    raw = base64.b64decode(endpoint["public_key"].removeprefix("whpk_"))
    assert len(raw) == 32
    content = f"{request.headers['webhook-id']}.{request.headers['webhook-timestamp']}.".encode() + request.body
    (signature,) = signatures_of(request, "v1a")
    Ed25519PublicKey.from_public_bytes(raw).verify(signature, content)
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, content + b" ")


async def test_during_the_overlap_both_secrets_sign_and_afterwards_the_new_one_alone(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}/rotate_secret"
    rotated = api.ok(await api.post(path, {"overlap": "PT1H"}))
    assert rotated["secret"] != endpoint["secret"]
    assert rotated["public_key"] == endpoint["public_key"]
    await make_customer(api)
    await until(lambda: len(receiver.received) == 1)
    during = receiver.received[0]
    assert verifies(endpoint["secret"], during)
    assert verifies(rotated["secret"], during)
    assert len(signatures_of(during, "v1")) == 2
    courier.pass_time(3601)
    await make_customer(api)
    await until(lambda: len(receiver.received) == 2)
    after = receiver.received[1]
    assert len(signatures_of(after, "v1")) == 1
    now = during.headers["webhook-timestamp"]
    resigned = Webhook(rotated["secret"])
    assert int(after.headers["webhook-timestamp"]) - int(now) >= 3600
    courier.time.ahead_us = 0
    await make_customer(api)
    await until(lambda: len(receiver.received) == 3)
    assert resigned.verify(receiver.received[2].body, receiver.received[2].headers)


async def test_without_an_overlap_the_old_secret_ends_at_once(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    endpoint = await courier.endpoint(receiver, event_types=["customer.created"])
    path = f"/webhook_endpoints/{endpoint['webhook_endpoint_id']}/rotate_secret"
    rotated = api.ok(await api.post(path))
    await make_customer(api)
    await until(lambda: receiver.received)
    assert verifies(rotated["secret"], receiver.received[0])
    assert not verifies(endpoint["secret"], receiver.received[0])
    too_long = await api.post(path, {"overlap": "P6DT99H"})
    assert (too_long.status, too_long.code) == (400, "invalid_field")


async def test_a_secret_is_shown_once_and_lies_in_no_file(courier: Courier) -> None:
    api = courier.api
    receiver = await courier.receiver()
    body = {"url": receiver.url, "event_types": ["customer.created"]}
    made = api.ok(await api.post("/webhook_endpoints", body, key="once"))
    again = api.ok(await api.post("/webhook_endpoints", body, key="once"))
    assert "secret" not in again
    path = f"/webhook_endpoints/{made['webhook_endpoint_id']}"
    rotated = api.ok(await api.post(f"{path}/rotate_secret", {"overlap": "P1D"}))
    assert "secret" not in api.ok(await api.get(path))
    await make_customer(api)
    await until(lambda: receiver.received)
    (keys,), _ = await api.bank.run("test", _system(), _keys, is_read=True)
    await api.bank.durable()
    texts = [made["secret"], rotated["secret"], keys.private_key]
    hidden = [part for text in texts for part in (text.removeprefix("whsec_"), text)]
    hidden_bytes = [base64.b64decode(text.removeprefix("whsec_")) for text in texts]
    for file in sorted(api.world.path.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            found = [text for text in hidden if text.encode() in content]
            found_bytes = [value for value in hidden_bytes if value in content]
            assert not found, file.name
            assert not found_bytes, file.name


def _system():  # type: ignore[no-untyped-def]
    from sandbox.engine.call import system

    return system()


async def _keys(tx):  # type: ignore[no-untyped-def]
    from sandbox.engine.transaction import Selection

    return await tx.find(KEYS, Selection())
