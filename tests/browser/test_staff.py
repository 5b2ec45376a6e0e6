"""Staff in a real browser: signing in at a real provider, adding and removing a filing; and everyone else kept out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import free_port, served, wait
from tests.ingest.made_up_pdf import Sheet

SECRET = "the secret that signs the sessions of this test"
STAFF = "li@example.org"
STRANGER = "zhao@elsewhere.example.org"
PAGES = ("upload", "library", "compare", "report", "review")
EVIL = "<img src=x onerror=window.hacked=1>"
FILE = f"青山县文化馆{EVIL}2026.pdf"
QUESTION = "青山县文化馆2026年项目支出是多少？"


@dataclass(frozen=True)
class Site:
    """The app's address, and its library's folder."""

    address: str
    library: Path


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A provider of OpenID Connect that lets everyone in by the name they give."""
    pytest.importorskip("oidc_provider_mock", reason="oidc-provider-mock is not installed")
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)], stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait(address, process, "/.well-known/openid-configuration")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def site(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The program with sign-in set up, over an empty library."""
    folder = tmp_path_factory.mktemp("staff")
    library = folder / "library"
    variables = {
        "WENZHANG_OIDC_ISSUER": provider,
        "WENZHANG_OIDC_CLIENT_ID": "wenzhang",
        "WENZHANG_OIDC_CLIENT_SECRET": "secret of the client",
        "WENZHANG_OIDC_COOKIE_SECRET": SECRET,
        "WENZHANG_STAFF_PEOPLE": STAFF,
        "WENZHANG_VECTORS": "false",
    }
    command = [sys.executable, "-m", "app", "serve", "--library", str(library), "--port"]
    for address in served(command, folder, **variables):
        yield Site(address.replace("127.0.0.1", "localhost"), library)


def filing(path: Path) -> Path:
    """A small filing with a table in which a cell holds a script."""
    sheet = Sheet(path, size=(595, 842))
    sheet.text(150, 80, "青山县文化馆2026年单位预算公开", 18)
    sheet.text(60, 140, "2026年项目支出88.50万元，比上年预算增加8.50万元，增长10.63%，")
    sheet.text(60, 158, "主要原因是：新增群众文化活动经费。")
    sheet.text(200, 220, "单位支出总体情况表", 14)
    sheet.text(420, 240, "单位：万元")
    xs, ys = (60, 140, 300, 380, 460, 540), (250, 275, 300, 325, 350)
    sheet.grid(xs, ys)
    rows = (
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        ("207", "文化旅游体育支出", "300.00", "211.50", "88.50"),
        ("221", EVIL, "20.00", "20.00", "0.00"),
        ("", "合计", "320.00", "231.50", "88.50"),
    )
    sheet.fill(xs, ys, rows)
    return sheet.save()


def sign_in(page, address: str, who: str) -> None:  # type: ignore[no-untyped-def]
    """From the chat to the provider and back."""
    page.goto(address)
    page.locator(".st-key-sign-in button").click(timeout=60_000)
    page.locator("input[name=sub]").fill(who)
    page.get_by_role("button", name="Authorize").click()
    page.locator(".wz-who", has_text=who).wait_for(timeout=60_000)


def test_a_staff_members_day(site: Site, visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    page = visit(site.address).page
    page.set_default_timeout(60_000)
    sign_in(page, site.address, STAFF)
    page.locator(".st-key-pages a", has_text="上传").click()
    page.get_by_test_id("stFileUploader").get_by_role("button", name="选择文件").wait_for()
    page.locator('[data-testid="stFileUploader"] input[type=file]').set_input_files(str(filing(tmp_path / FILE)))
    page.locator(".st-listing", has_text="新文件").wait_for()
    page.locator(".st-key-upload-add button").click()
    page.locator(".st-key-taken-0 .st-filing", has_text="青山县文化馆").wait_for(timeout=60_000)

    page.locator(".st-key-pages a", has_text="问答").click()
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.get_by_test_id("stChatInputTextArea").press("Enter")
    page.locator('[class*="st-key-sources-"] button').first.wait_for(timeout=60_000)
    assert "88.50" in page.locator(".wz-big").first.inner_text()

    page.locator(".st-key-pages a", has_text="文件库").click()
    page.locator('[class*="st-key-open-"] button').click()
    page.locator(".st-key-opened").get_by_text("读出的表").click()
    page.locator(".st-key-opened .st-listing", has_text="单位支出总体情况表").wait_for()
    page.locator(".st-key-to-report button").click()
    page.locator(".wz-headline").wait_for()
    assert page.evaluate("window.hacked") is None

    page.locator(".st-key-pages a", has_text="文件库").click()
    page.locator('[class*="st-key-open-"] button').click()
    page.locator(".st-key-remove button").click()
    page.locator(".st-key-remove-yes button").click()
    page.locator(".st-told", has_text="已移除").wait_for()
    assert list((site.library / "filings").iterdir()) == []
    assert page.evaluate("window.hacked") is None and page.locator("img[src=x]").count() == 0

    page.locator(".st-key-sign-out button").click()
    page.wait_for_url("**/oauth2/end_session**")  # the provider asks whether to sign out there too
    page.goto(f"{site.address}/library")
    page.locator(".st-key-sign-in button").wait_for(timeout=60_000)
    assert page.locator(".st-key-pages a").count() == 0 and page.locator(".wz-head").count() == 0


def test_no_address_leads_someone_signed_out_to_a_staff_page(site: Site, visit) -> None:  # type: ignore[no-untyped-def]
    page = visit(site.address).page
    for name in PAGES:
        page.goto(f"{site.address}/{name}")
        page.locator(".st-key-sign-in button").wait_for(timeout=60_000)
        assert page.locator(".st-key-pages a").count() == 0 and page.locator(".wz-head").count() == 0


def test_signed_in_without_a_role_is_told_so(site: Site, visit) -> None:  # type: ignore[no-untyped-def]
    page = visit(site.address).page
    sign_in(page, site.address, STRANGER)
    page.locator(".wz-lead", has_text=f"您已用 {STRANGER} 登录").wait_for()
    assert page.locator(".st-key-pages a").all_inner_texts() != []
    for name in ("upload", "library"):
        page.goto(f"{site.address}/{name}")
        page.locator(".wz-who").wait_for(timeout=60_000)
        assert page.locator(".wz-head").count() == 0 and page.get_by_test_id("stFileUploader").count() == 0


def session_cookie(address: str, secret: str, issued: float) -> str:
    """A session as Streamlit keeps it, of staff, signed with that secret."""
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

    claims = {"email": STAFF, "iat": issued, "origin": address, "is_logged_in": True, "provider": "default"}
    return create_signed_value(secret, "_streamlit_user", json.dumps(claims)).decode()


@pytest.mark.parametrize(
    ("secret", "age", "gets_in"),
    [(SECRET, 60, True), (SECRET, 13 * 3600, False), ("another secret that signs nothing here", 60, False)],
    ids=["valid", "expired", "forged"],
)
def test_a_session_must_be_ours_and_not_over(site: Site, browser, secret: str, age: float, gets_in: bool) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(locale="zh-CN")
    try:
        cookie = session_cookie(site.address, secret, time.time() - age)
        context.add_cookies([{"name": "_streamlit_user", "value": cookie, "url": site.address}])
        page = context.new_page()
        page.goto(f"{site.address}/upload")
        if gets_in:
            page.get_by_test_id("stFileUploader").wait_for(timeout=60_000)
        else:
            page.locator(".st-key-sign-in button").wait_for(timeout=60_000)
            assert page.get_by_test_id("stFileUploader").count() == 0
    finally:
        context.close()


def put_file(address: str, session: str, cookies: list[dict[str, Any]]) -> tuple[int, str]:
    """Send a file to Streamlit's own upload address, as a page would; the status, and what is said."""
    token = next((cookie["value"] for cookie in cookies if cookie["name"] == "_streamlit_xsrf"), "")
    body = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.pdf"\r\n\r\n%PDF\r\n--x--\r\n'
    headers = {
        "Content-Type": "multipart/form-data; boundary=x",
        "X-Xsrftoken": token,
        "Cookie": "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies),
    }
    url = f"{address}/_stcore/upload_file/{session}/some-file"
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers, method="PUT"), timeout=10) as told:
            return told.status, ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_visitors_own_session_sends_no_files_past_the_pages(site: Site, visit) -> None:  # type: ignore[no-untyped-def]
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    page = visit(site.address).page
    sessions: list[str] = []

    def note(frame: Any) -> None:
        message = ForwardMsg()
        message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "new_session":
            sessions.append(message.new_session.initialize.session_id)

    page.on("websocket", lambda socket: socket.on("framereceived", note))
    page.goto(site.address)
    page.locator(".st-key-sign-in button").wait_for(timeout=60_000)
    assert sessions, "no session was begun"
    status, said = put_file(site.address, sessions[-1], page.context.cookies())
    assert (status, said) == (403, "Only staff can add files, on the upload page.\n")


def test_half_a_sign_in_does_not_start(tmp_path: Path) -> None:
    variables = {**os.environ, "WENZHANG_OIDC_ISSUER": "https://id.example.org"}
    command = [sys.executable, "-m", "app", "serve", "--port", str(free_port()), "--library", str(tmp_path / "library")]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2 and "WENZHANG_OIDC_CLIENT_ID" in done.stderr and "Traceback" not in done.stderr
