"""What the browser tests share: a server that is started and ended, and a visitor who notes what a browser complains of."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait(address: str, process: subprocess.Popen[bytes], path: str = "/_stcore/health") -> None:
    """Returns when the server answers at that path."""
    for _ in range(300):
        assert process.poll() is None, "the chat's server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}{path}", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the chat's server did not answer within a minute")


def served(command: list[str], folder: Path, **variables: str) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([*command, str(port)], cwd=folder, env={**os.environ, **variables})
    try:
        address = f"http://127.0.0.1:{port}"
        wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


class Visitor:
    """A browser page on the chat that notes what a console and a network watcher would complain of."""

    def __init__(self, context, address: str) -> None:  # type: ignore[no-untyped-def]
        self.page = context.new_page()
        self.complaints: list[str] = []
        host = urlsplit(address).netloc
        self.page.on("console", lambda said: self._note(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self._note(str(error)))
        self.page.on("request", lambda sent: self._outside(sent.url, host))
        self.page.goto(address)

    def _note(self, text: str) -> None:
        self.complaints.append(text)

    def _outside(self, url: str, host: str) -> None:
        if host not in url and not url.startswith(("data:", "blob:")):
            self._note(f"a request to {url}")

    def ask(self, question: str) -> None:
        field = self.page.get_by_test_id("stChatInputTextArea")
        sources = self.page.locator('[class*="st-key-sources-"] button')
        before = sources.count()
        field.fill(question)
        field.press("Enter")
        sources.nth(before).wait_for(timeout=120_000)

    def sideways(self) -> int:
        """By how many pixels something is wider than the page."""
        script = """[document.documentElement, ...document.querySelectorAll('[data-testid=stMain], [role=dialog]')]
            .map(each => each.scrollWidth - each.clientWidth)"""
        return int(max(self.page.evaluate(script)))
