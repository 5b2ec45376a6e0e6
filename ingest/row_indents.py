"""How far labels are set in: the levels of rows that print no code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from budget.sums import Outcome, outcome, row_groups
from budget.table import Row
from ingest.document import GridCell

# Labels that differ by less stand at one level; steps between levels are at least so wide. In ems.
_SAME: Final = 0.4
_STEP: Final = 0.7
_MOST_LEVELS: Final = 6
_HALF: Final = 0.5


class Indent(NamedTuple):
    """How far a label is set in, in ems, and whether it stands in the middle of its cell."""

    ems: float
    centred: bool


def indent_of(cell: GridCell | None) -> Indent:
    """How far the cell's text is set in: as it stands on the page, or by the blanks in front of it."""
    if cell is None:
        return Indent(0.0, False)
    blanks = cell.text[: len(cell.text) - len(cell.text.lstrip())]
    ems = sum(1.0 if char == "\u3000" else _HALF for char in blanks if char not in "\r\n")
    return Indent(cell.indent or ems, cell.centred)


def indents_to_depths(labels: Sequence[Indent]) -> list[int] | None:
    """The depth of each row, 0 the outermost; None where the indents show no levels."""
    if not labels or sum(label.centred for label in labels) * 2 > len(labels):
        return None
    indents = [label.ems for label in labels]
    steps: list[float] = []
    last = -1.0
    for indent in sorted(indents):
        if indent - last > _SAME:
            steps.append(indent)
        last = indent
    close = any(right - left < _STEP for left, right in zip(steps, steps[1:], strict=False))
    if not 1 < len(steps) <= _MOST_LEVELS or close or indents[0] > steps[0] + _SAME:
        return None
    return [sum(indent + _SAME >= step for step in steps) - 1 for indent in indents]


def broken_sums(rows: Sequence[Row]) -> int:
    """How many of the sums that the rows' levels assert do not hold."""
    found = 0
    for parent, children in row_groups(rows):
        for column, cell in enumerate(rows[parent].cells):
            parts = [rows[child].cells[column].value if column < len(rows[child].cells) else None for child in children]
            found += outcome(cell.value, parts) is Outcome.BROKEN
    return found
