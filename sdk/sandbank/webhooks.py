"""Webhooks as their receiver sees them: verify where one comes from, and get its event.

Standard Webhooks 1.0 (https://www.standardwebhooks.com). What is signed is `id.timestamp.body`, with the
body as it came: not parsed and written again. `v1` is HMAC-SHA256 with the endpoint's secret, `v1a` is
Ed25519 with its public key; one signature that fits is enough, so a rotation loses nothing.
A delivery may come twice: `webhook-id` is the event's id, remember it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from sandbank.errors import SandbankError

if TYPE_CHECKING:
    from sandbank.models import Event

    Reason = Literal[
        "header_missing", "timestamp_invalid", "timestamp_outside_tolerance", "signature_invalid", "body_invalid"
    ]

_SECRET = "whsec_"  # noqa: S105
_PUBLIC_KEY = "whpk_"
_RAW_PUBLIC_KEY_BYTES = 32


class WebhookVerificationError(SandbankError):
    """This did not come from the bank, or not now: answer 400 and do nothing. `reason` is for programs."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.reason = reason
        super().__init__(detail)


def unwrap(
    body: bytes | str,
    headers: Mapping[str, str],
    secret: str | Sequence[str] | None = None,
    *,
    public_key: str | Sequence[str] | None = None,
    tolerance_s: float = 300.0,
) -> Event:
    """The event of a webhook, once it is verified as `verify` does it, with the same errors."""
    verify(body, headers, secret, public_key=public_key, tolerance_s=tolerance_s)
    from sandbank.generated.models.event import Event

    try:
        return Event.from_dict(json.loads(body))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        detail = f"The signature is right, but the body is not an event ({error!r}); is this package up to date?"
        raise WebhookVerificationError("body_invalid", detail) from error


def verify(
    body: bytes | str,
    headers: Mapping[str, str],
    secret: str | Sequence[str] | None = None,
    *,
    public_key: str | Sequence[str] | None = None,
    tolerance_s: float = 300.0,
) -> None:
    """Make sure that a webhook came from the bank, unchanged and just now.

    body: as it was received; headers: of any spelling; secret: `whsec_…`, or several during a rotation;
    public_key: `whpk_…`, instead of or besides a secret (needs `pip install sandbank[webhooks]`);
    tolerance_s: how many seconds the sender's clock may be away from this one's, on either side.
    Raises WebhookVerificationError, and ValueError for a secret or key that cannot be one.
    """
    secrets = [_decoded(one, _SECRET, "secret") for one in _several(secret)]
    keys = [_decoded(one, _PUBLIC_KEY, "public key") for one in _several(public_key)]
    if not secrets and not keys:
        raise ValueError("Give the endpoint's secret (whsec_…) or its public_key (whpk_…).")
    found = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (
        _header(found, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    _check_age(timestamp, tolerance_s)
    content = body.encode() if isinstance(body, str) else bytes(body)
    signed = b"%b.%b.%b" % (message_id.encode(), timestamp.encode(), content)
    if not _fits(signed, signatures, secrets, keys):
        raise WebhookVerificationError(
            "signature_invalid",
            "No signature fits: use the secret of this very endpoint, and the body as it was received, byte for byte.",
        )


class WebhookUnwrapping:
    """Added to `Sandbank.webhooks`."""

    def unwrap(
        self,
        body: bytes | str,
        headers: Mapping[str, str],
        secret: str | Sequence[str] | None = None,
        *,
        public_key: str | Sequence[str] | None = None,
        tolerance_s: float = 300.0,
    ) -> Event:
        """The event of a webhook that was verified; the same as `sandbank.webhooks.unwrap`."""
        return unwrap(body, headers, secret, public_key=public_key, tolerance_s=tolerance_s)


class AsyncWebhookUnwrapping(WebhookUnwrapping):
    """Added to `AsyncSandbank.webhooks`; nothing is sent, so nothing is awaited."""


def _several(given: str | Sequence[str] | None) -> Sequence[str]:
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else given


def _decoded(text: str, prefix: str, what: str) -> bytes:
    """The bytes of a secret or key, with its prefix or without."""
    try:
        value = base64.b64decode(text.removeprefix(prefix), validate=True)
    except ValueError as error:
        raise ValueError(f"This {what} is not {prefix} and base64: copy it as the bank gave it.") from error
    if not value or (prefix == _PUBLIC_KEY and len(value) != _RAW_PUBLIC_KEY_BYTES):
        raise ValueError(f"This {what} has the wrong length: copy it as the bank gave it.")
    return value


def _header(headers: Mapping[str, str], name: str) -> str:
    value = headers.get(name)
    if not value:
        raise WebhookVerificationError("header_missing", f"There is no {name} header: pass all headers as received.")
    return value


def _check_age(timestamp: str, tolerance_s: float) -> None:
    if not (timestamp.isascii() and timestamp.isdecimal()):
        raise WebhookVerificationError("timestamp_invalid", "webhook-timestamp is not a number of seconds.")
    seconds = time.time() - int(timestamp)
    if abs(seconds) > tolerance_s:
        side = "old" if seconds > 0 else "in the future"
        detail = f"This was sent {abs(seconds):.0f} s {side}; check this machine's clock, or raise tolerance_s."
        raise WebhookVerificationError("timestamp_outside_tolerance", detail)


def _fits(signed: bytes, signatures: str, secrets: Sequence[bytes], keys: Sequence[bytes]) -> bool:
    """Whether one of the signatures fits one of the secrets or keys; every pair is tried."""
    fits = False
    for one in signatures.split(" "):
        version, _, text = one.partition(",")
        try:
            given = base64.b64decode(text, validate=True)
        except ValueError:
            continue
        if version == "v1":
            for secret in secrets:
                fits |= hmac.compare_digest(hmac.digest(secret, signed, hashlib.sha256), given)
        elif version == "v1a":
            fits |= any(_fits_key(key, signed, given) for key in keys)
    return fits


def _fits_key(key: bytes, signed: bytes, signature: bytes) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise ImportError("Public keys need the extra: pip install 'sandbank[webhooks]'.") from error
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    except InvalidSignature:
        return False
    return True
