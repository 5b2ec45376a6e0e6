"""Rules of parts that need not be all: what is among a whole (其中) does not exceed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budget.checks.compare import compared
from budget.checks.finding import CheckStatus, Finding
from budget.checks.relations import plain_value
from budget.checks.settings import TRUST
from budget.checks.spots import Figure, cell_figure
from budget.checks.views import column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.sums import half_unit
from budget.table import Row, Table

Place = tuple[int, int]


def of_which(filing: Filing) -> Iterator[Finding]:
    """A row or a column that is among another one (其中) has no more than that; judged where nearly all such cells of the table do."""
    for table in filing.tables:
        pairs = [(whole, part) for whole, part in (*_rows(table), *_columns(table)) if _both(table, whole, part)]
        over = [_exceeds(table, whole, part) for whole, part in pairs]
        believed = TRUST.believes(len(pairs) - sum(over), sum(over))
        for (whole, part), exceeds in zip(pairs, over, strict=True):
            left, right = cell_figure(filing, table, *whole), cell_figure(filing, table, *part)
            if left and right and (believed or not exceeds):
                yield _finding(left, right, exceeds)


def _finding(whole: Figure, part: Figure, exceeds: bool) -> Finding:
    return compared("of_which", CheckStatus.BROKEN if exceeds else CheckStatus.HOLDS, whole, part)


def _rows(table: Table) -> Iterator[tuple[Place, Place]]:
    """Each cell of a row marked as a part, and of those beside it, with the cell of the row that they are among."""
    for at, row in enumerate(table.rows):
        if not at or not column_words().among.search(squeeze(row.label)):
            continue
        above = next((up for up in range(at - 1, -1, -1) if table.rows[up].level < row.level), None)
        if above is None or _is_total(table.rows[at - 1]):
            parts, whole = [at], at - 1
        else:
            parts, whole = _beside(table.rows, at), above
        yield from (((whole, column), (part, column)) for part in parts for column in _amounts(table))


def _beside(rows: Sequence[Row], at: int) -> list[int]:
    """The row and those that follow it at its level, up to a total or a row further out."""
    end = next(
        (to for to in range(at + 1, len(rows)) if rows[to].level < rows[at].level or _is_total(rows[to])), len(rows)
    )
    return [part for part in range(at, end) if rows[part].level == rows[at].level]


def _is_total(row: Row) -> bool:
    return row.is_total or bool(column_words().totals.search(squeeze(row.label)))


def _columns(table: Table) -> Iterator[tuple[Place, Place]]:
    """Each cell of a column marked as a part, with that of the column before it, under the same header."""
    for at, path in enumerate(table.columns):
        steps = path.split(" / ")
        if at and at in _amounts(table) and column_words().among.search(squeeze(steps[-1])):
            before = table.columns[at - 1].split(" / ")
            if before[:-1] == steps[:-1] and not column_words().among.search(squeeze(before[-1])):
                yield from (((row, at - 1), (row, at)) for row in range(len(table.rows)))


def _amounts(table: Table) -> list[int]:
    return [at for at, path in enumerate(table.columns) if not column_words().rates.search(squeeze(path))]


def _both(table: Table, whole: Place, part: Place) -> bool:
    """True where both cells have a figure, and a negative one does not turn the question round."""
    left, right = plain_value(table, *whole), plain_value(table, *part)
    return left is not None and bool(right) and left >= 0


def _exceeds(table: Table, whole: Place, part: Place) -> bool:
    left, right = plain_value(table, *whole), plain_value(table, *part)
    return left is not None and right is not None and right > left + half_unit(left) + half_unit(right)
