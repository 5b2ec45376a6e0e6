"""The grids of a page: lattices of rules filled with the text that stands in their cells."""

from __future__ import annotations

from collections.abc import Sequence

from budget.source import Box
from ingest.document import Grid, GridCell
from ingest.pdf_columns import glyphs_to_printed_rows, rows_to_frames, zone_to_frame, zones_between_rules
from ingest.pdf_frame import Frame
from ingest.pdf_grid import Lattice, frame_to_lattice, with_row_rules
from ingest.pdf_page import Page
from ingest.pdf_paths import Rule
from ingest.pdf_places import glyphs_to_cells
from ingest.pdf_rows import missing_row_rules
from ingest.pdf_rules import RuleFrame, join_rules, rules_to_frames
from ingest.pdf_settings import PdfSettings
from ingest.pdf_text import Glyph
from ingest.pdf_words import Line, glyphs_to_lines, join_lines

Placed = tuple[Box, Grid]
_SMALLEST_TYPE = 4.0
# What a page without any amount of money has none of.
_IN_AMOUNTS = (".", ",")
# So many tinted areas side by side are cells; fewer are boxes or bars of a chart.
_FEWEST_TINTED_CELLS = 6


def page_to_grids(page: Page, settings: PdfSettings) -> tuple[list[Placed], list[Glyph]]:
    """The grids of a page, each with its box in reading space, and the glyphs that stand outside them."""
    least = max(settings.row_em * _type_size(page.text.glyphs), settings.reach / 2)
    frames, lone = _ruled_frames(page, settings)
    lattices = _lattices(frames, least, settings)
    glyphs = page.text.glyphs + page.text.turned
    inside, outside = glyphs_to_cells(glyphs, lattices)
    split = [_with_rows(*pair, least, settings) for pair in zip(lattices, inside, strict=True)]
    added = _lattices(_unruled_frames(outside, lone, settings), least, settings)
    if added or split != lattices:
        lattices = sorted(split + added, key=_area)
        inside, outside = glyphs_to_cells(glyphs, lattices)
    placed: list[Placed] = []
    for lattice, texts in zip(lattices, inside, strict=True):
        if texts:
            placed.append((lattice.box, _lattice_to_grid(lattice, texts, page.frame, page.number, settings)))
    return placed, outside


def _with_rows(lattice: Lattice, texts: dict[int, list[Glyph]], least: float, settings: PdfSettings) -> Lattice:
    """The lattice with its missing row rules added."""
    rules = missing_row_rules(lattice, texts, settings)
    return with_row_rules(lattice, rules, least) if rules else lattice


def _ruled_frames(page: Page, settings: PdfSettings) -> tuple[list[RuleFrame], list[Rule]]:
    """The frames that have rules both ways, and the horizontal rules that touch no upright one."""
    across, upright = join_rules(page.marks.across, settings), join_rules(page.marks.upright, settings)
    frames = rules_to_frames(across, upright, settings.reach)
    lone = [rule for frame in frames if not frame.upright for rule in frame.across]
    frames = [frame for frame in frames if frame.across and frame.upright]
    return frames + _tinted_frames(page.marks.areas, frames, settings), lone


def _tinted_frames(areas: Sequence[Box], ruled: Sequence[RuleFrame], settings: PdfSettings) -> list[RuleFrame]:
    """The frames of tables whose cells are tinted and not ruled: the edges of areas that lie side by side."""
    boxes = [frame.box for frame in ruled]
    free = [area for area in areas if not any(_meet(area, box) for box in boxes)]
    if len(free) < _FEWEST_TINTED_CELLS:
        return []
    across = [Rule(y, x0, x1) for x0, top, x1, bottom in free for y in (top, bottom)]
    upright = [Rule(x, top, bottom) for x0, top, x1, bottom in free for x in (x0, x1)]
    frames = rules_to_frames(join_rules(across, settings), join_rules(upright, settings), settings.reach)
    return [f for f in frames if sum(_meet(area, f.box) for area in free) >= _FEWEST_TINTED_CELLS]


def _meet(area: Box, other: Box) -> bool:
    return area[0] < other[2] and other[0] < area[2] and area[1] < other[3] and other[1] < area[3]


def _unruled_frames(outside: Sequence[Glyph], lone: Sequence[Rule], settings: PdfSettings) -> list[RuleFrame]:
    """The frames of tables without upright rules, or without any."""
    if not any(glyph.text in _IN_AMOUNTS for glyph in outside):
        return []
    rows = glyphs_to_printed_rows(outside, settings)
    zones = [zone_to_frame(zone, rows) for zone in zones_between_rules(lone, settings)]
    frames = [frame for frame in zones if frame]
    free = [row for row in rows if not any(f.box[1] <= (row.top + row.bottom) / 2 <= f.box[3] for f in frames)]
    return frames + rows_to_frames(free)


def _lattices(frames: Sequence[RuleFrame], least: float, settings: PdfSettings) -> list[Lattice]:
    """The lattices of frames, the smallest first, so that a table in a cell of another keeps its own text."""
    lattices = [frame_to_lattice(frame, least, settings.reach) for frame in frames]
    return sorted((lattice for lattice in lattices if lattice), key=_area)


def _indent(lines: Sequence[Line], place: Box) -> tuple[float, bool]:
    """How far the first line is set in, in ems, and whether the text is one line in the middle of its cell."""
    if not lines:
        return 0.0, False
    left, right = lines[0].box[0] - place[0], place[2] - lines[0].box[2]
    size = max(lines[0].size, _SMALLEST_TYPE)
    return left / size, len(lines) == 1 and left > size and abs(left - right) < size


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
        place = lattice.cell_box(cell)
        rows[cell.row][cell.column] = GridCell(
            join_lines([line.text for line in lines]),
            number,
            None,
            frame.as_shown(place),
            cell.colspan,
            cell.rowspan,
            *_indent(lines, place),
        )
    return Grid(tuple(tuple(row) for row in rows), number, None, frame.as_shown(lattice.box))
