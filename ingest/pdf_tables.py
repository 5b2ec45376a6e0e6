"""The grids of a page: lattices of rules filled with the text that stands in their cells."""

from __future__ import annotations

from collections.abc import Sequence

from budget.source import Box
from ingest.document import Grid, GridCell
from ingest.pdf_frame import Frame
from ingest.pdf_grid import Lattice, frame_to_lattice
from ingest.pdf_page import Page
from ingest.pdf_rules import join_rules, rules_to_frames
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph
from ingest.pdf_words import glyphs_to_lines, join_lines

Placed = tuple[Box, Grid]
_SMALLEST_TYPE = 4.0


def page_to_grids(page: Page, settings: PdfSettings) -> tuple[list[Placed], list[Glyph]]:
    """The grids of a page, each with its box in reading space, and the glyphs that stand outside them."""
    lattices = page_to_lattices(page, settings)
    inside, outside = _glyphs_to_cells(page.text.glyphs + page.text.turned, lattices)
    placed: list[Placed] = []
    for lattice, texts in zip(lattices, inside, strict=True):
        if texts:
            placed.append((lattice.box, _lattice_to_grid(lattice, texts, page.frame, page.number, settings)))
    return placed, outside


def _glyphs_to_cells(
    glyphs: Sequence[Glyph], lattices: Sequence[Lattice]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The glyphs of each lattice by cell, and those in none: a glyph belongs where its middle is."""
    inside: list[dict[int, list[Glyph]]] = [{} for _ in lattices]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for lattice, texts in zip(lattices, inside, strict=True):
            cell = lattice.cell_at(x, y)
            if cell is not None:
                texts.setdefault(cell, []).append(glyph)
                break
        else:
            outside.append(glyph)
    return inside, outside


def page_to_lattices(page: Page, settings: PdfSettings) -> list[Lattice]:
    """The lattices of a page, the smallest first, so that a table in a cell of another keeps its own text."""
    least = max(settings.row_em * _type_size(page.text.glyphs), settings.reach / 2)
    across, upright = join_rules(page.marks.across, settings), join_rules(page.marks.upright, settings)
    lattices = [
        frame_to_lattice(frame, least, settings.reach) for frame in rules_to_frames(across, upright, settings.reach)
    ]
    return sorted((lattice for lattice in lattices if lattice), key=_area)


def _type_size(glyphs: Sequence[Glyph]) -> float:
    """The size of the page's small type: its lower quarter."""
    sizes = sorted(g.bottom - g.top for g in glyphs)
    return max(sizes[len(sizes) // 4], _SMALLEST_TYPE) if sizes else _SMALLEST_TYPE


def _area(lattice: Lattice) -> float:
    x0, top, x1, bottom = lattice.box
    return (x1 - x0) * (bottom - top)


def _lattice_to_grid(
    lattice: Lattice, texts: dict[int, list[Glyph]], frame: Frame, number: int, settings: PdfSettings
) -> Grid:
    rows: list[list[GridCell | None]] = [[None] * (len(lattice.xs) - 1) for _ in range(len(lattice.ys) - 1)]
    for index, cell in enumerate(lattice.cells):
        lines = glyphs_to_lines(texts.get(index, ()), settings)
        box = frame.as_shown(lattice.cell_box(cell))
        rows[cell.row][cell.column] = GridCell(
            join_lines([line.text for line in lines]), number, None, box, cell.colspan, cell.rowspan
        )
    return Grid(tuple(tuple(row) for row in rows), number, None, frame.as_shown(lattice.box))
