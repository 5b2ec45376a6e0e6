"""Files are taken from sessions that the upload page was drawn for, and from no other."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from app.uploads.passes import SECONDS, Passes
from app.web.upload_guard import UploadGuard


def answer(passes: Passes, path: str, method: str = "PUT") -> int:
    """The status that the request gets: 204 from the application behind the guard."""
    sent: list[dict[str, Any]] = []

    async def behind(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": []}
    asyncio.run(UploadGuard(behind, passes)(scope, receive, send))  # type: ignore[arg-type]
    return int(sent[0]["status"])


class Clock:
    """A clock that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "GET"])
def test_only_a_session_with_a_pass_sends_files(method: str) -> None:
    passes = Passes()
    passes.give("mine")
    assert answer(passes, "/_stcore/upload_file/mine/1", method) == 204
    for path in ("/other/1", "/mine%2F/1", "//1", "/", "", "/other/mine/1"):
        assert answer(passes, f"/_stcore/upload_file{path}", method) == 403
    assert answer(passes, "/below/_stcore/upload_file/other/1", method) == 403
    assert answer(passes, "/_stcore/health", method) == 204


def test_a_pass_ends_with_time_and_when_it_is_taken() -> None:
    clock = Clock()
    passes = Passes(clock)
    passes.give("mine")
    clock.now = SECONDS - 1
    assert passes.has("mine")
    clock.now = SECONDS
    assert not passes.has("mine")
    passes.give("mine")
    passes.take("mine")
    assert not passes.has("mine")
