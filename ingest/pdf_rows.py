"""Rows of a ruled table that no rule parts: where amounts stand below each other in one cell, the rules to part them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from ingest.pdf_columns import Piece, PrintedRow
from ingest.pdf_grid import CellArea, Lattice
from ingest.pdf_paths import Rule
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph
from ingest.pdf_words import glyphs_to_rows, row_to_line


def missing_row_rules(lattice: Lattice, texts: dict[int, list[Glyph]], settings: PdfSettings) -> list[Rule]:
    """The rules that would part the rows which stand together in one row of the lattice; most often none."""
    rules: list[Rule] = []
    points = (lattice.cells[index] for index, glyphs in texts.items() if [g.text for g in glyphs].count(".") > 1)
    for row in sorted({cell.row for cell in points if cell.rowspan == 1}):
        band = {i: cell for i, cell in enumerate(lattice.cells) if cell.row == row and cell.rowspan == 1}
        levels = _levels(_printed_rows(lattice, band, texts, settings))
        for cell in band.values() if levels else ():
            x0, _, x1, _ = lattice.cell_box(cell)
            rules += [Rule(level, x0, x1) for level in levels]
    return rules


def _printed_rows(
    lattice: Lattice, band: dict[int, CellArea], texts: dict[int, list[Glyph]], settings: PdfSettings
) -> list[PrintedRow]:
    """The printed rows of one row of the lattice, a piece for each cell."""
    lefts = sorted(lattice.cell_box(cell)[0] for cell in band.values())
    rows: list[PrintedRow] = []
    for glyphs in glyphs_to_rows(glyph for index in band for glyph in texts.get(index, ())):
        columns: dict[int, list[Glyph]] = {}
        for glyph in glyphs:
            columns.setdefault(bisect_right(lefts, (glyph.x0 + glyph.x1) / 2), []).append(glyph)
        lines = [row_to_line(column, settings) for column in columns.values()]
        pieces = tuple(Piece(line.text.replace(" ", ""), *line.box[::2], *line.box[1::2]) for line in lines)
        rows.append(PrintedRow(pieces, min(line.box[1] for line in lines), max(line.box[3] for line in lines)))
    return rows


def _levels(rows: list[PrintedRow]) -> list[float]:
    """Where rules belong between the rows; none unless at least two rows have amounts, and these below each other."""
    body = [row for row in rows if row.is_body]
    amounts = [[piece for piece in row.pieces if piece.is_amount] for row in body]
    stacked = any(a.x0 < b.x1 and b.x0 < a.x1 for above, below in pairwise(amounts) for a in above for b in below)
    if len(body) < 2 or not stacked:
        return []
    return [(a.bottom + b.top) / 2 for a, b in pairwise(rows) if a.bottom <= b.top or (a.is_body and b.is_body)]
