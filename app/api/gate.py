"""What every call to the API passes: its id, its limits, its line in the log, its place in the counts."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.api.clients import Network, client_of
from app.api.logs import log_call
from app.api.metrics import Metrics
from app.api.problems import Problem, problem_response, scope_language
from app.api.rates import Rates

_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_UNCOUNTED: Final = ("/healthz", "/readyz", "/metrics")
_UNKNOWN: Final = "unknown"
_LOG: Final = logging.getLogger("wenzhang.api")


class Gate:
    """Lets a call through to the API, or answers itself why not."""

    def __init__(
        self, app: ASGIApp, rates: Rates, metrics: Metrics, trusted: Collection[Network], body_limit: int
    ) -> None:
        self._app, self._rates, self._metrics = app, rates, metrics
        self._trusted, self._body_limit = trusted, body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, id = time.perf_counter(), _request_id(scope)
        scope.setdefault("state", {})["request_id"] = id
        status = 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = id
            await send(message)

        try:
            await self._admitted(scope, receive, sent)
        finally:
            self._note(scope, status, time.perf_counter() - started)

    async def _admitted(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            if scope["path"].removeprefix(scope.get("root_path", "")) not in _UNCOUNTED:
                self._rates.spend(client_of(scope, self._trusted))
            await self._app(scope, self._limited(scope, receive), sent)
        except Exception as error:
            if begun:
                raise
            answer = problem_response(_told(error), scope_language(scope), scope["state"]["request_id"])
            await answer(scope, receive, send)

    def _limited(self, scope: Scope, receive: Receive) -> Receive:
        """The body as it comes in, as long as it is not too long; what it claims to be long is believed at once."""
        too_large = Problem(413, "body_too_large", {"Connection": "close"}, limit=self._body_limit // 1024)
        told = Headers(scope=scope).get("content-length", "")
        if told.isdecimal() and int(told) > self._body_limit:
            raise too_large
        read = 0

        async def limited() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self._body_limit:
                raise too_large
            return message

        return limited

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # The route and not the path: paths are the caller's, and there is no end to them.
        route = getattr(scope.get("route"), "path", _UNKNOWN)
        method = scope["method"] if scope["method"] in ("GET", "POST", "HEAD", "OPTIONS") else "other"
        self._metrics.calls.labels(method, route, status).inc()
        self._metrics.seconds.labels(route).observe(seconds)
        if route not in _UNCOUNTED:
            state = scope["state"]
            log_call(
                request=state["request_id"], method=method, route=route, status=status,
                ms=round(seconds * 1000, 1), answer=state.get("answer"), question=state.get("question"),
            )  # fmt: skip


def _told(error: Exception) -> Problem:
    """What the caller is told: a defect is a sentence too, and the log has the rest."""
    if isinstance(error, Problem):
        return error
    _LOG.error("a call failed", exc_info=error)
    return Problem(500, "defect")


def _request_id(scope: Scope) -> str:
    """The id that a proxy gave the request, where it looks like one; else a new one."""
    given = Headers(scope=scope).get("x-request-id", "")
    return given if _ID.fullmatch(given) else uuid.uuid4().hex
