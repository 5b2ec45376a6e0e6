"""Who calls: the address that a rate limit counts, which a proxy may only tell where the settings trust it."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers
from starlette.types import Scope

from app.errors import BadSetting

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_HOME: Final = 64
"""So many bits of an IPv6 address are one household's or one company's: within them it can be changed at will."""


def parse_networks(names: Collection[str]) -> tuple[Network, ...]:
    """The networks of trusted proxies; raises BadSetting."""
    try:
        return tuple(ipaddress.ip_network(name, strict=False) for name in sorted(names))
    except ValueError as error:
        raise BadSetting("WENZHANG_TRUSTED_PROXIES", f"{error}: write addresses or networks, as 10.0.0.0/8") from None


def client_of(scope: Scope, trusted: Collection[Network]) -> str:
    """The caller's address: the nearest one that is no trusted proxy, going back through X-Forwarded-For."""
    peer = str((scope.get("client") or ("", 0))[0])
    hops = [hop.strip() for value in Headers(scope=scope).getlist("x-forwarded-for") for hop in value.split(",")]
    while hops and _trusts(peer, trusted):
        peer = hops.pop()
    return _household(peer)


def _trusts(address: str, trusted: Collection[Network]) -> bool:
    known = _parsed(address)
    return known is not None and any(known in network for network in trusted)


def _household(address: str) -> str:
    known = _parsed(address)
    if known is None:
        return "unknown"  # whoever sends nonsense shares one limit with all who do
    if known.version == 6:
        return str(ipaddress.ip_network((known, _HOME), strict=False))
    return str(known)


def _parsed(address: str) -> Address | None:
    try:
        found = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
