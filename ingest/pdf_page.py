"""One PDF page as marks on paper: glyphs with boxes, thin bars and strokes, filled areas, seen the way they are read."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from budget.source import Box
from ingest.pdf_glyphs import SPACES, code_to_text
from ingest.pdf_paths import Marks, page_to_marks

_BOLD_NAME = re.compile(r"bold|black|heavy|simhei|xiaobiaosong|xbsj|黑体|小标宋", re.IGNORECASE)
_BOLD_WEIGHT = 700
_ANGLE_SAMPLE = 4
_STROKED_MODES = (1, 2)


class Glyph(NamedTuple):
    """One printed character. `spaced` says that a space was printed before it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaced: bool = False
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """How the page's own coordinates become points from the top-left corner of the upright text.

    `turn` is the clockwise quarter turns from PDF space to reading space, `shown` those of the displayed page.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0
    shown: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in reading space."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.turn % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of PDF space (y upwards) as (x0, top, x1, bottom) in reading space."""
        if self.turn == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turn == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turn == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def as_shown(self, box: Box) -> Box:
        """A box of reading space as a box of the displayed page, rounded to a hundredth of a point."""
        x0, top, x1, bottom = box
        width, height = self.size
        for _ in range((self.shown - self.turn) % 4):
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
            width, height = height, width
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


@dataclass(frozen=True, slots=True)
class Page:
    """The marks of one page in reading space. `aslant` is the text of runs that stand at another angle."""

    number: int
    frame: Frame
    glyphs: list[Glyph]
    turned: list[Glyph]
    aslant: str
    marks: Marks
    spaces_only: bool


def read_page(page: Any, number: int, thin: float) -> Page:
    """Read the marks of a loaded pdfium page (a raw handle)."""
    textpage = pdfium_c.FPDFText_LoadPage(page)
    try:
        angles = _angles(textpage)
        shown = pdfium_c.FPDFPage_GetRotation(page)
        turn = (-angles.most_common(1)[0][0] // 90) % 4 if angles else shown
        frame = _frame(page, turn, shown)
        glyphs, turned, aslant = _glyphs(textpage, frame, mixed=len(angles) > 1)
    finally:
        pdfium_c.FPDFText_ClosePage(textpage)
    marks = page_to_marks(page, frame.box, thin)
    return Page(number, frame, glyphs, turned, aslant, marks, not (glyphs or turned or aslant))


def _frame(page: Any, turn: int, shown: int) -> Frame:
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, ctypes.byref(rect))
    return Frame(rect.left, rect.bottom, rect.right, rect.top, turn, shown)


def _angle(textpage: Any, index: int) -> int:
    """The clockwise angle of a character in whole degrees; quarter turns where it is close to one."""
    degrees = math.degrees(pdfium_c.FPDFText_GetCharAngle(textpage, index)) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) < 3 else round(degrees)


def _angles(textpage: Any) -> Counter[int]:
    """How often which angle occurs among a sample of the visible characters; the most frequent quarter turn leads."""
    count = pdfium_c.FPDFText_CountChars(textpage)
    seen: Counter[int] = Counter()
    for index in range(0, count, _ANGLE_SAMPLE):
        if pdfium_c.FPDFText_GetUnicode(textpage, index) > 0x20:
            seen[_angle(textpage, index)] += 1
    quarters = {angle: n for angle, n in seen.items() if angle % 90 == 0}
    if seen and quarters:
        return Counter({**dict.fromkeys(seen, 0), **quarters})
    return Counter({0: 1, **dict.fromkeys(seen, 0)}) if seen else seen


def _glyphs(textpage: Any, frame: Frame, mixed: bool) -> tuple[list[Glyph], list[Glyph], str]:
    """The glyphs that read upright, those at another quarter turn (a run is one glyph), the text of the rest."""
    upright = (-frame.turn * 90) % 360
    glyphs: list[Glyph] = []
    turned: list[Glyph] = []
    aslant: list[str] = []
    rect = pdfium_c.FS_RECTF()
    where = ctypes.byref(rect)
    unicode_of, box_of = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox
    spaced, new_run, bold, last = False, True, False, upright
    for index in range(pdfium_c.FPDFText_CountChars(textpage)):
        code = unicode_of(textpage, index)
        if code in SPACES:
            generated = code == 0x20 and pdfium_c.FPDFText_IsGenerated(textpage, index) == 1
            spaced, new_run = spaced or not generated, True
            continue
        text = code_to_text(code)
        if not text:
            spaced, new_run = spaced and code not in (10, 13), True
            continue
        if not box_of(textpage, index, where):
            continue
        if new_run:
            bold = _is_bold(textpage, index)
        glyph = Glyph(text, *frame.box(rect.left, rect.bottom, rect.right, rect.top), spaced, bold)
        spaced, new_run = False, False
        angle = _angle(textpage, index) if mixed else upright
        if angle == upright:
            glyphs.append(glyph)
        elif angle % 90:
            aslant.append(text)
        elif turned and last == angle and _follows(turned[-1], glyph):
            turned[-1] = _joined(turned[-1], glyph)
        else:
            turned.append(glyph)
        last = angle
    return glyphs, turned, "".join(aslant)


def _follows(run: Glyph, glyph: Glyph) -> bool:
    """True where the glyph continues a run that is printed up or down the page."""
    reach = glyph.x1 - glyph.x0
    same_column = abs((run.x0 + run.x1) - (glyph.x0 + glyph.x1)) < reach
    return same_column and glyph.top < run.bottom + reach and glyph.bottom > run.top - reach


def _joined(run: Glyph, glyph: Glyph) -> Glyph:
    return run._replace(
        text=run.text + glyph.text,
        x0=min(run.x0, glyph.x0),
        top=min(run.top, glyph.top),
        x1=max(run.x1, glyph.x1),
        bottom=max(run.bottom, glyph.bottom),
    )


def _is_bold(textpage: Any, index: int) -> bool:
    """Bold by the font's name, its weight, or because the letters are filled and outlined."""
    if pdfium_c.FPDFText_GetFontWeight(textpage, index) >= _BOLD_WEIGHT:
        return True
    text_object = pdfium_c.FPDFText_GetTextObject(textpage, index)
    if text_object and pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) in _STROKED_MODES:
        return True
    buffer = ctypes.create_string_buffer(128)
    length = pdfium_c.FPDFText_GetFontInfo(textpage, index, buffer, 128, None)
    return bool(_BOLD_NAME.search(buffer.raw[: max(length - 1, 0)].decode("utf-8", "replace")))
