"""Glyphs become printed lines: sorted, doubles dropped, spaces where they were printed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from budget.source import Box
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph

_CJK_FROM = 0x2E80
_NUMERIC = frozenset("0123456789.,，．-−－+%")
_DECIMAL_AT_END = re.compile(r"\d\.\d+$")
_DECIMAL_AT_START = re.compile(r"-?[\d,]*\d\.\d+")
# Two prints of one glyph that lie closer than this share of its width are one glyph made bold.
_DOUBLE_WIDTH = 0.4
# Glyphs that overlap more than this share of the type size were printed over each other, whatever space was between.
_OVERLAP_EM = 0.3
# Glyphs whose middles are closer than this share of their size stand on one line.
_LINE_EM = 0.5
_WIDE_SPACE_EM = 3.0
# So many glyphs tell the size of the others.
_SAMPLE = 40
_left_side = attrgetter("x0")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, box, type size and weight."""

    text: str
    box: Box
    size: float
    bold: bool


def is_cjk(char: str) -> bool:
    """True for Chinese characters and full-width forms: no space parts them from their neighbours."""
    return ord(char) >= _CJK_FROM or char in "“”‘’…—·"


def box_around(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around all of them."""
    _, x0s, tops, x1s, bottoms, *_ = zip(*glyphs, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def glyphs_to_lines(glyphs: Iterable[Glyph], settings: PdfSettings) -> list[Line]:
    """The printed lines of a set of glyphs, from the top down."""
    return [row_to_line(row, settings) for row in glyphs_to_rows(glyphs)]


def glyphs_to_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs that stand beside each other, row by row from the top down, each row from left to right.

    Called for every cell: kept lean.
    """
    rows: list[list[Glyph]] = []
    middle, reach = -math.inf, 0.0
    ordered = sorted(glyphs, key=_twice_middle)
    # One glyph of a larger font (a bracket) must not reach for the line below, where lines are set close.
    usual = _usual_size(ordered)
    for glyph in ordered:
        here, size = (glyph.top + glyph.bottom) / 2, glyph.bottom - glyph.top
        least = size if size < reach else reach
        if here - middle <= (least if least > usual else usual) * _LINE_EM:
            rows[-1].append(glyph)
            if size > reach:
                reach = size
        else:
            rows.append([glyph])
            middle, reach = here, size
    for row in rows:
        row.sort(key=_left_side)
    return rows


def _usual_size(glyphs: Sequence[Glyph]) -> float:
    """The size of most of the glyphs, by a sample."""
    sizes = sorted([glyph.bottom - glyph.top for glyph in glyphs[:: 1 + len(glyphs) // _SAMPLE]])
    return sizes[len(sizes) // 2] if sizes else 0.0


def _twice_middle(glyph: Glyph) -> float:
    return glyph.top + glyph.bottom


def row_to_line(row: list[Glyph], settings: PdfSettings) -> Line:
    """One line of the glyphs that stand beside each other."""
    kept = _without_doubles(row)
    sizes = sorted(g.bottom - g.top for g in kept)
    bold = sum(g.bold for g in kept) * 2 > len(kept)
    return Line(_line_text(kept, settings), box_around(kept), round(sizes[len(sizes) // 2], 2), bold)


def _without_doubles(row: list[Glyph]) -> list[Glyph]:
    """The glyphs, each once: a second print right over the first makes it bold."""
    kept = row[:1]
    for glyph in row[1:]:
        near = glyph.x0 - (glyph.x1 - glyph.x0) * _DOUBLE_WIDTH
        if kept[-1].x0 >= near and kept[-1].text == glyph.text:
            kept[-1] = kept[-1]._replace(bold=True)
        elif len(kept) < 2 or kept[-2].x0 < near or kept[-2].text != glyph.text:
            kept.append(glyph)
    return kept


def _line_text(glyphs: Sequence[Glyph], settings: PdfSettings) -> str:
    """The line as printed; a wide gap is two spaces, characters set apart evenly (合 计) are one word."""
    words = [glyphs[0].text]
    gaps: list[float] = []
    for left, right in pairwise(glyphs):
        if left.run == right.run:
            words[-1] += right.text
            continue
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

    Chinese runs on without a space, so does a number broken over two lines; Latin words and whole numbers are parted.
    """
    joined = ""
    for text in texts:
        joined += (" " if joined and text and _parted(joined, text) else "") + text
    return joined


def _parted(left: str, right: str) -> bool:
    if is_cjk(left[-1]) or is_cjk(right[0]):
        return False
    if left[-1] in _NUMERIC and right[0] in _NUMERIC:
        return bool(_DECIMAL_AT_END.search(left) and _DECIMAL_AT_START.match(right))
    return True
