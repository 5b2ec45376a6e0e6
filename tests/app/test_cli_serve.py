"""`wenzhang serve`: says where the chat is when it can be reached, and ends when it is asked to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from app.serving import port_in_use


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_announces_the_chat_and_ends_with_code_0(tmp_path: Path) -> None:
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "-P", "-m", "app", "serve", "--port", str(port), "--library", "empty"]
    server = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert f"http://localhost:{port}" in said
        assert str(tmp_path / "empty") in said
        with urllib.request.urlopen(f"http://localhost:{port}", timeout=10) as page:
            assert page.status == 200
        assert port_in_use("127.0.0.1", port)
    finally:
        server.send_signal(signal.SIGTERM)
        rest, errors = server.communicate(timeout=30)
    assert server.returncode == 0
    assert (rest, "Traceback" in errors) == ("", False)
    assert not port_in_use("127.0.0.1", port)
