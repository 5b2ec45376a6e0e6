"""How often the chat may be asked: by one visitor and by all, as often as the API, and counted beside it."""

from __future__ import annotations

from functools import cache

import streamlit as st

from app.api.clients import client_of, parse_networks
from app.api.problems import Problem
from app.api.rates import Rates
from app.settings import Settings, load_settings


@cache
def _rates(client: int, total: int) -> Rates:
    return Rates(client, total)


def seconds_to_wait() -> int:
    """Count one question of who looks at the page; how long they have to wait where it is one too many, else 0."""
    settings = load_settings()
    try:
        _rates(settings.client_rate, settings.total_rate).spend(_client(settings))
    except Problem as problem:
        return int(str(problem.values["seconds"]))
    return 0


def _client(settings: Settings) -> str:
    # Streamlit has no address for what comes from this machine, as from a proxy on it.
    peer = st.context.ip_address or "127.0.0.1"
    forwarded = [
        (b"x-forwarded-for", value.encode("latin-1", "replace"))
        for value in st.context.headers.get_all("X-Forwarded-For")
    ]
    return client_of({"client": (peer, 0), "headers": forwarded}, parse_networks(settings.trusted_proxies))
