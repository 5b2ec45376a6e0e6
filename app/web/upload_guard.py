"""Keeps files out that no upload page asked for: Streamlit itself takes them from any open session."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from app.uploads.passes import PASSES, Passes

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_PATH: Final = re.compile(r"/_stcore/upload_file(?:/([^/]*))?(?:/|$)")


class UploadGuard:
    """Middleware: a file is taken only from a session that staff's upload page was drawn for."""

    def __init__(self, app: ASGIApp, passes: Passes = PASSES) -> None:
        self._app = app
        self._passes = passes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with 403."""
        found = _PATH.search(scope["path"]) if scope["type"] == "http" and scope["method"] != "OPTIONS" else None
        if found is None or self._passes.has(found[1] or ""):
            await self._app(scope, receive, send)
            return
        from starlette.responses import PlainTextResponse

        refusal = PlainTextResponse("Only staff can add files, on the upload page.\n", status_code=403)
        await refusal(scope, receive, send)
