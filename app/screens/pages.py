"""The app's pages, in the order of their links."""

from __future__ import annotations

import importlib
from contextlib import suppress
from functools import cache
from typing import Final

from app.access.roles import Role, Visitor
from app.desk.desk import Desk
from app.screens import page_chat, page_compare, page_library, page_report, page_statistics, page_upload
from app.screens.frame import Page, draw_pages

PAGES: Final = (
    Page("chat", ":material/forum:", page_chat.draw, Role.PUBLIC),
    Page("upload", ":material/upload_file:", page_upload.draw, Role.STAFF),
    Page("library", ":material/inventory_2:", page_library.draw, Role.STAFF),
    Page("compare", ":material/compare_arrows:", page_compare.draw, Role.STAFF),
    Page("report", ":material/fact_check:", page_report.draw, Role.STAFF),
    Page("statistics", ":material/bar_chart:", page_statistics.draw, Role.STAFF),
)

# What stands above the app brings pages of its own. The arrows go from there to here: it is found by its name where it is
# installed, and never imported.
_ABOVE: Final = ("eval.pages",)


@cache
def all_pages() -> tuple[Page, ...]:
    """The app's pages, then those of the packages above it."""
    found = list(PAGES)
    for name in _ABOVE:
        with suppress(ModuleNotFoundError):
            found += importlib.import_module(name).PAGES
    return tuple(found)


def draw(desk: Desk, visitor: Visitor, signs_in: bool = False) -> None:
    """One run of the app over that desk, for that visitor; `signs_in`: staff can sign in here."""
    draw_pages(desk, all_pages(), visitor, signs_in)
