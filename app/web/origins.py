"""Other sites' pages may not open the chat's connection: Streamlit would ask a third party who it is before it says no."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.settings import Settings

_REFUSED: Final = 1008


class SameOrigin:
    """Middleware that refuses a WebSocket whose page is neither of the host that it asks for nor of the settings' address."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._address = urlsplit(settings.address).netloc.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "websocket" and not self._is_ours(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": _REFUSED})
            return
        await self._app(scope, receive, send)

    def _is_ours(self, headers: Headers) -> bool:
        # Programs that are no browsers send no origin: they could send any.
        origin = headers.get("origin")
        return origin is None or urlsplit(origin).netloc.lower() in {headers.get("host", "").lower(), self._address} - {
            ""
        }
