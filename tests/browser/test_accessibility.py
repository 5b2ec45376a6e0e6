"""No serious breach of the accessibility rules (axe-core) in the chat, its drawer and the widget, in both themes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest

from app.access.roles import Role
from app.screens.pages import all_pages
from tests.browser.serving import DESKTOP, PHONE, served
from tests.conftest import ROOT, missing

FAKE = ROOT / "tests" / "app" / "fake_server.py"
SAMPLE = ROOT / "samples" / "filings" / "kashgar-social-insurance-2026.txt"
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
WHY = "为什么项目支出下降了60%？"
RANK = "各类支出从大到小？"


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules, as a script."""
    return resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The chat over the fake desk."""
    yield from served([sys.executable, str(FAKE), "--port"], tmp_path_factory.mktemp("fake"))


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The program over one sample, as who sits at its machine sees it."""
    folder = tmp_path_factory.mktemp("staff-pages")
    plain = {"WENZHANG_VECTORS": "false"}
    if not SAMPLE.is_file():
        missing("samples/filings is not made yet: run python -m samples.make")
    ingest = [sys.executable, "-m", "app", "ingest", str(SAMPLE), "--library", str(folder / "library")]
    subprocess.run(ingest, check=True, cwd=ROOT, capture_output=True, env={**os.environ, **plain})
    yield from served(
        [sys.executable, "-m", "app", "serve", "--library", str(folder / "library"), "--port"], folder, **plain
    )


def serious(frame: Any, axe: str) -> list[str]:
    """What the rules find in the frame that is serious or critical, with the places."""
    frame.wait_for_timeout(900)
    frame.evaluate(axe)
    found = frame.evaluate(RUN)
    return [
        f"{each['id']}: {each['help']} {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chat_and_its_drawer(fake: str, axe: str, visit, theme: str) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, DESKTOP, theme)
    page = visitor.page
    page.locator(".wz-first").wait_for(timeout=60_000)
    assert serious(page, axe) == []
    visitor.ask(RANK)
    visitor.ask(WHY)
    page.locator('[class*="st-key-actions-"]').last.wait_for()
    assert serious(page, axe) == []
    page.locator(".wz-text .wz-mark").last.click()
    page.locator(".st-key-source .wz-place").wait_for()
    assert serious(page, axe) == []


def test_the_chat_on_a_phone_in_english(fake: str, axe: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(fake, PHONE, locale="en-US")
    visitor.ask(RANK)
    visitor.page.locator('[class*="st-key-actions-"]').last.wait_for()
    assert serious(visitor.page, axe) == []


def test_the_widget_and_the_chat_in_it(fake: str, axe: str, visit) -> None:  # type: ignore[no-untyped-def]
    visitor = visit(f"{fake}/widget")
    page = visitor.page
    page.locator("wenzhang-widget .bubble").wait_for()
    assert serious(page, axe) == []
    page.locator("wenzhang-widget .bubble").click()
    page.frame_locator("wenzhang-widget iframe").locator(".wz-first").wait_for(timeout=60_000)
    assert serious(next(each for each in page.frames if "embed=true" in each.url), axe) == []


def test_staff_s_pages(staff: str, axe: str, visit) -> None:  # type: ignore[no-untyped-def]
    pages = [page.name for page in all_pages() if page.role > Role.PUBLIC]
    assert len(pages) > 3
    found = {}
    for at, name in enumerate(pages):
        page = visit(f"{staff}/{name}", theme=("light", "dark")[at % 2]).page
        page.locator("[data-testid=stMainBlockContainer] h1").first.wait_for(timeout=60_000)
        page.wait_for_timeout(1500)
        found[name] = serious(page, axe)
    assert {name: said for name, said in found.items() if said} == {}
