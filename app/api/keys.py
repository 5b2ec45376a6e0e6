"""Keys for staff calls: the settings hold their hashes alone, so that who reads the settings can't use them."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Final

from app.access.roles import Role, visitor
from app.api.problems import Problem
from app.errors import BadSetting
from app.settings import Settings

_ENTRY: Final = re.compile(r"([a-z0-9._-]{1,40})=([0-9a-f]{64})")


def new_key() -> tuple[str, str]:
    """A key that nobody guesses, and its hash for the settings."""
    key = "wz_" + secrets.token_urlsafe(32)
    return key, key_to_hash(key)


def key_to_hash(key: str) -> str:
    """The hash by which the settings know a key. A key is long and random: a plain SHA-256 can't be searched."""
    return hashlib.sha256(key.encode()).hexdigest()


def parse_keys(entries: Collection[str]) -> dict[str, str]:
    """Names and hashes of the settings' keys; raises BadSetting."""
    found = {}
    for entry in entries:
        fits = _ENTRY.fullmatch(entry)
        if fits is None:
            name = entry.partition("=")[0][:40]
            raise BadSetting("WENZHANG_API_KEYS", f"{name!r}: write each as name=hash; `wenzhang key NAME` makes one")
        found[fits[1]] = fits[2]
    return found


def key_owner(key: str, keys: Mapping[str, str]) -> str:
    """The name under which this key is known; "" where it is not. It takes as long for a wrong key as for a right one."""
    given = key_to_hash(key)
    owner = ""
    for name, known in keys.items():
        if hmac.compare_digest(given, known):
            owner = name
    return owner


def caller_role(headers: Mapping[str, str], keys: Mapping[str, str], settings: Settings) -> Role:
    """What the caller may do: staff with a key, or who sits at the server's own machine; raises Problem for a wrong key."""
    kind, _, key = headers.get("authorization", "").partition(" ")
    if kind.lower() == "bearer":
        if not key_owner(key.strip(), keys):
            raise Problem(401, "key_wrong", {"WWW-Authenticate": "Bearer"})
        return Role.STAFF
    return visitor({}, headers, settings, datetime.now(UTC)).role
