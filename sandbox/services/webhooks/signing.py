"""Signatures of deliveries, as Standard Webhooks 1.0 says.

What is signed is `id.timestamp.body`: with HMAC-SHA256 under the endpoint's secret (`v1`; during the
overlap after a rotation under the former one too), and with its Ed25519 key (`v1a`). Secrets come
from the operating system and lie sealed in the bank's file. See: records.py, docs/concepts/webhooks.md.
"""

from __future__ import annotations

import base64
import hmac
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sandbox.services.webhooks.records import EndpointKeys

_SYMMETRIC = "whsec_"
_PUBLIC = "whpk_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """A secret for `v1`, as it is shown."""
    return _SYMMETRIC + _text(secrets.token_bytes(_SECRET_BYTES))


def new_key_pair() -> tuple[str, str]:
    """A key pair for `v1a`: the private key in base64, and the public one as it is shown."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    return _text(private.private_bytes_raw()), _PUBLIC + _text(public)


def signed_headers(keys: EndpointKeys, message_id: str, body: bytes, now_us: int) -> dict[str, str]:
    """The three headers of Standard Webhooks; `now_us` is the real world's time."""
    timestamp = str(now_us // 1_000_000)
    content = b".".join((message_id.encode(), timestamp.encode(), body))
    secret_texts = [keys.secret]
    if keys.former_secret is not None and keys.former_until_us is not None and now_us < keys.former_until_us:
        secret_texts.append(keys.former_secret)
    signatures = [f"v1,{_text(_hmac(secret, content))}" for secret in secret_texts]
    private = Ed25519PrivateKey.from_private_bytes(base64.b64decode(keys.private_key))
    signatures.append(f"v1a,{_text(private.sign(content))}")
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(signatures),
    }


def _hmac(secret: str, content: bytes) -> bytes:
    key = base64.b64decode(secret.removeprefix(_SYMMETRIC))
    return hmac.new(key, content, sha256).digest()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
