"""The figures of a filing's cells by the name of their line: what a sentence may speak of."""

from __future__ import annotations

from dataclasses import dataclass

from budget.checks.spots import Figure, cell_spot
from budget.fact import Fact, Measure, table_to_facts
from budget.filing import Filing
from budget.line import bare_label, line_name
from budget.number import squeeze
from budget.scope import Scope

_MEASURES = (Measure.AMOUNT, Measure.BUDGET, Measure.FINAL)


@dataclass(frozen=True, slots=True)
class Line:
    """One cell as a line's figure: its scope, its ancestors' names, and whether it is the line's whole."""

    figure: Figure
    scope: Scope
    parents: tuple[str, ...]
    whole: bool


def filing_lines(filing: Filing) -> dict[str, list[Line]]:
    """This year's cells by the names that sentences may give them: the row's, and the column's in the row of totals."""
    found: dict[str, list[Line]] = {}
    for table in filing.tables:
        wholes = sum(fact.total_column for fact in table_to_facts(filing, table)) if len(table.columns) > 1 else 0
        for fact in table_to_facts(filing, table):
            if fact.value is None or fact.measure not in _MEASURES or fact.year != filing.year:
                continue
            assert fact.source.row is not None and fact.source.column is not None
            spot = cell_spot(filing, table, fact.source.row, fact.source.column)
            parents = tuple(squeeze(bare_label(name)) for name in fact.parents)
            whole = fact.total_row or fact.total_column or not wholes
            line = Line(Figure(fact.value, fact.unit, spot), fact.scope, parents, whole)
            for name in _names(fact):
                found.setdefault(name, []).append(line)
    return found


def _names(fact: Fact) -> set[str]:
    names = {line_name(fact)} if fact.total_row or not fact.detail else {bare_label(fact.detail), bare_label(fact.label)}
    column = bare_label(fact.column.split(" / ")[-1])
    if len(fact.column.split(" / ")) > 1 and fact.total_column:
        names.add(bare_label(fact.column.split(" / ")[-2]))
    return names | ({column} if fact.total_row else set())
