"""Where a webhook may be sent: outside, and nowhere else.

A URL is taken apart here once, strictly, and everything else works on the parts: two parsers that
disagree are how requests are led inside. Names are judged again by every address they resolve to, at
each connection (`allowed`). Loopback alone may be allowed, per bank, and only in its usual spelling.
See: sender.py, which connects to the address that was judged; tests/services/webhooks/test_guard.py.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address

_VISIBLE = re.compile(r"[\x21-\x7e]+\Z")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\Z")
_NUMERIC_END = re.compile(r"(?:\d+|0x[0-9a-f]*)\Z")
_PORTS = {"http": 80, "https": 443}
_INWARD_NAMES = ("internal", "local", "localdomain", "home.arpa")

# What the address books of the registries do not say: the wire server of Azure has a public address.
_METADATA = frozenset({ip_address("168.63.129.16")})
_SHARED = ip_network("100.64.0.0/10")
_PROTOCOLS = ip_network("192.0.0.0/24")
_BENCHMARKS = ip_network("198.18.0.0/15")

_MAPPED = IPv6Network("::ffff:0:0/96")
_TRANSLATED = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_TRANSITION = IPv6Network("2002::/16")
_CARRIES_IPV4 = (_MAPPED, _TRANSLATED, _COMPATIBLE)
_NEVER = (IPv6Network("64:ff9b:1::/48"), IPv6Network("2001::/23"), IPv6Network("fec0::/10"), IPv6Network("100::/64"))


class NotAllowed(Exception):
    """The URL, or an address that its name resolves to, is not where webhooks may be sent; says why."""


class Target(NamedTuple):
    """A URL, taken apart. `address` is set when the host is one; `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str
    address: Address | None

    @property
    def is_loopback_only(self) -> bool:
        """Whether it may lead to this machine alone: nothing is sent in clear over a network."""
        return self.scheme == "http"


def target_of(url: str, *, allow_loopback: bool) -> Target:
    """A URL as far as it can be judged without asking for its name. Raises `NotAllowed`."""
    if not _VISIBLE.match(url) or "\\" in url:
        raise NotAllowed("Write the URL in visible ASCII characters, percent-encoded where needed.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NotAllowed("This is not a URL.") from None
    if parts.scheme not in _PORTS:
        raise NotAllowed("Use an https URL.")
    if "@" in parts.netloc:
        raise NotAllowed("Leave user name and password out of the URL; deliveries are signed.")
    if "#" in url:
        raise NotAllowed("Leave the fragment out of the URL; it would not be sent.")
    if port == 0 or parts.netloc.endswith(":"):
        raise NotAllowed("Use a port from 1 to 65535.")
    host = (parts.hostname or "").lower()
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    address = _literal(host, is_bracketed="[" in parts.netloc)
    target = Target(parts.scheme, host, port or _PORTS[parts.scheme], path, address)
    _judge(target, allow_loopback=allow_loopback)
    return target


def _judge(target: Target, *, allow_loopback: bool) -> None:
    if target.address is not None:
        check_address(target.address, allow_loopback=allow_loopback, is_loopback_only=target.is_loopback_only)
        return
    labels = target.host.rstrip(".").split(".")
    if labels[-1] == "localhost":
        if not allow_loopback:
            raise NotAllowed("This bank sends no webhooks to its own machine (webhooks.allow_loopback).")
        return
    if target.is_loopback_only:
        raise NotAllowed("Use https; http is for loopback addresses only.")
    name = ".".join(labels)
    if len(labels) == 1 or any(name == inward or name.endswith(f".{inward}") for inward in _INWARD_NAMES):
        raise NotAllowed("The host is not a public name.")


def _literal(host: str, *, is_bracketed: bool) -> Address | None:
    """The address that a host is, or None for a name. Raises `NotAllowed` for any unusual spelling of one."""
    try:
        return IPv6Address(host) if is_bracketed else IPv4Address(host)
    except ValueError:
        pass
    bare = host.removesuffix(".")
    if is_bracketed or not _NAME.match(bare) or len(bare) > 253:
        raise NotAllowed("The host is neither a name nor an address.")
    if _NUMERIC_END.match(bare.rpartition(".")[2]):
        raise NotAllowed("Write the address in its usual form, such as 203.0.113.7.")
    return None


def check_address(address: Address, *, allow_loopback: bool, is_loopback_only: bool = False) -> None:
    """Refuse an address that does not lead outside. Raises `NotAllowed`."""
    if is_plain_loopback(address):
        if not allow_loopback:
            raise NotAllowed("This bank sends no webhooks to its own machine (webhooks.allow_loopback).")
        return
    if is_loopback_only:
        raise NotAllowed("Use https; http is for loopback addresses only.")
    if not is_outside(address):
        raise NotAllowed("The address does not lead to the public internet.")


def is_plain_loopback(address: Address) -> bool:
    """This machine, not in disguise: 127.0.0.0/8 or ::1."""
    if isinstance(address, IPv6Address):
        return address.scope_id is None and int(address) == 1
    return address.is_loopback


def is_outside(address: Address) -> bool:
    """Whether an address is a public host's, also as the IPv4 address that it carries."""
    if isinstance(address, IPv4Address):
        return _is_public(address)
    if address.scope_id is not None or any(address in network for network in _NEVER):
        return False
    if address in _TRANSITION:
        return _is_public(IPv4Address(int(address) >> 80 & 0xFFFFFFFF))
    if any(address in network for network in _CARRIES_IPV4):
        return _is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_site_local)


def _is_public(address: IPv4Address) -> bool:
    if address in _METADATA or address in _SHARED or address in _PROTOCOLS or address in _BENCHMARKS:
        return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )
