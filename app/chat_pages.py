"""The app's pages, in the order of their links."""

from __future__ import annotations

from typing import Final

from app import chat_page, chat_report
from app.chat_desk import Desk
from app.chat_frame import Page, draw_pages

PAGES: Final = (
    Page("chat", ":material/forum:", chat_page.draw),
    Page("report", ":material/fact_check:", chat_report.draw),
)


def draw(desk: Desk) -> None:
    """One run of the app over that desk."""
    draw_pages(desk, PAGES)
