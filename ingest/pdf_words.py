"""Glyphs become printed lines: sorted, doubles dropped, spaces where they were printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from budget.source import Box
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph

_CJK_FROM = 0x2E80
_NUMERIC = frozenset("0123456789.,，．-−－+%")
# Two prints of one glyph that lie closer than this share of its width are one glyph made bold.
_DOUBLE_WIDTH = 0.4
# Glyphs that overlap more than this share of the type size were printed over each other, whatever space was between.
_OVERLAP_EM = 0.3
# Glyphs whose middles are closer than this share of their size stand on one line.
_LINE_EM = 0.5
_WIDE_SPACE_EM = 3.0


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its glyphs from left to right with doubles dropped, its text, box, type size and weight."""

    glyphs: tuple[Glyph, ...]
    text: str
    box: Box
    size: float
    bold: bool


def is_cjk(char: str) -> bool:
    """True for Chinese characters and full-width forms: no space parts them from their neighbours."""
    return ord(char) >= _CJK_FROM or char in "“”‘’…—·"


def box_around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def glyphs_to_lines(glyphs: Iterable[Glyph], settings: PdfSettings) -> list[Line]:
    """The printed lines of a set of glyphs, from the top down."""
    rows: list[list[Glyph]] = []
    middle = reach = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.top + g.bottom):
        here, size = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        if rows and here - middle <= max(reach, size) * _LINE_EM:
            rows[-1].append(glyph)
            reach = max(reach, size)
        else:
            rows.append([glyph])
            middle, reach = here, size
    return [row_to_line(row, settings) for row in rows]


def row_to_line(row: list[Glyph], settings: PdfSettings) -> Line:
    """One line of the glyphs that stand beside each other."""
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda g: g.x0):
        if kept and _is_double(kept, glyph):
            kept[-1] = kept[-1]._replace(bold=True)
        else:
            kept.append(glyph)
    size = median(g.bottom - g.top for g in kept)
    bold = sum(g.bold for g in kept) * 2 > len(kept)
    return Line(tuple(kept), _line_text(kept, settings), box_around(g[1:5] for g in kept), round(size, 2), bold)


def _is_double(kept: Sequence[Glyph], glyph: Glyph) -> bool:
    near = (glyph.x1 - glyph.x0) * _DOUBLE_WIDTH
    return any(glyph.x0 - other.x0 <= near and glyph.text == other.text for other in kept[-2:])


def _line_text(glyphs: Sequence[Glyph], settings: PdfSettings) -> str:
    """The line as printed; a wide gap is two spaces, characters set apart evenly (合 计) are one word."""
    words = [glyphs[0].text]
    gaps: list[float] = []
    for left, right in zip(glyphs, glyphs[1:], strict=False):
        gap = _gap_em(left, right)
        if gap > _break_em(left.text, right.text, settings) or (right.spaced and gap > -_OVERLAP_EM):
            words.append(right.text)
            gaps.append(gap)
        else:
            words[-1] += right.text
    if len(words) > 1 and all(len(word) == 1 and is_cjk(word) for word in words) and _even(gaps):
        return "".join(words)
    return "".join(_space(gap) + word for gap, word in zip([-1.0, *gaps], words, strict=True))


def _gap_em(left: Glyph, right: Glyph) -> float:
    return (right.x0 - left.x1) / max(right.bottom - right.top, left.bottom - left.top, 0.1)


def _break_em(left: str, right: str, settings: PdfSettings) -> float:
    """The gap that parts two neighbours, in shares of the type size."""
    if left[-1] in _NUMERIC and right[0] in _NUMERIC:
        return settings.digit_em
    if is_cjk(left[-1]) or is_cjk(right[0]):
        return settings.wide_em
    return settings.word_em


def _even(gaps: Sequence[float]) -> bool:
    return max(gaps) <= 1.5 * min(gaps) + 0.5


def _space(gap: float) -> str:
    if gap == -1.0:
        return ""
    return "  " if gap >= _WIDE_SPACE_EM else " "


def join_lines(texts: Sequence[str]) -> str:
    """The text of a cell or a paragraph whose lines these are.

    Chinese runs on without a space, so does a number broken over two lines; Latin words are parted.
    """
    joined = ""
    for text in texts:
        if not joined or not text:
            joined += text
        elif is_cjk(joined[-1]) or is_cjk(text[0]) or (joined[-1] in _NUMERIC and text[0] in _NUMERIC):
            joined += text
        else:
            joined += " " + text
    return joined
