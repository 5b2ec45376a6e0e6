"""Make the pictures in docs/pictures: every page as it is now, wide and on a phone, light and dark, Chinese and English.

    python scripts/screenshots.py [NAME...]      all of them, or those whose name holds one of the words

Reads the samples into a library made for the occasion, serves it, and drives Debian's chromium (playwright). Staff's pages are
taken where the server finds its visitor at the machine itself. A page that is no longer there stops it with its name.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
LARGEST = 250_000
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TREND = "万里街道三年来的项目支出怎么变化？"
WHY = "喀什市社会保险中心的项目支出为什么下降了73%？"
SHARE = "What share of the Wanli subdistrict's basic expenditure in 2025 goes to personnel?"
LACKING = "万里街道2025年买了多少架无人机？"
DONE = '[class*="st-key-actions-"]'


@dataclass(frozen=True)
class Shot:
    """One picture: its name, the address, what is done there before it is taken, and the visitor's screen."""

    name: str
    address: str
    steps: Callable[[Any], None]
    screen: dict[str, int]
    theme: str = "light"
    locale: str = "zh-CN"


def seen(selector: str) -> Callable[[Any], None]:
    """Waits until that is there."""
    return lambda page: page.locator(selector).first.wait_for(timeout=120_000)


def answered(page: Any) -> None:
    """An answer with all that stands under it."""
    page.locator(DONE).last.wait_for(timeout=120_000)
    page.wait_for_timeout(1500)


def opened_source(page: Any) -> None:
    """The first source's drawer."""
    answered(page)
    page.locator(".wz-text .wz-mark").first.click()
    page.locator(".st-key-source .wz-place").wait_for()


def to_review(page: Any) -> None:
    """The review list with an answer that a visitor found wrong, and a question that found nothing."""
    review = page.url
    for question in (LACKING, SHARE):
        page.goto(urljoin(review, f"/?q={quote(question)}"))
        answered(page)
    page.locator(".st-key-thumbs-0 button").last.click()
    page.wait_for_timeout(1500)
    page.goto(review)
    seen("[data-testid=stMainBlockContainer] h1")(page)
    page.wait_for_timeout(2500)


def opened_ledger(page: Any) -> None:
    """The computation, unfolded and in view."""
    answered(page)
    page.locator('[class*="st-key-ledger-"] summary').first.click()
    page.wait_for_timeout(500)
    page.locator('[class*="st-key-ledger-"]').first.scroll_into_view_if_needed()


def opened_widget(page: Any) -> None:
    """The widget's panel with the first screen of the chat."""
    page.locator("wenzhang-widget .bubble").click()
    page.frame_locator("wenzhang-widget iframe").locator(".wz-first").wait_for(timeout=60_000)


def asked_in_widget(page: Any) -> None:
    """The widget's panel with an answer."""
    opened_widget(page)
    frame = page.frame_locator("wenzhang-widget iframe")
    frame.get_by_test_id("stChatInputTextArea").fill(WHY)
    frame.get_by_test_id("stChatInputTextArea").press("Enter")
    frame.locator(DONE).last.wait_for(timeout=120_000)
    page.wait_for_timeout(1500)


# What is done on a page of staff's that would show nothing at first.
STEPS = {"review": to_review}


def shots() -> list[Shot]:
    """All pictures."""
    trend, why, share = (f"/?q={quote(question)}" for question in (TREND, WHY, SHARE))
    report = "/report?filing=kashgar-social-insurance-2026.txt"
    first, page_done = seen(".wz-first"), seen("[data-testid=stMainBlockContainer] h1")
    return [
        Shot("chat-first", "/", first, WIDE),
        Shot("chat-first-phone-dark-en", "/", first, PHONE, "dark", "en-US"),
        Shot("chat-answer", trend, answered, WIDE),
        Shot("chat-answer-dark-en", share, answered, WIDE, "dark", "en-US"),
        Shot("chat-answer-phone", why, answered, PHONE),
        Shot("chat-ledger", share, opened_ledger, WIDE, "light", "en-US"),
        Shot("chat-source", trend, opened_source, {"width": 1440, "height": 860}),
        Shot("chat-source-dark", why, opened_source, WIDE, "dark"),
        Shot("chat-source-phone", trend, opened_source, PHONE),
        Shot("widget", "/widget", asked_in_widget, WIDE),
        Shot("widget-en-dark", "/widget?lang=en", opened_widget, WIDE, "dark", "en-US"),
        Shot("widget-phone", "/widget", opened_widget, PHONE),
        Shot("report", report, seen(".wz-headline"), WIDE),
        Shot("report-phone-dark-en", report, seen(".wz-headline"), PHONE, "dark", "en-US"),
        *(Shot(f"staff-{name}", f"/{name}", STEPS.get(name, page_done), WIDE) for name in staff_pages()),
    ]


def staff_pages() -> list[str]:
    """The addresses of staff's pages but the report."""
    sys.path.insert(0, str(ROOT))
    from app.access.roles import Role
    from app.screens.pages import all_pages

    return [page.name for page in all_pages() if page.role > Role.PUBLIC and page.name != "report"]


def take(browser: Any, address: str, shot: Shot) -> None:
    """Take one picture and write it, with as many colours as fit into LARGEST."""
    from PIL import Image

    context = browser.new_context(viewport=shot.screen, color_scheme=shot.theme, locale=shot.locale)
    page = context.new_page()
    page.goto(address + shot.address)
    shot.steps(page)
    page.wait_for_timeout(1200)
    # What a chart stands in for until it is drawn.
    page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached", timeout=60_000)
    page.wait_for_timeout(600)
    drawn = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    for colours in (256, 128, 64):
        file = io.BytesIO()
        drawn.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if len(file.getvalue()) <= LARGEST:
            break
    (OUT / f"{shot.name}.png").write_bytes(file.getvalue())
    sys.stdout.write(f"{shot.name}.png: {len(file.getvalue()) / 1000:.0f} kB\n")


def serve(library: Path, runs: Path, port: int) -> subprocess.Popen[bytes]:
    """The program over that library and those runs, when it answers."""
    command = [sys.executable, "-m", "app", "serve", "--library", str(library), "--port", str(port)]
    settings = {"WENZHANG_VECTORS": "false", "WENZHANG_EVAL_RUNS": str(runs)}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings})
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2):
                return process
        except OSError:
            time.sleep(0.2)
    process.terminate()
    raise SystemExit("The server did not answer within a minute.")


def main() -> None:
    """Take the pictures that were asked for."""
    from playwright.sync_api import sync_playwright

    wanted = [shot for shot in shots() if not sys.argv[1:] or any(word in shot.name for word in sys.argv[1:])]
    path = shutil.which("chromium") or sys.exit("No chromium on this machine: sudo apt install chromium")
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
        probe.close()
        library, runs = Path(folder) / "library", Path(folder) / "runs"
        for command in (
            ["ingest", "samples/filings", "--library", str(library)],
            ["eval", "run", "bugs", "--runs", str(runs)],
        ):
            subprocess.run([sys.executable, "-m", "app", *command], cwd=ROOT, check=True, capture_output=True)
        process = serve(library, runs, port)
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
                for shot in wanted:
                    take(browser, f"http://127.0.0.1:{port}", shot)
                browser.close()
        finally:
            process.terminate()
            process.wait(timeout=20)


if __name__ == "__main__":
    main()
