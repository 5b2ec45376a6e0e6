"""The widget's addresses, what its script keeps to, and the libraries that it may name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from app.desk.opening import open_desk
from app.errors import BadSetting, UnknownLibrary
from app.interface import wording
from app.settings import load_settings
from app.views.share import answer_to_query
from app.widget.cookies import NoCookieWhenEmbedded
from app.widget.routes import POLICY, ROUTES
from tests.app.fake_desk import WHY, FakeDesk

SCRIPT = Path(__file__).resolve().parents[2] / "app" / "widget" / "widget.js"


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(Starlette(routes=list(ROUTES)))


def test_the_script_is_small_and_stays_away_from_what_strict_pages_forbid() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.encode()) < 10_000
    for forbidden in (
        "innerHTML",
        "insertAdjacentHTML",
        "eval(",
        "new Function",
        "document.write",
        "cookie",
        "Storage",
        "fetch(",
        "import(",
    ):
        assert forbidden not in re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S), forbidden


def test_the_page_about_the_widget_names_all_attributes(root: Path) -> None:
    used = set(re.findall(r"given\.(\w+)", SCRIPT.read_text(encoding="utf-8")))
    told = set(re.findall(r"^\| `data-(\w+)`", (root / "docs" / "widget.md").read_text(encoding="utf-8"), re.M))
    assert used == told


def test_every_picture_is_small(root: Path) -> None:
    sizes = {file.name: file.stat().st_size for file in (root / "docs" / "pictures").glob("*.png")}
    assert len(sizes) > 10 and {name: size for name, size in sizes.items() if size > 250_000} == {}


def test_the_script_may_be_used_by_any_page_and_is_kept(client: TestClient) -> None:
    got = client.get("/widget.js")
    assert got.status_code == 200 and got.headers["content-type"].startswith("text/javascript")
    assert got.headers["access-control-allow-origin"] == "*" and "max-age=3600" in got.headers["cache-control"]
    again = client.get("/widget.js", headers={"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("address", "language"), [("/widget", "zh"), ("/widget?lang=en", "en")])
def test_the_demo_page_has_a_strict_policy_and_nothing_inline(client: TestClient, address: str, language: str) -> None:
    got = client.get(address)
    assert got.headers["content-security-policy"] == POLICY and "unsafe" not in POLICY
    assert f'<html lang="{language}">' in got.text and f'src="/widget.js" data-lang="{language}"' in got.text
    assert " style=" not in got.text and "<style" not in got.text and not re.search(r"<script(?! src)", got.text)
    assert client.get("/widget/demo.css").headers["content-type"].startswith("text/css")


async def _baker(request: Request) -> Response:
    answer = PlainTextResponse("ok", headers={"X-Kept": "yes"})
    answer.set_cookie("_streamlit_xsrf", "2")
    return answer


def test_an_embedded_page_gets_no_cookie_and_others_do() -> None:
    baking = TestClient(Starlette(routes=[Route("/x", _baker)], middleware=[Middleware(NoCookieWhenEmbedded)]))
    embedded = baking.get("/x", headers={"Referer": "https://chat.example/?embed=true&lang=zh"})
    assert "set-cookie" not in embedded.headers and embedded.headers["x-kept"] == "yes"
    assert "set-cookie" not in baking.get("/x?embed=true").headers
    assert "set-cookie" in baking.get("/x", headers={"Referer": "https://chat.example/?q=embed%3Dtrue"}).headers


def test_further_libraries_are_named_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZHANG_LIBRARIES", "city=/srv/City, school = lib/school")
    assert load_settings().libraries == {"city": Path("/srv/City"), "school": Path("lib/school")}


def test_libraries_without_a_folder_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZHANG_LIBRARIES", "city")
    with pytest.raises(BadSetting, match=r"WENZHANG_LIBRARIES .*name=folder"):
        load_settings()


def test_each_library_has_its_own_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name / "filings").mkdir(parents=True)
    monkeypatch.setenv("WENZHANG_VECTORS", "false")
    monkeypatch.setenv("WENZHANG_LIBRARY", str(tmp_path / "one"))
    monkeypatch.setenv("WENZHANG_LIBRARIES", f"two={tmp_path / 'two'}")
    first, second = open_desk(), open_desk("two")
    assert first is not second
    assert open_desk() is first and open_desk("two") is second
    with pytest.raises(UnknownLibrary, match="no library called 'three'"):
        open_desk("three")


def test_a_link_leads_back_to_its_library() -> None:
    assert "library=two" in answer_to_query(FakeDesk().ask(WHY), (), wording("zh"), "two")
