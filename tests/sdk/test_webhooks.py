"""Webhooks as a receiver verifies them: Standard Webhooks 1.0, by secret and by public key."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sandbank import SandbankError, webhooks
from sandbank.webhooks import WebhookVerificationError

from tests.sdk.stub import ID, client, signed

NOW = 1_614_265_330
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ANOTHER = "whsec_" + base64.b64encode(b"another secret of 24 byte").decode()
# The vector of the reference libraries (https://github.com/standard-webhooks/standard-webhooks).
VECTOR_BODY = b'{"test": 2432232314}'
VECTOR = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": str(NOW),
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}
EVENT: dict[str, Any] = {
    "event_id": f"evt_{ID}",
    "type": "account.opened",
    "created_at": "2026-01-15T09:30:00.000000Z",
    "resource_id": f"acct_{ID}",
    "data": {"account_id": f"acct_{ID}", "status": "ACTIVE"},
    "previous": {},
}
BODY = json.dumps(EVENT).encode()


@pytest.fixture(autouse=True)
def _then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbank.webhooks.time.time", lambda: float(NOW))


def refused(
    body: bytes, headers: dict[str, str], secret: str | Sequence[str] | None = SECRET, **options: Any
) -> WebhookVerificationError:
    with pytest.raises(WebhookVerificationError) as refusal:
        webhooks.verify(body, headers, secret, **options)
    return refusal.value


def test_the_vector_of_the_reference_libraries_verifies() -> None:
    webhooks.verify(VECTOR_BODY, VECTOR, SECRET)
    webhooks.verify(VECTOR_BODY.decode(), VECTOR, SECRET.removeprefix("whsec_"))


def test_an_event_is_unwrapped_with_its_type_and_data() -> None:
    event = webhooks.unwrap(BODY, signed(BODY, SECRET, NOW), SECRET)
    assert (event.type, event.resource_id, event.data["status"]) == ("account.opened", f"acct_{ID}", "ACTIVE")
    assert client(lambda _: pytest.fail("sent")).webhooks.unwrap(BODY, signed(BODY, SECRET, NOW), SECRET) == event


def test_the_spelling_of_headers_does_not_matter() -> None:
    headers = {name.title(): value for name, value in signed(BODY, SECRET, NOW).items()}
    assert webhooks.unwrap(BODY, headers, SECRET).type == "account.opened"


@pytest.mark.parametrize("name", sorted(VECTOR))
def test_a_missing_header_is_named(name: str) -> None:
    refusal = refused(VECTOR_BODY, {other: value for other, value in VECTOR.items() if other != name})
    assert refusal.reason == "header_missing"
    assert name in str(refusal)
    assert isinstance(refusal, SandbankError)


@pytest.mark.parametrize(
    "changed",
    [
        {"webhook-id": "msg_another"},
        {"webhook-timestamp": str(NOW + 1)},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v1"},
        {"webhook-signature": "v1,not base64"},
        {"webhook-signature": VECTOR["webhook-signature"].replace("v1,", "v2,")},
        {"webhook-signature": VECTOR["webhook-signature"].replace("v1,", "v1a,")},
    ],
    ids=lambda changed: " ".join(*changed.items()),
)
def test_what_was_changed_on_the_way_is_refused(changed: dict[str, str]) -> None:
    assert refused(VECTOR_BODY, {**VECTOR, **changed}).reason == "signature_invalid"


def test_a_changed_body_is_refused_and_so_is_one_that_was_written_again() -> None:
    assert refused(b'{"test": 2432232315}', VECTOR).reason == "signature_invalid"
    rewritten = refused(json.dumps(json.loads(VECTOR_BODY), separators=(",", ":")).encode(), VECTOR)
    assert "byte for byte" in str(rewritten)


def test_an_old_one_and_one_of_the_future_are_refused_unless_tolerated() -> None:
    for at in (NOW - 301, NOW + 301):
        headers = signed(BODY, SECRET, at)
        assert refused(BODY, headers).reason == "timestamp_outside_tolerance"
        webhooks.verify(BODY, headers, SECRET, tolerance_s=301)
    for at in (NOW - 300, NOW + 300):
        webhooks.verify(BODY, signed(BODY, SECRET, at), SECRET)
    assert refused(BODY, {**VECTOR, "webhook-timestamp": "yesterday"}).reason == "timestamp_invalid"


def test_during_a_rotation_either_secret_and_either_signature_will_do() -> None:
    webhooks.verify(BODY, signed(BODY, ANOTHER, NOW), [SECRET, ANOTHER])
    both = signed(BODY, SECRET, NOW)
    both["webhook-signature"] += " " + signed(BODY, ANOTHER, NOW)["webhook-signature"]
    for secret in (SECRET, ANOTHER):
        webhooks.verify(BODY, both, secret)
    assert refused(BODY, signed(BODY, SECRET, NOW), ANOTHER).reason == "signature_invalid"


def test_a_public_key_verifies_without_any_secret() -> None:
    key = Ed25519PrivateKey.generate()
    public = "whpk_" + base64.b64encode(key.public_key().public_bytes_raw()).decode()
    headers = signed(BODY, SECRET, NOW)
    content = b".".join((headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), BODY))
    headers["webhook-signature"] += " v1a," + base64.b64encode(key.sign(content)).decode()
    assert webhooks.unwrap(BODY, headers, public_key=public).type == "account.opened"
    webhooks.verify(BODY, headers, [ANOTHER], public_key=[public])
    assert refused(BODY + b" ", headers, None, public_key=public).reason == "signature_invalid"


def test_a_secret_that_cannot_be_one_is_a_mistake_of_the_receiver() -> None:
    for secret, key in [("whsec_?", None), ("", None), (None, "whpk_AAAA"), (None, "whpk_ä")]:
        with pytest.raises(ValueError, match="copy it as the bank gave it"):
            webhooks.verify(BODY, VECTOR, secret, public_key=key)
    with pytest.raises(ValueError, match="whsec_"):
        webhooks.verify(BODY, VECTOR)


def test_what_is_signed_but_no_event_is_told() -> None:
    with pytest.raises(WebhookVerificationError) as refusal:
        webhooks.unwrap(VECTOR_BODY, VECTOR, SECRET)
    assert refusal.value.reason == "body_invalid"


def test_a_receiver_loads_neither_the_client_nor_cryptography() -> None:
    program = f"""
import sys
from sandbank import webhooks
webhooks.verify({VECTOR_BODY!r}, {VECTOR!r}, {SECRET!r}, tolerance_s=1e12)
print([name for name in ("httpx", "cryptography") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
