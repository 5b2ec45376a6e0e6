"""What a reader should know of a page before trusting it: no text, text put there by OCR, glyphs without a meaning."""

from __future__ import annotations

from budget.problem import Problem
from budget.source import Source
from ingest.pdf_glyphs import UNKNOWN
from ingest.pdf_page import Page

# A page without text that draws at least so many shapes may well show letters as outlines; fewer are ornaments.
_FEWEST_SHAPES = 100
# A page where more than this share of the glyphs has no meaning can't be trusted.
_UNKNOWN_SHARE = 0.02
_LONGEST_QUOTE = 60


def page_problems(page: Page, file: str) -> list[Problem]:
    """The problems of one page, each with its place."""
    said = {
        "scan": _no_text(page),
        "ocr_layer": _ocr_layer(page),
        "unknown_glyphs": _unknown_glyphs(page),
        "aslant_text": _aslant(page),
    }
    return [
        Problem(code, f"page {page.number} {text}", Source(file, page=page.number))
        for code, text in said.items()
        if text
    ]


def _no_text(page: Page) -> str:
    if page.text.glyphs or page.text.turned or page.text.aslant:
        return ""
    if page.marks.images:
        return "is an image and has no text"
    if page.marks.shapes >= _FEWEST_SHAPES:
        return "shows shapes and has no text (its letters may be drawn as outlines)"
    return ""


def _ocr_layer(page: Page) -> str:
    if not page.marks.images or page.text.hidden * 2 <= page.text.pieces:
        return ""
    return "is an image with invisible text laid over it, most likely by OCR: compare its figures with the page"


def _unknown_glyphs(page: Page) -> str:
    unknown = sum(UNKNOWN in glyph.text for glyph in page.text.glyphs)
    if unknown <= _UNKNOWN_SHARE * len(page.text.glyphs):
        return ""
    return f"has {unknown} characters whose font does not say what they are, shown as {UNKNOWN}"


def _aslant(page: Page) -> str:
    if not page.text.aslant:
        return ""
    quote = page.text.aslant[:_LONGEST_QUOTE]
    return f"has text printed aslant or over other text (a watermark, a chart's labels) that was left out: {quote}"
