"""The characters of a PDF page as glyphs: text, box in reading space, weight, and which printed run they belong to."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

from ingest.pdf_calls import address, angle_of, char_box, is_generated, is_guess, text_object_of, unicode_of
from ingest.pdf_fonts import BoldTeller
from ingest.pdf_frame import Frame
from ingest.pdf_glyphs import SPACES, UNKNOWN, code_to_text

_ANGLE_SAMPLE = 8
_LINE_BREAKS = (10, 13)
# Neighbours of one run touch: their gap and their difference in height are at most these shares of the type size.
_RUN_GAP_EM = 0.15
_RUN_SHIFT_EM = 0.1


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
    """The upright glyphs of a page, those at another quarter turn (a whole run each), the text of those aslant or stamped over others.

    `pieces` is how many text objects they come from, `hidden` how many of these are invisible (an OCR layer).
    """

    glyphs: list[Glyph] = field(default_factory=list)
    turned: list[Glyph] = field(default_factory=list)
    aslant: str = ""
    pieces: int = 0
    hidden: int = 0


def char_angle(textpage: int, index: int) -> int:
    """The clockwise angle of a character of the text page at that address, in whole degrees.

    It is exactly a quarter turn where it is close to one.
    """
    degrees = math.degrees(angle_of(textpage, index)) % 360
    quarter = round(degrees / 90) * 90
    return quarter % 360 if abs(degrees - quarter) < 3 else round(degrees)


def page_angles(textpage: Any) -> Counter[int]:
    """How often which angle occurs in a sample of the visible characters."""
    seen: Counter[int] = Counter()
    place = address(textpage)
    for index in range(0, pdfium_c.FPDFText_CountChars(textpage), _ANGLE_SAMPLE):
        if unicode_of(place, index) > 0x20:
            seen[char_angle(place, index)] += 1
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
    last_angle, place = upright, address(textpage)
    teller = BoldTeller(textpage)
    for index, glyph in _visible(textpage, frame, teller):
        if not (0 <= glyph.x0 + glyph.x1 <= 2 * width and 0 <= glyph.top + glyph.bottom <= 2 * height):
            continue
        angle = char_angle(place, index) if mixed else upright
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
    place, to_reading = address(textpage), frame.box
    # Four floats in the order of FS_RECTF: left, top, right, bottom.
    held = (ctypes.c_float * 4)()
    rect, where = memoryview(held).cast("B").cast("f"), ctypes.addressof(held)
    weights: dict[int | None, bool] = {None: False}
    spaced, run, right, foot = False, 0, 0.0, 0.0
    for index in range(pdfium_c.FPDFText_CountChars(textpage)):
        code = unicode_of(place, index)
        if code in SPACES:
            spaced = spaced or code != 0x20 or is_generated(place, index) != 1
            continue
        # Where the font does not say what a glyph means, pdfium gives its number in the font: another character, another digit.
        text = UNKNOWN if is_guess(place, index) == 1 else code_to_text(code)
        if not text or not char_box(place, index, where):
            spaced = spaced and code not in _LINE_BREAKS
            continue
        text_object = text_object_of(place, index)
        bold = weights.get(text_object)
        if bold is None:
            bold = weights[text_object] = teller.is_bold(index, text_object)
        in_left, in_top, in_right, in_bottom = rect
        x0, top, x1, bottom = to_reading(in_left, in_bottom, in_right, in_top)
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
