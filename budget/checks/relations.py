"""Which cells of a table should add up to which, by its structure, and how sure that is.

The structure is read from layout and may be read wrongly. A relation therefore counts only where the table itself
confirms it: across, by the other rows; down, by the other columns or by the other groups of the same table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from budget.checks.closed import closed_lists
from budget.sums import adds_up, column_groups
from budget.table import Row, Table

Indexes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """The line `total` equals the lines `parts`: rows where `down`, else columns. `firm` where their names leave no doubt."""

    total: int
    parts: Indexes
    down: bool
    firm: bool = False


def across_relations(table: Table) -> list[Relation]:
    """The columns that add up to others, by the header paths."""
    paths = table.columns
    groups = ((total, parts, paths[total], [paths[part] for part in parts]) for total, parts in column_groups(paths))
    return [
        Relation(total, parts, False, any(one.names(whole, names) for one in closed_lists()))
        for total, parts, whole, names in groups
    ]


def code_relations(rows: Sequence[Row]) -> Iterator[Relation]:
    """类 over 款 and 款 over 项: the rows that follow a row and whose codes go on from its own."""
    for at, row in enumerate(rows):
        if row.code and not _in_doubt(rows, at, row.code):
            children = tuple(_below(rows, at, row.code))
            if children:
                yield Relation(at, children, True)


def _in_doubt(rows: Sequence[Row], at: int, code: str) -> bool:
    """True where the code comes again within its own block and names another line: one of the two was printed or read incompletely."""
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(rows) and (other := rows[place].code) and other.startswith(code):
            if other == code and (rows[place].label != rows[at].label or rows[place].detail == rows[at].detail):
                return True
            place += step
    return False


def _below(rows: Sequence[Row], at: int, code: str) -> Iterator[int]:
    for place in range(at + 1, len(rows)):
        other = rows[place].code
        if other is None or not other.startswith(code) or len(other) <= len(code):
            return
        if len(other) == len(code) + 2:
            yield place


def total_readings(rows: Sequence[Row], at: int) -> Iterator[Indexes]:
    """The ways in which a total row may be meant, likeliest first: over its section, the section before it and so on."""
    totals = [place for place, row in enumerate(rows) if row.is_total]
    number = totals.index(at)
    before = totals[number - 1] if number else -1
    after = totals[number + 1] if number + 1 < len(totals) else len(rows)
    for start, end in ((before + 1, at), (at + 1, after), (0, at), (at + 1, len(rows)), (0, len(rows))):
        inside = [place for place in range(start, end) if not rows[place].is_total]
        yield from _levels(rows, inside)
        if start == before + 1 and end == at and number:
            yield from ((before, *level) for level in _levels(rows, inside))


def _levels(rows: Sequence[Row], inside: list[int]) -> Iterator[Indexes]:
    levels = sorted({rows[place].level for place in inside})
    for level in levels[:3]:
        yield tuple(place for place in inside if rows[place].level == level)
    lengths = sorted({len(code) for place in inside if (code := rows[place].code)})
    for length in lengths:
        yield tuple(place for place in inside if len(rows[place].code or "") == length)


def numbers(table: Table, relation: Relation, other: int) -> tuple[Decimal | None, list[Decimal | None]]:
    """The total and the parts of a relation in one column (where it goes down) or one row (where it goes across)."""

    def at(line: int) -> Decimal | None:
        return plain_value(table, line, other) if relation.down else plain_value(table, other, line)

    return at(relation.total), [at(part) for part in relation.parts]


def plain_value(table: Table, row: int, column: int) -> Decimal | None:
    """The number of a cell in the table's own unit; None for a blank, for words, for a bound or another unit."""
    cells = table.rows[row].cells
    cell = cells[column] if column < len(cells) else None
    return cell.value if cell and cell.unit in (None, table.unit) and cell.bound is None else None


def tried(total: Decimal | None, parts: Sequence[Decimal | None]) -> bool | None:
    """True where the printed parts add up to the printed total, False where not, None where one side is blank."""
    printed = [part for part in parts if part is not None]
    if total is None or not printed:
        return None
    return adds_up(total, printed)


def is_numbering(table: Table, row: int) -> bool:
    """True for a row that numbers the columns (1, 2, 3 …)."""
    values = [cell.value for cell in table.rows[row].cells if cell.value is not None]
    return len(values) > 2 and all(right - left == 1 for left, right in pairwise(values))
