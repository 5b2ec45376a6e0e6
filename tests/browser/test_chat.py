"""The chat in a real browser: the real program over a library made from the samples, and the fake desk for the looks."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.serving import DESKTOP, PHONE, served
from tests.conftest import ROOT, missing

pytestmark = pytest.mark.browser
RANK = "各类支出从大到小？"
CARD = "为什么项目支出下降了73%？"
SAMPLE = ROOT / "samples" / "filings" / "kashgar-social-insurance-2026.txt"
FAKE = ROOT / "tests" / "app" / "fake_server.py"


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat over the fake desk, with the real chat's configuration."""
    folder = tmp_path_factory.mktemp("fake")
    command = [sys.executable, str(FAKE), "--port"]
    yield from served(command, folder)


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
    yield from served(command, folder)


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
    # Who hears the page is told what each mark opens, not its number alone.
    page.locator(".wz-text").get_by_role("button", name=re.compile("^打开来源 1：.+，表“.+”，“.+”行")).first.click()
    assert in_view(page, page.locator(".st-key-source td.wz-here"))
    page.locator(".st-key-source-next button").click()
    page.locator(".st-key-source mark.wz-here").wait_for()
    page.keyboard.press("Escape")
    page.locator(".st-key-source").wait_for(state="detached")
    page.locator(".wz-text .wz-mark").nth(1).focus()
    page.keyboard.press("Enter")
    page.locator(".st-key-source mark.wz-here").wait_for()
    assert visitor.complaints == []


def test_an_answer_is_copied_linked_kept_and_drawn(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake)
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(RANK)
    page = visitor.page
    page.locator('[class*="st-key-chart-"] canvas, [class*="st-key-chart-"] svg').first.wait_for()
    copy, link = page.locator(".wz-action").nth(0), page.locator(".wz-action").nth(1)
    copy.click()
    page.get_by_text("已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{RANK}\n\n最大的是")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("navigator.clipboard.readText().then(text => text.startsWith('http'))")
    address = page.evaluate("navigator.clipboard.readText()")
    again = visit(address)
    again.page.locator('[class*="st-key-actions-"]').wait_for()
    assert again.page.locator(".wz-text").inner_text() == page.locator(".wz-text").inner_text()
    page.locator('[class*="st-key-export-"] button').first.click()
    with page.expect_download() as kept:
        page.get_by_text("Excel").click()
    assert Path(kept.value.path()).read_bytes()[:2] == b"PK" and kept.value.suggested_filename.endswith(".xlsx")
    assert visitor.complaints == [] and again.complaints == []


def test_arrow_keys_go_from_place_to_place(fake: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake)
    visitor.ask("为什么项目支出下降了60%？")
    page = visitor.page
    page.locator(".wz-text .wz-mark").first.click()
    page.get_by_text("第 1 处，共 4 处").wait_for()
    page.keyboard.press("ArrowRight")
    page.get_by_text("第 2 处，共 4 处").wait_for()
    page.keyboard.press("ArrowLeft")
    page.get_by_text("第 1 处，共 4 处").wait_for()
    page.locator(".st-key-source .wz-scroll").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(400)
    assert page.get_by_text("第 1 处，共 4 处").count() == 1, "in the table the arrow scrolls"


@pytest.mark.parametrize("width", [360, 768, 1600])
def test_nothing_runs_over_at_any_width(fake: str, visit, width: int) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, {"width": width, "height": 900})
    visitor.page.locator(".wz-first").wait_for(timeout=60_000)
    assert visitor.sideways() == 0
    visitor.ask(RANK)
    assert visitor.sideways() == 0


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
