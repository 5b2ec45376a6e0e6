"""One PDF page as marks on paper: glyphs, thin bars and strokes, tinted areas, seen the way they are read."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from ingest.pdf_frame import Frame
from ingest.pdf_paths import Marks, page_to_marks
from ingest.pdf_stamps import part_stamps
from ingest.pdf_text import PageText, page_angles, page_to_text, reading_angle


@dataclass(frozen=True, slots=True)
class Page:
    """The marks of one page in reading space; `number` is 1-based."""

    number: int
    frame: Frame
    text: PageText
    marks: Marks


def read_page(page: Any, number: int, thin: float) -> Page:
    """Read the marks of a loaded pdfium page (a raw handle); bars up to `thin` points are rules."""
    textpage = pdfium_c.FPDFText_LoadPage(page)
    try:
        angles = page_angles(textpage)
        angle = reading_angle(angles)
        shown = pdfium_c.FPDFPage_GetRotation(page)
        frame = _frame(page, shown if angle is None else (-angle // 90) % 4, shown)
        text = page_to_text(textpage, frame, mixed=len(angles) > 1)
        text.glyphs, stamps = part_stamps(text.glyphs)
        text.aslant += stamps
    finally:
        pdfium_c.FPDFText_ClosePage(textpage)
    return Page(number, frame, text, page_to_marks(page, frame.box, thin))


def _frame(page: Any, turn: int, shown: int) -> Frame:
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, turn, shown)
