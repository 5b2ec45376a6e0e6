"""A frame of rules becomes a grid of cells with their spans, whatever rules are missing or doubled."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from budget.source import Box
from ingest.pdf_paths import Rule
from ingest.pdf_rules import RuleFrame


@dataclass(slots=True)
class CellArea:
    """One cell of a lattice: its first row and column and how many it covers."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class Lattice:
    """The rows and columns that a frame's rules make, and its cells. `owner[row][column]` is a cell's index."""

    xs: list[float]
    ys: list[float]
    cells: list[CellArea] = field(default_factory=list)
    owner: list[list[int]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """The lattice's outer box."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell that holds the point, None outside."""
        if not (self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]):
            return None
        column = min(bisect_right(self.xs, x) - 1, len(self.xs) - 2)
        row = min(bisect_right(self.ys, y) - 1, len(self.ys) - 2)
        return self.owner[row][column]

    def cell_box(self, cell: CellArea) -> Box:
        """The box of a cell."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.colspan],
            self.ys[cell.row + cell.rowspan],
        )


def frame_to_lattice(frame: RuleFrame, least: float, reach: float) -> Lattice | None:
    """The lattice of a frame; None where it has no more than one cell.

    `least` is the size that a row or column must have: rules that are closer are one (double rules). `reach` is how
    far a rule may end short of the side it draws.
    """
    x0, top, x1, bottom = frame.box
    xs = _positions([rule.at for rule in frame.upright], x0, x1, least)
    ys = _positions([rule.at for rule in frame.across], top, bottom, least)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5:
        return None
    return _lattice(xs, ys, frame, reach)


def _lattice(xs: list[float], ys: list[float], frame: RuleFrame, reach: float) -> Lattice | None:
    lattice = Lattice(xs, ys)
    right_sides = _sides(frame.upright, xs, ys, reach)
    lower_sides = _sides(frame.across, ys, xs, reach)
    regions = _regions(len(ys) - 1, len(xs) - 1, right_sides, lower_sides)
    _cut_into_cells(lattice, regions)
    return lattice if len(lattice.cells) > 1 else None


def with_row_rules(lattice: Lattice, rules: Sequence[Rule], least: float) -> Lattice:
    """The lattice cut further by rules across its cells."""
    boxes = [lattice.cell_box(cell) for cell in lattice.cells]
    across = [Rule(y, x0, x1) for x0, top, x1, bottom in boxes for y in (top, bottom)] + list(rules)
    upright = [Rule(x, top, bottom) for x0, top, x1, bottom in boxes for x in (x0, x1)]
    ys = _positions([rule.at for rule in across], lattice.ys[0], lattice.ys[-1], least)
    return _lattice(lattice.xs, ys, RuleFrame(tuple(across), tuple(upright)), 0.0) or lattice


def _positions(ats: Sequence[float], lo: float, hi: float, least: float) -> list[float]:
    """The places of the rules, those closer than `least` taken together, and the frame's ends where no rule is drawn."""
    groups: list[list[float]] = []
    for at in sorted(ats):
        if groups and at - groups[-1][-1] < least and at - groups[-1][0] < 2 * least:
            groups[-1].append(at)
        else:
            groups.append([at])
    places = [sum(group) / len(group) for group in groups]
    if not places or places[0] - lo >= least:
        places.insert(0, lo)
    if hi - places[-1] >= least:
        places.append(hi)
    return places


def _sides(rules: Sequence[Rule], lines: list[float], across: list[float], reach: float) -> list[list[bool]]:
    """For each line of the lattice, which of the slots along it have a drawn side there."""
    drawn = [[False] * (len(across) - 1) for _ in lines]
    middles = [(a + b) / 2 for a, b in zip(across, across[1:], strict=False)]
    for rule in rules:
        nearest = min(range(len(lines)), key=lambda i: abs(lines[i] - rule.at))
        for slot, middle in enumerate(middles):
            if rule.lo - reach <= middle <= rule.hi + reach:
                drawn[nearest][slot] = True
    return drawn


def _regions(rows: int, columns: int, right_sides: list[list[bool]], lower_sides: list[list[bool]]) -> list[list[int]]:
    """A number for every slot; slots that no rule parts have the same."""
    region = [[-1] * columns for _ in range(rows)]
    count = 0
    for row in range(rows):
        for column in range(columns):
            if region[row][column] >= 0:
                continue
            region[row][column] = count
            todo = [(row, column)]
            while todo:
                r, c = todo.pop()
                steps = (
                    (r, c + 1, c + 1 < columns and not right_sides[c + 1][r]),
                    (r, c - 1, c > 0 and not right_sides[c][r]),
                    (r + 1, c, r + 1 < rows and not lower_sides[r + 1][c]),
                    (r - 1, c, r > 0 and not lower_sides[r][c]),
                )
                for nr, nc, is_open in steps:
                    if is_open and region[nr][nc] < 0:
                        region[nr][nc] = count
                        todo.append((nr, nc))
            count += 1
    return region


def _cut_into_cells(lattice: Lattice, regions: list[list[int]]) -> None:
    """Each region as one cell, or as several upright blocks where it is not a rectangle (a rule is torn)."""
    rows, columns = len(regions), len(regions[0])
    lattice.owner = [[-1] * columns for _ in range(rows)]
    for row in range(rows):
        for column in range(columns):
            if lattice.owner[row][column] < 0:
                cell = _largest_block(lattice.owner, regions, row, column)
                for r in range(row, row + cell.rowspan):
                    for c in range(column, column + cell.colspan):
                        lattice.owner[r][c] = len(lattice.cells)
                lattice.cells.append(cell)


def _largest_block(owner: list[list[int]], regions: list[list[int]], row: int, column: int) -> CellArea:
    """The block of free slots of one region that starts here: as wide as its first row, then as high as it stays so."""
    number, rows, columns = regions[row][column], len(regions), len(regions[0])

    def free(r: int, c: int) -> bool:
        return regions[r][c] == number and owner[r][c] < 0

    right = column + 1
    while right < columns and free(row, right):
        right += 1
    below = row + 1
    while below < rows and all(free(below, c) for c in range(column, right)):
        below += 1
    return CellArea(row, column, below - row, right - column)
