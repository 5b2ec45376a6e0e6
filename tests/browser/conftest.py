"""Chromium, and visitors who come with it."""

from __future__ import annotations

import shutil

import pytest

from tests.browser.serving import DESKTOP, Visitor
from tests.conftest import missing


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
