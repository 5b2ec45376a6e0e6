"""The figures of a filing's cells by the name of their line: what a sentence may speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from budget.checks.spots import Figure, cell_figure
from budget.fact import Measure, column_to_measure, fact_year, is_total_column
from budget.filing import Filing
from budget.line import bare_label
from budget.number import squeeze
from budget.scope import Scope, kind_to_scope
from budget.table import Row, Table

_MEASURES = (Measure.AMOUNT, Measure.BUDGET, Measure.FINAL)
_SIDE_TOTALS = {"expenditure": "支出合计", "income": "收入合计"}
# What sentences call the total of a table of two sides.
_BOTH_SIDES = {
    "overview": ("收入支出", "收支", "收支总预算"),
    "fiscal_appropriation": ("财政拨款收入支出", "财政拨款收支", "财政拨款收支总预算"),
}
_GRAND_TOTAL = "总计"
# Tables of one part of the money: a line's figure there need not be its whole.
_PARTIAL = ("basic_expenditure", "project_expenditure")


@dataclass(frozen=True, slots=True)
class Line:
    """One cell as a line's figure: its scope, its ancestors' names, whether it is the line's whole; `budgeted` for a budget's column.

    `partial` where its table holds but a part of the money (basic expenditure).
    """

    figure: Figure
    scope: Scope
    parents: tuple[str, ...]
    whole: bool
    budgeted: bool = False
    partial: bool = False


def filing_lines(filing: Filing) -> dict[str, list[Line]]:
    """This year's cells by the names that sentences may give them: the row's, and the column's in the row of totals."""
    found: dict[str, list[Line]] = {}
    for table in filing.tables:
        columns = _columns(filing, table)
        whole_there = len(table.columns) > 1 and any(is_total_column(path) for path in table.columns)
        first: dict[tuple[str, int], Line] = {}
        for at, row in enumerate(table.rows):
            parents = tuple(squeeze(bare_label(name)) for name in row.parents)
            for column in columns:
                figure = cell_figure(filing, table, at, column)
                if figure is None:
                    continue
                whole = row.is_total or not whole_there or is_total_column(table.columns[column])
                budgeted = column_to_measure(table.columns[column]) is Measure.BUDGET
                line = Line(figure, kind_to_scope(table.kind), parents, whole, budgeted, table.kind in _PARTIAL)
                for name in _names(table, row, table.columns[column]):
                    _add(found.setdefault(name, []), first, (name, column), line, bool(row.detail))
    return found


def told_of_both_sides(subject: str) -> bool:
    """True for what sentences call the total of a table of income and expenditure."""
    return any(bare_label(subject) in names for names in _BOTH_SIDES.values())


def _columns(filing: Filing, table: Table) -> list[int]:
    """The columns of this year's amounts."""
    found = []
    for column, path in enumerate(table.columns):
        measure = column_to_measure(path)
        if measure in _MEASURES and fact_year(filing.year, path, measure) == filing.year:
            found.append(column)
    return found


def _add(
    lines: list[Line], first: dict[tuple[str, int], Line], key: tuple[str, int], line: Line, detailed: bool
) -> None:
    """A project or an item whose rows are told apart by a second label: its rows' sum is a figure of its name too."""
    lines.append(line)
    if not detailed:
        return
    before = first.get(key)
    if before is None:
        first[key] = line
        return
    joined = Figure(before.figure.value + line.figure.value, line.figure.unit, before.figure.spot)
    first[key] = replace(line, figure=joined)
    lines.insert(0, first[key])


def _names(table: Table, row: Row, path: str) -> Iterator[str]:
    steps = [bare_label(step) for step in path.split("/")]
    if not row.is_total:
        yield bare_label(row.label)
        if row.detail:
            yield bare_label(row.detail)
        return
    yield bare_label(row.label)
    if table.side and _GRAND_TOTAL in squeeze(row.label) and is_total_column(path):
        yield from _BOTH_SIDES.get(table.kind, ())
    yield steps[-1].removesuffix("合计") or "合计"
    if is_total_column(path):
        yield _SIDE_TOTALS.get(table.side or table.kind, "合计")
        if len(steps) > 1:
            yield steps[-2]
