"""The widget on another site's page, as a citizen meets it: from the bubble to the cell in the picture of the page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.browser.host_page import Host, host_site
from tests.browser.serving import DESKTOP, served
from tests.conftest import ROOT, missing

PAPER = ROOT / "samples" / "filings" / "wanli-subdistrict-2025.pdf"
QUESTION = "2025年项目支出预算是多少？"
SMALL = {"width": 360, "height": 740}
OPEN = "document.querySelector('wenzhang-widget').shadowRoot.querySelector('.panel').hidden === false"
FOCUSED = "document.querySelector('wenzhang-widget').shadowRoot.activeElement?.className"


@pytest.fixture(scope="module")
def listed() -> Iterator[Host]:
    """The site that the operator lists."""
    with host_site() as host:
        yield host


@pytest.fixture(scope="module")
def chat(listed: Host, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program over one PDF, which lists that site."""
    folder = tmp_path_factory.mktemp("widget")
    library = folder / "library"
    if not PAPER.is_file():
        missing("samples/filings is not made yet: run python -m samples.make")
    ingest = [sys.executable, "-m", "app", "ingest", str(PAPER), "--library", str(library)]
    # Without vectors: what is tried here needs none, and making them takes long.
    plain = {"WENZHANG_VECTORS": "false"}
    subprocess.run(ingest, check=True, cwd=ROOT, capture_output=True, env={**os.environ, **plain})
    command = [sys.executable, "-m", "app", "serve", "--library", str(library), "--port"]
    for address in served(command, folder, WENZHANG_SITES=listed.address, **plain):
        listed.chat = address
        yield address


def opened(visit, host: Host, screen: dict[str, int] = DESKTOP, theme: str = "light"):  # type: ignore[no-untyped-def]
    """A visitor on the host's page with the chat open, and the chat's frame."""
    visitor = visit(host.address, screen, theme)
    page = visitor.page
    page.locator("wenzhang-widget .bubble").click()
    frame = page.frame_locator("wenzhang-widget iframe")
    frame.locator(".wz-first").wait_for(timeout=60_000)
    return visitor, frame


def asked(frame) -> None:  # type: ignore[no-untyped-def]
    frame.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    frame.get_by_test_id("stChatInputTextArea").press("Enter")
    frame.locator('[class*="st-key-sources-"] button').first.wait_for(timeout=60_000)


def third_parties(visitor, *known: str) -> list[str]:  # type: ignore[no-untyped-def]
    hosts = {urlsplit(address).netloc for address in known}
    requests = [said.removeprefix("a request to ") for said in visitor.complaints if said.startswith("a request to ")]
    return [address for address in requests if urlsplit(address).netloc not in hosts]


def errors(visitor) -> list[str]:  # type: ignore[no-untyped-def]
    return [said for said in visitor.complaints if not said.startswith("a request to ")]


def test_a_citizen_gets_from_the_question_to_the_cell_in_the_page(chat: str, listed: Host, visit) -> None:  # type: ignore[no-untyped-def]
    visitor, frame = opened(visit, listed)
    asked(frame)
    assert "8,842.58" in frame.locator(".wz-text").inner_text()
    frame.locator(".wz-text .wz-mark").first.click()
    cell = frame.locator(".st-key-source td.wz-here")
    cell.wait_for()
    assert cell.inner_text().replace(",", "").strip() == "88425805"
    box = frame.locator(".st-key-source .wz-page .wz-box")
    box.wait_for()
    visitor.page.wait_for_timeout(700)
    sheet, page, seen = (frame.locator(each).bounding_box() for each in (".wz-sheet", ".wz-page", ".wz-page .wz-box"))
    assert sheet["width"] > 100 and seen["width"] > 10
    assert page["x"] <= seen["x"] and seen["x"] + seen["width"] <= page["x"] + page["width"] + 1
    assert page["y"] <= seen["y"] and seen["y"] + seen["height"] <= page["y"] + page["height"] + 1
    narrow = sheet["width"]
    frame.locator("[data-wz-zoom=in]").click()
    visitor.page.wait_for_timeout(300)
    assert frame.locator(".wz-sheet").bounding_box()["width"] > 1.3 * narrow
    assert visitor.page.context.cookies() == []
    assert third_parties(visitor, chat, listed.address) == []
    assert errors(visitor) == []


def test_nothing_of_the_chat_is_fetched_before_it_is_wanted(chat: str, listed: Host, visit) -> None:  # type: ignore[no-untyped-def]
    sent: list[str] = []
    visitor = visit("about:blank")
    visitor.page.on("request", lambda request: sent.append(urlsplit(request.url).path))
    visitor.page.goto(listed.address)
    visitor.page.locator("wenzhang-widget .bubble").wait_for()
    visitor.page.wait_for_timeout(500)
    assert [path for path in sent if path not in ("/", "/favicon.ico")] == ["/widget.js"]


@pytest.mark.parametrize("screen", [DESKTOP, SMALL], ids=["desktop", "phone"])
def test_esc_closes_one_thing_after_the_other_and_gives_the_focus_back(chat: str, listed: Host, visit, screen) -> None:  # type: ignore[no-untyped-def]
    visitor, frame = opened(visit, listed, screen)
    page = visitor.page
    asked(frame)
    frame.locator(".wz-text .wz-mark").first.click()
    frame.locator(".st-key-source .wz-place").wait_for()
    page.keyboard.press("Escape")
    frame.locator(".st-key-source").wait_for(state="detached")
    assert page.evaluate(OPEN)
    page.keyboard.press("Escape")
    # By the locator: a string to wait for would be evaluated in the page, which its policy forbids.
    page.locator("wenzhang-widget .panel").wait_for(state="hidden")
    assert page.evaluate(FOCUSED) == "bubble"
    page.keyboard.press("Enter")
    page.locator("wenzhang-widget .panel").wait_for(state="visible")
    assert frame.locator(".wz-question").count() == 1, "the conversation is still there"


def test_the_panel_fills_a_phone_and_nothing_runs_over(chat: str, listed: Host, visit) -> None:  # type: ignore[no-untyped-def]
    visitor, frame = opened(visit, listed, SMALL, "dark")
    asked(frame)
    panel = visitor.page.locator("wenzhang-widget .panel").bounding_box()
    assert (panel["x"], panel["y"], panel["width"], panel["height"]) == (0, 0, 360, 740)
    assert not visitor.page.locator("wenzhang-widget .bubble").is_visible()
    inner = next(each for each in visitor.page.frames if each.url.startswith(chat))
    wide = "[document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollWidth - e.clientWidth)"
    assert max(inner.evaluate(wide)) == 0
    assert frame.get_by_test_id("stSidebar").count() == 0 and frame.get_by_test_id("stHeader").is_visible() is False
    visitor.page.locator("wenzhang-widget .bar button").click()
    assert visitor.page.evaluate(FOCUSED) == "bubble"


def test_attributes_set_the_looks(chat: str, listed: Host, visit) -> None:  # type: ignore[no-untyped-def]
    listed.more = 'data-position="left" data-theme="dark" data-ink="url(x)"'
    try:
        visitor, frame = opened(visit, listed)
    finally:
        listed.more = ""
    bubble = visitor.page.locator("wenzhang-widget .bubble")
    assert bubble.bounding_box()["x"] == 20 and bubble.inner_text() == "问预算"
    colours = bubble.evaluate("each => [getComputedStyle(each).backgroundColor, getComputedStyle(each).color]")
    assert colours == ["rgb(11, 93, 59)", "rgb(255, 255, 255)"]
    assert (
        frame.locator("body").evaluate("() => getComputedStyle(document.querySelector('.stApp')).colorScheme") == "dark"
    )


def test_the_public_has_the_chat_alone(chat: str, listed: Host, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(f"{chat}/report?embed=true")
    visitor.page.locator(".wz-first, .wz-question").first.wait_for(timeout=60_000)
    assert visitor.page.locator(".wz-headline, [data-testid=stPageLink]").count() == 0


def test_a_site_that_is_not_listed_may_not_frame_the_chat(chat: str, visit) -> None:  # type: ignore[no-untyped-def]
    with host_site() as stranger:
        stranger.chat = chat
        visitor = visit(stranger.address)
        visitor.page.locator("wenzhang-widget .bubble").click()
        visitor.page.wait_for_timeout(2500)
        assert visitor.page.frame_locator("wenzhang-widget iframe").locator(".stApp").count() == 0
        assert any("frame-ancestors" in said for said in errors(visitor))


def test_the_demo_page_shows_the_widget_under_its_own_policy(chat: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(f"{chat}/widget")
    visitor.page.locator("wenzhang-widget .bubble").click()
    visitor.page.frame_locator("wenzhang-widget iframe").locator(".wz-first").wait_for(timeout=60_000)
    assert visitor.complaints == [] and visitor.page.context.cookies() == []
