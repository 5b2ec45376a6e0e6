"""Web pages that were printed from a PDF: every text and every rule at its place on a page of fixed size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.document import Grid, TextBlock
from ingest.pdf import page_to_blocks as marks_to_blocks
from ingest.pdf_frame import Frame
from ingest.pdf_page import Page
from ingest.pdf_paths import Marks, Rule
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph, PageText

_STYLE: Final = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_LENGTH: Final = re.compile(r"(-?\d*\.?\d+(?:e-?\d+)?)\s*(pt|px|in|cm|mm)?")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "": 0.75}
_SIDES: Final = ("top", "right", "bottom", "left")
_MOSTLY: Final = 0.8
_DEFAULT_SIZE: Final = 12.0
_LATIN_WIDTH: Final = 0.5

Style = dict[str, str]


def is_page(element: Any) -> bool:
    """True for an element of fixed size whose children stand at places of their own."""
    style = style_of(element)
    if (
        style.get("position") not in ("relative", "absolute")
        or not _length(style, "width")
        or not _length(style, "height")
    ):
        return False
    children = [child for child in element if isinstance(child.tag, str)]
    placed = [child for child in children if _is_placed(style_of(child))]
    return bool(placed) and len(placed) >= _MOSTLY * len(children)


def page_to_blocks(element: Any, number: int) -> list[Grid | TextBlock]:
    """The grids and lines of such a page, from the top down, as a PDF's."""
    style = style_of(element)
    frame = Frame(0.0, 0.0, _length(style, "width"), _length(style, "height"))
    text, marks = PageText(), Marks()
    for run, child in enumerate(child for child in element if isinstance(child.tag, str)):
        place = style_of(child)
        if not _is_placed(place):
            continue
        words = child.text_content()
        if words.strip():
            text.glyphs += _glyphs(words, place, run)
        else:
            _add_rules(place, marks)
    return marks_to_blocks(Page(number, frame, text, marks), PdfSettings())


def style_of(element: Any) -> Style:
    """The element's own style as property and value."""
    return {name.lower(): value.strip().lower() for name, value in _STYLE.findall(element.get("style") or "")}


def _is_placed(style: Style) -> bool:
    return style.get("position") == "absolute" and "left" in style and "top" in style


def _glyphs(words: str, style: Style, run: int) -> Iterator[Glyph]:
    """One glyph a character: full width for Chinese, half for the rest, as the fonts of this genre are cut."""
    size = _length(style, "font-size") or _DEFAULT_SIZE
    bold = style.get("font-weight", "") in ("bold", "bolder", "600", "700", "800", "900")
    x, top, spaced = _length(style, "left"), _length(style, "top"), False
    for char in words:
        width = size * (_LATIN_WIDTH if ord(char) < 0x2E80 and char not in "“”‘’…—·" else 1.0)
        if char.isspace():
            spaced = True
        else:
            yield Glyph(char, x, top, x + width, top + size, spaced, bold, run)
            spaced = False
        x += width


def _add_rules(style: Style, marks: Marks) -> None:
    """The drawn borders of an empty box; a thin filled box is a rule itself."""
    left, top = _length(style, "left"), _length(style, "top")
    right, bottom = left + _length(style, "width"), top + _length(style, "height")
    drawn = {side for side in _SIDES if _is_drawn(style.get(f"border-{side}") or style.get("border") or "")}
    filled = style.get("background-color") or style.get("background")
    if filled and filled not in ("transparent", "none", "#ffffff", "#fff", "white"):
        thin = PdfSettings().thin
        drawn |= {"top"} if bottom - top <= thin else {"left"} if right - left <= thin else set()
    for side in drawn:
        if side in ("top", "bottom"):
            marks.across.append(Rule(top if side == "top" else bottom, left, right))
        else:
            marks.upright.append(Rule(left if side == "left" else right, top, bottom))


def _is_drawn(border: str) -> bool:
    return bool(border) and not re.search(r"none|hidden|transparent|^0(?:px|pt)?\b(?!\.)", border)


def _length(style: Style, name: str) -> float:
    match = _LENGTH.match(style.get(name, ""))
    return float(match[1]) * _POINTS[match[2] or ""] if match else 0.0
