"""Tables whose rules are missing: columns and rows by alignment, given back as the rules that should have been drawn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from budget.number import squeeze
from ingest.pdf_head_groups import header_rules, heads_to_groups, with_headed_columns
from ingest.pdf_heads import PlacedHead, merge_extents, whole_heads, widen_columns
from ingest.pdf_paths import Rule
from ingest.pdf_rules import RuleFrame
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph
from ingest.pdf_words import box_around, glyphs_to_rows, is_cjk, row_to_line

_AMOUNT = re.compile(r"[-+△▲∆(]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?\)?%?")
_DECIMAL = re.compile(r"[-+△▲∆(]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?\)?%?")
# What stands in an amount's place where there is none.
_NONE = frozenset("-/")
_FEWEST_BODY_ROWS = 3
_FEWEST_AMOUNTS = 2
# Columns of amounts stand closer than columns of words.
_AMOUNT_GAP = 0.6
# An amount and the label of the table's right half may nearly touch.
_LABEL_GAP = 0.25
# Of the cells right of the labels, so many must be amounts: prose between two rules is no table.
_AMOUNT_SHARE = 0.5
# Of two lines of one table row, so much of the lower line's height lies beside the other.
_OVERLAP = 0.2
# So many lines with a label alone may stand between two rows with amounts: the end of one label, the beginning of the next.
_LABEL_LINES = 4
# A row of a header's second level nearly touches the one above it; a title or a unit stands apart.
_TOUCHING = 0.3
# The upper head of a group of columns is no larger than the heads below and no further from them, in line heights.
_UPPER = 1.2
# Text may reach over the rule below it by so many points.
_SLACK = 2.0
# A table's next row is at most so many rows of its own height below.
_NEXT_ROW = 2.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a printed row, set apart from its neighbours by white space."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def is_amount(self) -> bool:
        """True for a number that stands alone."""
        return bool(_AMOUNT.fullmatch(self.text))


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed row: its pieces from left to right and where it stands."""

    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def is_body(self) -> bool:
        """True where a label or an amount is followed by an amount, or by strokes for none: a row of a table's body."""
        none = len(self.pieces) > 2 and all(piece.text in _NONE for piece in self.pieces[1:])
        return len(self.pieces) > 1 and (self.amounts > 0 or none)

    @property
    def amounts(self) -> int:
        """How many amounts of money stand alone in it."""
        return sum(bool(_DECIMAL.fullmatch(piece.text)) for piece in self.pieces)


def glyphs_to_printed_rows(glyphs: Iterable[Glyph], settings: PdfSettings) -> list[PrintedRow]:
    """The printed rows of glyphs, cut into pieces at wide gaps."""
    return [_cut_row(row, settings) for row in glyphs_to_rows(glyphs)]


def _cut_row(row: list[Glyph], settings: PdfSettings) -> PrintedRow:
    """Most rows are prose in one piece, whose text no one asks for: only what was cut is read."""
    groups = [[row[0]]]
    right = row[0].x1
    for before, glyph in pairwise(row):
        size = glyph.bottom - glyph.top
        if glyph.x0 - right > _least_gap(before, glyph, groups[-1]) * settings.column_gap_em * size:
            groups.append([])
        groups[-1].append(glyph)
        right = max(right, glyph.x1)
    pieces = tuple(_piece(group, settings if len(groups) > 1 else None) for group in groups)
    return PrintedRow(pieces, min(glyph.top for glyph in row), max(glyph.bottom for glyph in row))


def _piece(group: list[Glyph], settings: PdfSettings | None) -> Piece:
    text = squeeze(row_to_line(group, settings).text) if settings else ""
    return Piece(text, *box_around(group)[::2], *box_around(group)[1::2])


def _least_gap(before: Glyph, glyph: Glyph, group: Sequence[Glyph]) -> float:
    """The gap that parts two columns here, as a share of the usual one: amounts stand closer to what follows them."""
    if not before.text.isdigit():
        return 1.0
    if glyph.text.isdigit() or glyph.text == "-":
        return _AMOUNT_GAP
    whole = bool(_DECIMAL.fullmatch("".join(g.text for g in group)))
    return _LABEL_GAP if whole and is_cjk(glyph.text) else 1.0


def zones_between_rules(rules: Sequence[Rule], settings: PdfSettings) -> list[list[Rule]]:
    """The groups of lone horizontal rules that begin and end together, one below the other: a table without uprights."""
    zones: list[list[Rule]] = []
    for rule in sorted(rules):
        for zone in zones:
            if max(abs(rule.lo - zone[-1].lo), abs(rule.hi - zone[-1].hi)) <= 2 * settings.reach:
                zone.append(rule)
                break
        else:
            zones.append([rule])
    return [zone for zone in zones if len(zone) > 1]


def zone_to_frame(zone: Sequence[Rule], rows: Sequence[PrintedRow]) -> RuleFrame | None:
    """The frame of a table that has rules across it only; None where no table stands between them."""
    top, bottom = zone[0].at, zone[-1].at
    within = [row for row in rows if top <= (row.top + row.bottom) / 2 <= bottom]
    lo, hi = min(rule.lo for rule in zone), max(rule.hi for rule in zone)
    return _frame(within, [rule.at for rule in zone], lo, hi)


def rows_to_frames(rows: Sequence[PrintedRow]) -> list[RuleFrame]:
    """The frames of tables that have no rules at all: runs of rows whose amounts stand under each other."""
    frames: list[RuleFrame] = []
    start = 0
    while start < len(rows):
        end = _end_of_table(rows, start)
        body = [row for row in rows[start:end] if row.is_body]
        if len(body) >= _FEWEST_BODY_ROWS:
            begin = _with_header(rows, start)
            while end < len(rows) and _one_row(rows[end - 1], rows[end]):
                end += 1
            table = rows[begin:end]
            lo = min(piece.x0 for row in table for piece in row.pieces)
            hi = max(piece.x1 for row in table for piece in row.pieces)
            frame = _frame(table, [table[0].top, table[-1].bottom], lo, hi)
            if frame:
                frames.append(frame)
        start = max(end, start + 1)
    return frames


def _end_of_table(rows: Sequence[PrintedRow], start: int) -> int:
    """Behind the last body row of the run that begins here; rows with one label may stand between body rows."""
    if not rows[start].is_body:
        return start
    end = last = start + 1
    while last < len(rows) and rows[last].top - rows[last - 1].bottom <= _NEXT_ROW * _height(rows[last]):
        last += 1
        if rows[last - 1].is_body:
            end = last
        elif (
            len(rows[last - 1].pieces) > 1 or last - end > _LABEL_LINES or not _is_label(rows[last - 1], rows[end - 1])
        ):
            break
    return end


def _is_label(row: PrintedRow, body: PrintedRow) -> bool:
    """True for a row in one piece that ends before the amounts of a body row begin."""
    return row.pieces[-1].x1 < min((piece.x0 for piece in body.pieces[1:] if piece.is_amount), default=0.0)


def _with_header(rows: Sequence[PrintedRow], start: int) -> int:
    """Where the header rows above a body begin: rows of several pieces that follow closely, or of one that touch them."""
    begin, parted = start, False
    while start > 0:
        above = rows[start - 1]
        several = len(above.pieces) > 1
        near = _NEXT_ROW if several or not parted else _TOUCHING
        if above.is_body or rows[start].top - above.bottom > near * _height(above):
            break
        parted = parted or several
        start -= 1
    if not parted:
        return begin
    return start - 1 if start and begin - start > 1 and _is_upper_head(rows[start - 1], rows[start:begin]) else start


def _is_upper_head(row: PrintedRow, header: Sequence[PrintedRow]) -> bool:
    """True for a lone head over some columns: neither a title over the middle, nor a name or a unit at an end."""
    left, right = min(row.pieces[0].x0 for row in header), max(row.pieces[-1].x1 for row in header)
    (x0, x1), line = (row.pieces[0].x0, row.pieces[-1].x1), _height(header[0])
    close = header[0].top - row.bottom <= _UPPER * line and _height(row) <= _UPPER * line
    aside = abs(x0 + x1 - left - right) > 2 * line
    return len(row.pieces) == 1 and close and aside and left + line < x0 and x1 < right - line


def _height(row: PrintedRow) -> float:
    return row.bottom - row.top


def _frame(rows: Sequence[PrintedRow], ats: Sequence[float], lo: float, hi: float) -> RuleFrame | None:
    """The rules that are drawn (`ats`) and those that alignment adds."""
    body = [row for row in rows if row.is_body]
    # A table's last page may have a row or two, ruled above and below: several amounts side by side are a table's.
    if len(body) < _FEWEST_BODY_ROWS and (not body or any(row.amounts < _FEWEST_AMOUNTS for row in body)):
        return None
    columns = _columns(body)
    if len(columns) < 2 or not _mostly_amounts(body, columns):
        return None
    header = [row for row in rows[: rows.index(body[0])] if not _one_row(row, body[0])]
    columns = _with_blank_columns(columns, header)
    heads = whole_heads(_heads(header))
    columns = widen_columns(columns, heads)
    levels = _levels(rows, ats)
    start = next((at for at, level in enumerate(levels) if header and level >= header[-1].bottom - _SLACK), 0)
    walls = [lo, *((left[1] + right[0]) / 2 for left, right in pairwise(columns)), hi]
    upright = [Rule(lo, levels[0], levels[-1]), Rule(hi, levels[0], levels[-1])]
    across = [Rule(at, lo, hi) for at in levels]
    if groups := heads_to_groups(heads, columns):
        flat, tall = header_rules(groups, walls, levels[0], levels[start])
        across, upright, levels = across[:1] + across[start:] + flat, upright + tall, levels[start:]
    for wall in walls[1:-1]:
        upright += _upright(wall, rows, levels)
    return RuleFrame(tuple(across), tuple(upright))


def _columns(body: Sequence[PrintedRow]) -> list[tuple[float, float]]:
    """The extents that the pieces of the body rows share, from left to right."""
    return merge_extents((piece.x0, piece.x1) for row in body for piece in row.pieces)


def _heads(header: Sequence[PrintedRow]) -> list[PlacedHead]:
    return [PlacedHead(piece.x0, piece.x1, piece.top, piece.bottom) for row in header for piece in row.pieces]


def _with_blank_columns(columns: list[tuple[float, float]], header: Sequence[PrintedRow]) -> list[tuple[float, float]]:
    """The columns, and those that have a header and nothing below it; one or two heads of a row tell of none."""
    if not any(len(row.pieces) > 2 for row in header):
        return columns
    return with_headed_columns(columns, whole_heads(_heads(header)))


def _mostly_amounts(body: Sequence[PrintedRow], columns: Sequence[tuple[float, float]]) -> bool:
    others = [piece for row in body for piece in row.pieces if piece.x0 > columns[0][1] and piece.text not in _NONE]
    return sum(piece.is_amount for piece in others) >= max(_AMOUNT_SHARE * len(others), 1)


def _levels(rows: Sequence[PrintedRow], ats: Sequence[float]) -> list[float]:
    """The drawn rules and, where two rows with amounts stand between two of them, a rule between these rows."""
    levels = list(ats)
    for above, below in pairwise(ats):
        band = [row for row in rows if above <= (row.top + row.bottom) / 2 <= below]
        if sum(row.is_body for row in band) > 1 or len(ats) == 2:
            levels += [(a.bottom + b.top) / 2 for a, b in pairwise(band) if not _one_row(a, b)]
    return sorted(levels)


def _one_row(above: PrintedRow, below: PrintedRow) -> bool:
    """True where two printed rows are one row of the table: a label of two lines with its amounts between them."""
    return above.bottom - below.top > _OVERLAP * min(_height(above), _height(below))


def _upright(at: float, rows: Sequence[PrintedRow], levels: Sequence[float]) -> list[Rule]:
    """The pieces of an upright rule, left out where a wide header crosses it."""
    rules: list[Rule] = []
    for top, bottom in pairwise(levels):
        band = [row for row in rows if top <= (row.top + row.bottom) / 2 <= bottom]
        if not any(piece.x0 < at < piece.x1 for row in band for piece in row.pieces):
            rules.append(Rule(at, top, bottom))
    return rules
