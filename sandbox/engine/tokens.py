"""Tokens: secrets that are shown once, and stored as their hash.

A token is its kind's prefix and 256 bits from the operating system in base 62. Nothing of it is guessable, so a
plain SHA-256 keeps it: what people choose themselves is another matter (services/sessions/passwords.py).
See: services/api_keys, services/sessions.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

_LENGTH = 43
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def new_token(prefix: str) -> str:
    """A token of a kind, such as `sbk_…`."""
    return prefix + "".join(secrets.choice(_BASE62) for _ in range(_LENGTH))


def hashed(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
