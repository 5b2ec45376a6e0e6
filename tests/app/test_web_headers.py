"""What browsers are told: who may frame what, which scripts may run, and that nothing is guessed."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.settings import Settings
from app.web.headers import SecurityHeaders, inline_scripts, page_policy
from app.web.origins import SameOrigin


def caller(**settings: str) -> TestClient:
    async def page(request: object) -> PlainTextResponse:
        return PlainTextResponse("page")

    async def own(request: object) -> PlainTextResponse:
        return PlainTextResponse("own", headers={"Content-Security-Policy": "default-src 'none'"})

    routes = [Route("/own", own), Route("/{path:path}", page)]
    made = Settings(**settings)  # type: ignore[arg-type]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders, settings=made)]))


def framed_by(path: str, **settings: str) -> str:
    headers = caller(**settings).get(path).headers
    said = headers["content-security-policy"].rpartition("frame-ancestors ")[2]
    assert (headers.get("x-frame-options") == "DENY") == (said == "'none'")
    return said


SITES = "https://news.example, http://localhost:9000"


@pytest.mark.parametrize("path", ["/?embed=true", "/?lang=zh&embed=true", "/?embed=false&embed=true"])
def test_the_embedded_chat_is_framed_by_listed_sites_only(path: str) -> None:
    assert framed_by(path, sites=SITES) == "'self' http://localhost:9000 https://news.example"
    assert framed_by(path) == "'self'"


@pytest.mark.parametrize(
    "path",
    ["/", "/?embed=false", "/?embed=", "/?q=embed=true", "/report?embed=true", "/upload?embed=true",
     "/api/v1/docs?embed=true", "/api/v1/ask", "/_stcore/health?embed=true", "/%2e/?embed=true"],
)  # fmt: skip
def test_nothing_else_is_framed_by_anyone(path: str) -> None:
    assert framed_by(path, sites=SITES) == "'none'"


@pytest.mark.parametrize(
    "site", ["*", "https://*", "news.example", "https://news.example/path", "https://a.example;script-src", "null"]
)
def test_a_site_that_is_no_origin_is_refused(site: str) -> None:
    with pytest.raises(ValidationError, match="is no origin"):
        Settings(sites=site)  # type: ignore[arg-type]


def test_only_scripts_of_ours_run_and_none_that_a_page_brings() -> None:
    policy = page_policy(inline_scripts())
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts and "*" not in scripts and scripts.count("'sha256-") == len(inline_scripts()) >= 2
    assert "object-src 'none'" in policy
    other = page_policy([*inline_scripts()[:-1], inline_scripts()[-1] + " "])
    assert other != policy


def test_nothing_is_guessed_or_told_to_other_sites() -> None:
    for path in ("/", "/?embed=true", "/api/v1/ask", "/own"):
        headers = caller().get(path).headers
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


def test_the_api_s_answers_may_do_nothing_in_a_browser() -> None:
    assert caller().get("/api/v1/filings").headers["content-security-policy"].startswith("default-src 'none'")


def test_a_policy_that_a_page_has_of_its_own_stands() -> None:
    assert caller().get("/own").headers["content-security-policy"] == "default-src 'none'"


def test_who_came_by_tls_comes_by_tls_again() -> None:
    assert "strict-transport-security" not in caller().get("/").headers
    assert "max-age=" in caller(address="https://chat.example").get("/").headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("origin", "host", "opens"),
    [
        ("https://chat.example", "chat.example", True),
        ("http://localhost:8501", "localhost:8501", True),
        ("https://chat.example", "10.0.0.7:8501", True),
        (None, "chat.example", True),
        ("https://evil.example", "chat.example", False),
        ("https://chat.example.evil", "chat.example", False),
        ("http://localhost:9000", "localhost:8501", False),
        ("null", "chat.example", False),
        ("", "", False),
    ],
)
def test_only_pages_of_ours_open_the_chat_s_connection(origin: str | None, host: str, opens: bool) -> None:
    async def connection(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("open")

    settings = Settings(address="https://chat.example")
    app = Starlette(routes=[WebSocketRoute("/", connection)], middleware=[Middleware(SameOrigin, settings=settings)])
    headers = {"host": host} | ({} if origin is None else {"origin": origin})
    if opens:
        with TestClient(app).websocket_connect("/", headers=headers) as opened:
            assert opened.receive_text() == "open"
    else:
        with pytest.raises(WebSocketDisconnect), TestClient(app).websocket_connect("/", headers=headers):
            pass
