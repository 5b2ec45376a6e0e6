"""The API over the fake desk, called without a socket: what its tests share."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient

from app.api.api import make_api
from app.api.keys import new_key
from app.settings import Settings
from tests.app.fake_desk import FakeDesk

KEY, HASH = new_key()
STAFF = {"Authorization": f"Bearer {KEY}"}


def client(desk: FakeDesk | None = None, **settings: Any) -> TestClient:
    """A caller from elsewhere, without a key, of an API with these settings."""
    held = desk or FakeDesk()
    made = Settings(**({"api_keys": frozenset({f"press={HASH}"}), "log_requests": False} | settings))
    return TestClient(make_api(made, lambda: held), base_url="http://wenzhang.example", raise_server_exceptions=False)
