"""Finds the columns of a table's next page by where they stand on the paper, where the page parts its cells otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import GridCell
from ingest.grid import GridRow

# How far cells side by side may lap over each other, as a share of the table's width.
_SLACK = 0.01
# Left edge, right edge (as shares of the table's width) and column of one printed cell.
_Extent = tuple[float, float, int]


def move_under(body: Sequence[GridRow], table: Sequence[GridRow], around: Sequence[GridRow]) -> list[GridRow] | None:
    """The rows with each cell in the column of the table (its header and what stands below it) that it stands under.

    `around` are all rows of that page: both pages' widths are laid over each other. None where the boxes don't tell: there
    are none, the page is turned, or two cells of a row stand in one column.
    """
    here, there = _reach(body), _reach(around)
    if here is None or there is None:
        return None
    columns = _columns(table, there)
    if len(columns) < 2 or any(left[1] > right[0] + _SLACK for left, right in zip(columns, columns[1:], strict=False)):
        return None
    moved = [_move(row, here, columns, len(table[0])) for row in body]
    return None if any(row is None for row in moved) else [row for row in moved if row is not None]


def _reach(rows: Sequence[GridRow]) -> tuple[float, float] | None:
    boxes = [cell.box for row in rows for cell in row if cell and cell.box]
    if not boxes:
        return None
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return (left, right) if right > left else None


def _extents(row: GridRow, reach: tuple[float, float]) -> list[_Extent]:
    left, right = reach
    return [
        ((cell.box[0] - left) / (right - left), (cell.box[2] - left) / (right - left), at)
        for at, cell in enumerate(row)
        if cell and cell.box
    ]


def _columns(table: Sequence[GridRow], reach: tuple[float, float]) -> list[_Extent]:
    """The table's columns: of the cells that begin in one the narrowest, for a title may be over several."""
    narrowest: dict[int, _Extent] = {}
    for row in table:
        for extent in _extents(row, reach):
            known = narrowest.get(extent[2], extent)
            narrowest[extent[2]] = min(known, extent, key=lambda cell: cell[1] - cell[0])
    return [narrowest[at] for at in sorted(narrowest)]


def _move(row: GridRow, reach: tuple[float, float], columns: list[_Extent], width: int) -> GridRow | None:
    moved: list[GridCell | None] = [None] * width
    for left, right, at in _extents(row, reach):
        cell, middle = row[at], (left + right) / 2
        column = next((known[2] for known in columns if known[0] <= middle <= known[1]), None)
        if cell is None or not cell.text.strip():
            continue
        if column is None or moved[column] is not None:
            return None
        moved[column] = cell
    return tuple(moved)
