"""Inside other people's pages the chat sets no cookie: the one that guards uploads is for pages that have uploads."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COOKIE: Final = b"set-cookie"
_REFERRER: Final = b"referer"


class NoCookieWhenEmbedded:
    """Middleware that takes cookies off answers to an embedded page (`?embed=true`) and to what such a page fetches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_embedded(scope):
            await self._app(scope, receive, send)
            return

        async def send_bare(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.lower() != _COOKIE]
                message = {**message, "headers": kept}
            await send(message)

        await self._app(scope, receive, send_bare)


def _is_embedded(scope: Scope) -> bool:
    referrer = next((value for name, value in scope["headers"] if name == _REFERRER), b"")
    asked = urlsplit(referrer.decode("latin-1")).query, scope.get("query_string", b"").decode("latin-1")
    return any("true" in parse_qs(query).get("embed", ()) for query in asked)
