"""The widget's addresses: its script, and a page of another look that shows it under a strict policy."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_HERE: Final = Path(__file__).parent
_HOUR: Final = 3600
_SCRIPT: Final = {
    "Cache-Control": f"public, max-age={_HOUR}",
    # Other people's pages fetch it, with an integrity check if they like.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The demo page's policy: what a page needs for the widget, and nothing else."""


async def _widget_script(request: Request) -> Response:
    return _file(request, "widget.js", "text/javascript", _SCRIPT)


async def _demo(request: Request) -> Response:
    name = "demo_en.html" if request.query_params.get("lang") == "en" else "demo.html"
    return _file(request, name, "text/html", {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"})


async def _demo_style(request: Request) -> Response:
    return _file(request, "demo.css", "text/css", {"X-Content-Type-Options": "nosniff"})


def _file(request: Request, name: str, kind: str, headers: dict[str, str]) -> Response:
    content, tag = _read(name)
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={**headers, "ETag": tag})
    return Response(content, media_type=kind, headers={**headers, "ETag": tag})


@cache
def _read(name: str) -> tuple[bytes, str]:
    content = (_HERE / name).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:20]}"'


ROUTES: Final = (
    Route("/widget.js", _widget_script, methods=["GET"]),
    Route("/widget", _demo, methods=["GET"]),
    Route("/widget/demo.css", _demo_style, methods=["GET"]),
)
