"""The chat's server: starts Streamlit, says when and where it can be reached, and ends with it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from app.errors import NotStarted, PortInUse

SCRIPT = Path(__file__).parent / "screens" / "main.py"
_PATIENCE = 120.0
_PAUSE = 0.2


def serve(host: str, port: int, library: Path, announce: Callable[[str], None]) -> int:
    """Runs the chat until it is stopped; returns the server's exit code; raises PortInUse or NotStarted."""
    if port_in_use(host, port):
        raise PortInUse(port)
    environment = {**os.environ, "WENZHANG_LIBRARY": str(library)}
    # Its greeting on standard output would name a second address; what goes wrong is on standard error.
    server = subprocess.Popen(streamlit_command(host, port), env=environment, stdout=subprocess.DEVNULL)
    stopped = _pass_on_signals(server)
    try:
        wait_until_ready(server, host, port)
        announce(f"http://localhost:{port}")
        return 0 if server.wait() == 0 or stopped() else 1
    except NotStarted:
        if stopped():
            return 0
        raise
    finally:
        if server.poll() is None:
            server.terminate()
            server.wait(timeout=10)


def streamlit_command(host: str, port: int) -> list[str]:
    """The command that runs the chat: no questions on the terminal, no usage statistics, no browser of its own."""
    options = {
        "server.address": host,
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
        "logger.level": "warning",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    # The chat's folder must not come first on the path: the project's packages are installed.
    return [sys.executable, "-m", "streamlit", "run", str(SCRIPT), *flags]


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


def wait_until_ready(server: subprocess.Popen[bytes], host: str, port: int) -> None:
    """Returns when the server answers; raises NotStarted when it ended or took too long."""
    reached = "127.0.0.1" if host in ("", "0.0.0.0", "::") else host
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        code = server.poll()
        if code is not None:
            raise NotStarted(code)
        try:
            with urllib.request.urlopen(f"http://{reached}:{port}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(_PAUSE)
    raise NotStarted(-1)


def open_browser(address: str) -> bool:
    """Opens the address in a browser where this machine has a display; returns whether it tried."""
    has_display = sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return has_display and webbrowser.open(address)


def _pass_on_signals(server: subprocess.Popen[bytes]) -> Callable[[], bool]:
    """Ends the server when this process is asked to end; the value tells whether it was."""
    asked: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        server.terminate()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return lambda: bool(asked)
