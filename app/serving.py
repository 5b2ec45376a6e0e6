"""`wenzhang serve`: runs the web application in this process, says when it can be reached, and ends when it is asked to."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from app.errors import NotStarted, PortInUse
from app.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp
    from uvicorn import Server

# Seconds that requests have to end once the server was asked to stop.
_PATIENCE = 10
# Seconds that an unused connection stays open: longer than proxies keep theirs, so that none is closed under a request.
_KEPT_ALIVE = 75
_WAITING_CONNECTIONS = 2048


def serve(settings: Settings, announce: Callable[[str], None]) -> int:
    """Runs the application until it is stopped; returns the exit code; raises PortInUse or NotStarted."""
    if port_in_use(settings.host, settings.port):
        raise PortInUse(settings.port)
    from app.web.server import make_app

    return run(make_app(settings), settings, lambda: announce(f"http://localhost:{settings.port}"))


def run(app: ASGIApp, settings: Settings, ready: Callable[[], None] = lambda: None) -> int:
    """Runs that application, which calls `ready` when it can be reached, until it is stopped."""
    server = _server(app, settings, ready)
    _stop_on_signals(server)
    server.run()
    if not server.started:
        raise NotStarted
    return 0


def _server(app: ASGIApp, settings: Settings, ready: Callable[[], None]) -> Server:
    """The server, which calls `ready` when it can be reached."""
    import uvicorn

    class Announcing(uvicorn.Server):
        """Says when it is ready."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                await asyncio.to_thread(ready)

    return Announcing(
        uvicorn.Config(
            app,
            host=settings.host,
            port=settings.port,
            ws="websockets-sansio",
            backlog=_WAITING_CONNECTIONS,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Who is asking is read from the proxies that the settings trust, and nowhere else.
            proxy_headers=False,
            timeout_keep_alive=_KEPT_ALIVE,
            timeout_graceful_shutdown=_PATIENCE,
        )
    )


def _stop_on_signals(server: Server) -> None:
    """Being asked to end is no failure: the server stops, and the signal that it passes on afterwards ends nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)


def port_in_use(host: str, port: int) -> bool:
    """True where something listens on that port already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        # As servers do: a port that a stopped server left behind is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def open_browser(address: str) -> bool:
    """Opens the address in a browser where this machine has a display; returns whether it tried."""
    has_display = sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_display and webbrowser.open(address)
