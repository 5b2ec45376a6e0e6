"""How soon the widget is there: milliseconds to the bubble, and from the click to the first paint and the first words of the chat.

    python bench/widget_paint.py [--address http://127.0.0.1:8501] [--times 7]

Needs a running server (`./run`), playwright and a chromium. The first visit is cold (nothing kept by the browser), the others
are warm: the same browser, a new page. Prints each visit and the warm ones' median. The chat is fetched when the pointer comes
over the bubble; here it comes and clicks at once, so that nothing is gained by that.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
from typing import Any

# The frame's own account of its first paint, in milliseconds after it began to load.
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
NOW = "performance.now()"


def visit(context: Any, address: str) -> tuple[float, float, float]:
    """Milliseconds: page to bubble; click to the frame's first paint; click to the chat's first words."""
    page = context.new_page()
    page.goto(f"{address}/widget")
    bubble = page.locator("wenzhang-widget .bubble")
    bubble.wait_for()
    there = float(page.evaluate(NOW))
    bubble.hover(no_wait_after=True)
    clicked = float(page.evaluate(NOW))
    bubble.click()
    frame = page.frame_locator("wenzhang-widget iframe")
    frame.locator(".wz-first").wait_for(timeout=60_000)
    words = float(page.evaluate(NOW)) - clicked
    inner = next(each for each in page.frames if "embed=true" in each.url)
    # When the frame began, on the clock of the page around it.
    began = float(inner.evaluate("performance.timeOrigin")) - float(page.evaluate("performance.timeOrigin"))
    paint = began + float(inner.evaluate(PAINT)) - clicked
    page.close()
    return there, paint, words


def main() -> None:
    """Visit, and print."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--address", default="http://127.0.0.1:8501")
    parser.add_argument("--times", type=int, default=7)
    chosen = parser.parse_args()
    path = shutil.which("chromium")
    if path is None:
        sys.exit("No chromium on this machine: sudo apt install chromium")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        visits = [visit(context, chosen.address.rstrip("/")) for _ in range(1 + chosen.times)]
        browser.close()
    write = sys.stdout.write
    write("          bubble  first paint  first words  (ms)\n")
    for at, (there, paint, words) in enumerate(visits):
        write(f"{'cold' if at == 0 else 'warm':<8}{there:>8.0f}{paint:>13.0f}{words:>13.0f}\n")
    there, paint, words = (statistics.median(column) for column in zip(*visits[1:], strict=True))
    write(f"median  {there:>8.0f}{paint:>13.0f}{words:>13.0f}  of {chosen.times} warm visits\n")


if __name__ == "__main__":
    main()
