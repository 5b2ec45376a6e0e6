"""The characters of a PDF page as glyphs: text, box in reading space, weight, and which printed run they belong to."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from ingest.pdf_fonts import BoldTeller
from ingest.pdf_frame import Frame
from ingest.pdf_glyphs import SPACES, UNKNOWN, code_to_text

_ANGLE_SAMPLE = 8
_LINE_BREAKS = (10, 13)
# Neighbours of one run touch: their gap and their difference in height are at most these shares of the type size.
_RUN_GAP_EM = 0.15
_RUN_SHIFT_EM = 0.1


# The text object of a character as a bare address: the declared pointer type is dear to make for every character.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, pdfium_c.FPDF_TEXTPAGE, ctypes.c_int)(
    ctypes.cast(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class Glyph(NamedTuple):
    """One printed character. `spaced` says that a space was printed before it; glyphs of one `run` touch."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    spaced: bool = False
    bold: bool = False
    run: int = 0


@dataclass(slots=True)
class PageText:
    """The upright glyphs of a page, those at another quarter turn (a whole run each), the text of those aslant.

    `pieces` is how many text objects they come from, `hidden` how many of these are invisible (an OCR layer).
    """

    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[Glyph] = field(default_factory=list)
    aslant: str = ""
    pieces: int = 0
    hidden: int = 0


def char_angle(textpage: Any, index: int) -> int:
    """The clockwise angle of a character in whole degrees; exactly a quarter turn where it is close to one."""
    degrees = math.degrees(pdfium_c.FPDFText_GetCharAngle(textpage, index)) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) < 3 else round(degrees)


def page_angles(textpage: Any) -> Counter[int]:
    """How often which angle occurs in a sample of the visible characters."""
    seen: Counter[int] = Counter()
    for index in range(0, pdfium_c.FPDFText_CountChars(textpage), _ANGLE_SAMPLE):
        if pdfium_c.FPDFText_GetUnicode(textpage, index) > 0x20:
            seen[char_angle(textpage, index)] += 1
    return seen


def reading_angle(angles: Counter[int]) -> int | None:
    """The quarter turn that most text is printed at; None where there is no text at one."""
    quarters = {angle: count for angle, count in angles.items() if angle % 90 == 0}
    return max(quarters, key=lambda angle: quarters[angle]) if quarters else None


def page_to_text(textpage: Any, frame: Frame, mixed: bool) -> PageText:
    """All the visible characters on the page; `mixed` says that they stand at several angles."""
    page = PageText()
    upright = (-frame.turn * 90) % 360
    width, height = frame.size
    last_angle = upright
    teller = BoldTeller(textpage)
    for index, glyph in _visible(textpage, frame, teller):
        if not (0 <= glyph.x0 + glyph.x1 <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height):
            continue
        angle = char_angle(textpage, index) if mixed else upright
        if angle == upright:
            page.glyphs.append(glyph)
        elif angle % 90:
            page.aslant += glyph.text
        elif page.turned and last_angle == angle and _continues(page.turned[-1], glyph):
            page.turned[-1] = _joined(page.turned[-1], glyph)
        else:
            page.turned.append(glyph._replace(run=-1 - len(page.turned)))
        last_angle = angle
    page.pieces, page.hidden = teller.pieces, teller.hidden
    return page


def _visible(textpage: Any, frame: Frame, teller: BoldTeller) -> Iterator[tuple[int, Glyph]]:
    """Each visible character's index and its glyph, in the order of the file. Called for every character: kept lean."""
    rect = pdfium_c.FS_RECTF()
    where = ctypes.byref(rect)
    unicode_of, box_of, to_reading = pdfium_c.FPDFText_GetUnicode, pdfium_c.FPDFText_GetLooseCharBox, frame.box
    # Where the font does not say what a glyph means, pdfium gives its number in the font: another character, another digit.
    is_guess = pdfium_c.FPDFText_HasUnicodeMapError
    weights: dict[int | None, bool] = {None: False}
    spaced, run, right, foot = False, 0, 0.0, 0.0
    for index in range(pdfium_c.FPDFText_CountChars(textpage)):
        code = unicode_of(textpage, index)
        if code in SPACES:
            spaced = spaced or code != 0x20 or pdfium_c.FPDFText_IsGenerated(textpage, index) != 1
            continue
        text = UNKNOWN if is_guess(textpage, index) == 1 else code_to_text(code)
        if not text or not box_of(textpage, index, where):
            spaced = spaced and code not in _LINE_BREAKS
            continue
        text_object = _object_of(textpage, index)
        bold = weights.get(text_object)
        if bold is None:
            bold = weights[text_object] = teller.is_bold(index, text_object)
        x0, top, x1, bottom = to_reading(rect.left, rect.bottom, rect.right, rect.top)
        size = bottom - top
        if spaced or abs(x0 - right) > size * _RUN_GAP_EM or abs(bottom - foot) > size * _RUN_SHIFT_EM:
            run += 1
        yield index, Glyph(text, x0, top, x1, bottom, spaced, bold, run)
        spaced, right, foot = False, x1, bottom


def _continues(run: Glyph, glyph: Glyph) -> bool:
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
