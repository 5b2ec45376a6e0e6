"""What every answer tells the browser: what may run in it, who may frame it, what it may pass on."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.api import PREFIX
from app.settings import Settings

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.S)
_OWN_SCRIPT: Final = Path(__file__).parent.parent / "screens" / "screens.js"
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    # What an embedded page fetches from here is known by the page's address; other sites are told nothing.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}
_DATA: Final = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_YEAR: Final = 365 * 24 * 3600


class SecurityHeaders:
    """Middleware that adds these headers; a policy that a route sets for itself stands."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._pages = page_policy(inline_scripts())
        self._sites = settings.sites
        self._always = _ALWAYS | (
            {"Strict-Transport-Security": f"max-age={_YEAR}"} if settings.address.startswith("https://") else {}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (self._always | self._policy(scope)).items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, guarded)

    def _policy(self, scope: Scope) -> dict[str, str]:
        path = scope["path"]
        policy = _DATA if path == PREFIX or path.startswith(f"{PREFIX}/") else self._pages
        if is_embedded_chat(scope):
            return {"Content-Security-Policy": f"{policy}; frame-ancestors {ancestors(self._sites)}"}
        alone = {"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"}
        return alone | {"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"}


def is_embedded_chat(scope: Scope) -> bool:
    """True for the one page that others may frame: the chat, as the widget asks for it."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return scope["path"] == "/" and "true" in asked.get("embed", ())


def ancestors(sites: Collection[str]) -> str:
    """The sites that may frame the chat: this one (its demonstration does), and those that the operator lists."""
    return " ".join(["'self'", *sorted(sites)])


def page_policy(scripts: Iterable[str]) -> str:
    """The policy of the pages: everything from here, and of scripts in the page these alone, known by their hashes."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    # Streamlit sets styles from scripts, draws charts with pictures and workers of its own making.
    return (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; media-src 'self' blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; "
        "base-uri 'self'; form-action 'self'"
    )


def inline_scripts() -> list[str]:
    """The scripts that stand in pages: Streamlit's own in its one page, and ours, which has nothing filled in."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return [*_INLINE.findall(page.read_text(encoding="utf-8")), _OWN_SCRIPT.read_text(encoding="utf-8")]


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
