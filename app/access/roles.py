"""Who may do what: anyone asks, staff works with the library, an administrator also throws away for good."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Final
from urllib.parse import urlsplit

from app.settings import Settings

SKEW: Final = 60
"""By so many seconds the provider's clock may be ahead of ours."""
_FORWARDED: Final = ("forwarded", "via", "x-real-ip")
_FORWARDED_BEGINNING: Final = "x-forwarded-"


class Role(IntEnum):
    """What a visitor may do; each role may do all that the ones before it may."""

    PUBLIC = 0
    STAFF = 1
    ADMIN = 2


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: the address of who signed in (none: ""), the role, and whether it is held for sitting at this machine."""

    address: str = ""
    role: Role = Role.PUBLIC
    local: bool = False


def visitor(claims: Mapping[str, Any], headers: Mapping[str, str], settings: Settings, now: datetime) -> Visitor:
    """Who comes with these claims of the sign-in's provider (none: signed out) and these headers of the request."""
    if settings.signs_in:
        address = signed_in_address(claims, settings.session_hours, now)
        return Visitor(address, address_to_role(address, settings))
    local = settings.local_staff and is_loopback(settings.host) and is_from_this_machine(headers)
    return Visitor(role=Role.ADMIN, local=True) if local else Visitor()


def signed_in_address(claims: Mapping[str, Any], hours: float, now: datetime) -> str:
    """The mail address that the provider vouches for; "" where nobody is signed in, or for longer than these hours."""
    address, issued = claims.get("email"), claims.get("iat")
    if not claims.get("is_logged_in") or claims.get("email_verified", True) not in (True, "true"):
        return ""
    if not isinstance(address, str) or isinstance(issued, bool) or not isinstance(issued, int | float):
        return ""
    age = now.timestamp() - issued
    name, at, domain = address.strip().lower().rpartition("@")
    whole = bool(name and at and domain) and "@" not in name
    return f"{name}@{domain}" if whole and -SKEW <= age <= hours * 3600 else ""


def address_to_role(address: str, settings: Settings) -> Role:
    """The role of who signed in with this mail address: by the address itself, or by its domain."""
    if not address:
        return Role.PUBLIC
    if address in settings.admin_people:
        return Role.ADMIN
    is_staff = address in settings.staff_people or address.rpartition("@")[2] in settings.staff_domains
    return Role.STAFF if is_staff else Role.PUBLIC


def is_from_this_machine(headers: Mapping[str, str]) -> bool:
    """True where the request names this machine as its host, and nothing hints at a proxy or another site in between."""
    given = {name.lower(): value for name, value in headers.items()}
    if any(name in _FORWARDED or name.startswith(_FORWARDED_BEGINNING) for name in given):
        return False
    # A proxy on this machine may call it localhost; the page's own address in Origin still tells.
    origin = given.get("origin")
    return _names_this_machine(given.get("host", "")) and (
        origin is None or _names_this_machine(urlsplit(origin).netloc)
    )


def is_loopback(host: str) -> bool:
    """True for an address that no other machine reaches: localhost, 127.0.0.0/8, ::1."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _names_this_machine(netloc: str) -> bool:
    try:
        host = urlsplit(f"//{netloc}").hostname
    except ValueError:
        return False
    return host in ("localhost", "127.0.0.1", "::1")
