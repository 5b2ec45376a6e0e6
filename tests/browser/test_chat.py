"""The chat in a real browser: the real program over a library made from the samples, and the fake desk for the looks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.conftest import ROOT, missing

pytestmark = pytest.mark.browser
CARD = "为什么项目支出下降了73%？"
SAMPLE = ROOT / "samples" / "filings" / "kashgar-social-insurance-2026.txt"
FAKE = ROOT / "tests" / "app" / "fake_server.py"
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the chat's server ended by itself"
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the chat's server did not answer within a minute")


def _served(command: list[str], folder: Path, **variables: str) -> Iterator[str]:
    port = _free_port()
    process = subprocess.Popen([*command, str(port)], cwd=folder, env={**os.environ, **variables})
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat over the fake desk, with the real chat's configuration."""
    folder = tmp_path_factory.mktemp("fake")
    command = [sys.executable, str(FAKE), "--port"]
    yield from _served(command, folder)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program as it is started by hand, over a library that holds one sample, from a folder of no meaning."""
    folder = tmp_path_factory.mktemp("real")
    library = folder / "library"
    if not SAMPLE.is_file():
        missing("samples/filings is not made yet: run python -m samples.make")
    ingest = [sys.executable, "-m", "app", "ingest", str(SAMPLE), "--library", str(library)]
    subprocess.run(ingest, check=True, cwd=ROOT, capture_output=True)
    command = [sys.executable, "-m", "app", "serve", "--library", str(library), "--port"]
    yield from _served(command, folder)


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


@pytest.fixture(scope="module")
def browser():  # type: ignore[no-untyped-def]
    """Debian's chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = shutil.which("chromium")
    if path is None:
        missing("no chromium on this machine: install the system's chromium package")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def visit(browser):  # type: ignore[no-untyped-def]
    """Opens the chat as a visitor with such a screen, theme and language."""
    contexts = []

    def opened(address: str, screen: dict[str, int] = DESKTOP, theme: str = "light", locale: str = "zh-CN") -> Visitor:
        contexts.append(browser.new_context(viewport=screen, color_scheme=theme, locale=locale))
        return Visitor(contexts[-1], address)

    yield opened
    for context in contexts:
        context.close()


def in_view(page, locator) -> bool:  # type: ignore[no-untyped-def]
    """Whether the element stands on the screen and nothing lies over its middle, once it is still."""
    page.wait_for_timeout(800)
    script = """each => { const box = each.getBoundingClientRect();
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return top !== null && (each === top || each.contains(top)); }"""
    return bool(locator.evaluate(script))


def test_the_card_question_leads_to_its_cell(real: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(real)
    visitor.page.locator(".wz-first").wait_for(timeout=60_000)
    visitor.ask(CARD)
    answer = visitor.page.locator(".wz-text").inner_text()
    assert "3,032.71" in answer and "73.15%" in answer and "73.36%" in answer
    visitor.page.locator(".wz-text .wz-mark").first.click()
    marked = visitor.page.locator(".st-key-source mark.wz-here, .st-key-source td.wz-here")
    assert "3032.71" in marked.inner_text().replace(",", "")
    assert in_view(visitor.page, marked)
    assert visitor.complaints == []


def test_a_figure_leads_to_its_cell(real: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(f"{real}/?q={quote('2026年住房公积金预算是多少？')}")
    button = visitor.page.locator('[class*="st-key-sources-"] button', has_text="住房公积金").first
    button.wait_for(timeout=120_000)
    assert "24.13" in visitor.page.locator(".wz-big").first.inner_text()
    button.click()
    marked = visitor.page.locator(".st-key-source td.wz-here")
    marked.wait_for()
    assert marked.inner_text().strip() == "24.13"
    assert in_view(visitor.page, marked)
    assert visitor.page.locator(".st-key-source .wz-row > .wz-stub").inner_text().endswith("住房公积金")
    assert visitor.complaints == []


def test_the_card_question_on_a_phone(real: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(real, PHONE)
    visitor.page.locator(".wz-first").wait_for(timeout=60_000)
    assert visitor.sideways() == 0
    visitor.ask(CARD)
    assert visitor.sideways() == 0
    visitor.page.locator('[class*="st-key-sources-"] button').first.click()
    visitor.page.locator(".st-key-source .wz-place").wait_for()
    assert visitor.sideways() == 0
    assert visitor.complaints == []


def test_a_mark_opens_its_source_by_mouse_and_by_keyboard(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake)
    visitor.ask("为什么项目支出下降了60%？")
    page = visitor.page
    page.locator(".wz-text .wz-mark").first.click()
    assert in_view(page, page.locator(".st-key-source td.wz-here"))
    page.locator(".st-key-source-next button").click()
    page.locator(".st-key-source mark.wz-here").wait_for()
    page.keyboard.press("Escape")
    page.locator(".st-key-source").wait_for(state="detached")
    page.locator(".wz-text .wz-mark").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-source mark.wz-here").wait_for()
    assert visitor.complaints == []


def test_a_wide_table_scrolls_in_its_box_with_the_labels_in_place(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, PHONE)
    visitor.ask("为什么项目支出下降了60%？")
    page = visitor.page
    page.locator(".wz-note .wz-mark").last.click()
    cell = page.locator(".st-key-source td.wz-here")
    assert in_view(page, cell)
    stub = page.locator(".st-key-source .wz-row > .wz-stub")
    assert in_view(page, stub)
    assert stub.bounding_box()["x"] + stub.bounding_box()["width"] <= cell.bounding_box()["x"] + 1
    assert visitor.sideways() == 0


def test_the_question_stays_in_view_above_its_answer(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, PHONE)
    for _ in range(2):
        visitor.ask("为什么项目支出下降了60%？")
    assert in_view(visitor.page, visitor.page.locator(".wz-question").last)
    assert visitor.page.locator(".wz-question").count() == 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground_in_the_drawer(fake: str, visit, theme: str) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, theme=theme)
    visitor.ask("为什么项目支出下降了60%？")
    visitor.page.locator(".wz-text .wz-mark").first.click()
    visitor.page.locator(".st-key-source td.wz-here").wait_for()
    script = """() => { const light = colour => { const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        return [...document.querySelectorAll('.st-key-source th.wz-stub, .st-key-source td.wz-here')].map(each => {
          const style = getComputedStyle(each);
          return Math.abs(light(style.color) - light(style.backgroundColor)); }); }"""
    assert min(visitor.page.evaluate(script)) > 60


def test_filings_and_questions_never_run(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    from tests.app.fake_desk import EVIL

    visitor = visit(fake)
    visitor.ask(EVIL)
    page = visitor.page
    page.locator('[class*="st-key-sources-"] button').last.click()
    page.locator(".st-key-source td.wz-here").wait_for()
    page.wait_for_timeout(500)
    assert page.evaluate("window.hacked") is None
    assert page.locator(".wz-question img, .wz-caption img, .stButton img, .stButton a").count() == 0
    assert "<img" in page.locator(".wz-caption b").inner_text()
    assert "<img" in page.locator('[class*="st-key-sources-"] button').last.inner_text()


def test_english_visitors_are_met_in_english(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, locale="en-US")
    visitor.page.get_by_text("See the cell.").wait_for(timeout=60_000)
    assert visitor.page.get_by_test_id("stAppDeployButton").count() == 0
    assert not visitor.page.get_by_test_id("stMainMenu").is_visible()


@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_report_of_a_filing_leads_to_both_places_of_a_finding(real: str, visit, screen: dict[str, int]) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(f"{real}/report?filing={quote(SAMPLE.name)}", screen)
    page = visitor.page
    page.locator(".wz-headline").wait_for(timeout=60_000)
    # The last thing of the page: a click while it is still being drawn would be lost.
    page.get_by_test_id("stDownloadButton").last.wait_for()
    assert visitor.sideways() == 0
    finding = page.locator('[class*="st-key-finding-"]', has_text="2,456").first
    marked = page.locator(".st-key-source mark.wz-here, .st-key-source td.wz-here")
    finding.locator(".wz-strip .wz-mark").first.click()
    marked.filter(has_text="2456").wait_for()
    page.locator(".st-key-source-next button").click()
    marked.filter(has_text="2458").wait_for()
    assert in_view(page, marked)
    # The browser asks for the server's health below the page's own address first: Streamlit then finds it at the root.
    assert [said for said in visitor.complaints if "404" not in said] == []
