"""The parts of the line that a question names: the rows under it, or the columns that add up to it."""

from __future__ import annotations

from budget.compute.desk import Desk
from budget.compute.listing_words import asks
from budget.compute.table_rows import Listed, children, column_parts, leaves, listed_rows, named_columns
from budget.fact import Fact, Measure
from budget.filing import Filing
from budget.line import same_amount
from budget.scope import names_scope

# Kinds of tables by economic class.
_BY_ECONOMY = ("basic_expenditure", "economic")


def parts_of_line(desk: Desk) -> list[Listed]:
    """The parts of the line that the question names: the rows under it, or the columns that add up to it."""
    lowest = asks(desk.reading.text, "leaves") and not asks(desk.reading.text, "tops")
    for target in desk.targets(desk.reading.units, desk.reading.context, most=1):
        facts = [fact for variant in target.variants for fact in variant.facts]
        if desk.reading.wants_final or not desk.reading.wants_budget:
            facts.sort(key=lambda fact: fact.measure is not Measure.FINAL)
        economic = [
            twin for fact in facts if _is_split_by_function(desk, fact) and (twin := _economic_twin(desk, fact))
        ]
        for find in (_parts_of, _columns_of):
            for fact in (*economic, *facts):
                if len(rows := find(desk.shelf.filings[fact.filing], fact, lowest)) > 1:
                    return rows
    return []


def only_part(desk: Desk) -> list[Listed]:
    """The one row under the line that the question names, where it has just one."""
    for target in desk.targets(desk.reading.units, desk.reading.context, most=1):
        for fact in (fact for variant in target.variants for fact in variant.facts if fact.code):
            if rows := _parts_of(desk.shelf.filings[fact.filing], fact, False):
                return rows
    return []


def _is_split_by_function(desk: Desk, fact: Fact) -> bool:
    """True for a column's total in a table of functional lines: 人员经费 consists of wages, not of 教育支出."""
    if not fact.from_cell or not fact.total_row or fact.total_column or fact.source.table is None:
        return False
    table = desk.shelf.filings[fact.filing].table(fact.source.table)
    return not any(row.code and row.code.startswith("30") for row in table.rows)


def _economic_twin(desk: Desk, fact: Fact) -> Fact | None:
    """The same total in a table by economic class."""
    same = (f for f in desk.shelf.facts_of(fact.filing) if f.from_cell and f.total_row and f.kind in _BY_ECONOMY)
    return next((f for f in same if f.value is not None and same_amount(f, fact)), None)


def _parts_of(filing: Filing, fact: Fact, lowest: bool) -> list[Listed]:
    """The rows under a fact's row; in a table of the three public expenses its columns."""
    if not fact.from_cell or fact.source.table is None or fact.source.row is None or fact.source.column is None:
        return []
    table, row, column = filing.table(fact.source.table), fact.source.row, fact.source.column
    if table.kind == "three_public" and column_parts(table, column):
        return _columns_of(filing, fact, lowest)
    indexes = children(table, row, column)
    if fact.total_row and (lowest or not indexes):
        indexes = [i for i in leaves(table, column) if i != row]
    return [item for item in listed_rows(filing, table, column, indexes) if item.value]


def _columns_of(filing: Filing, fact: Fact, lowest: bool) -> list[Listed]:
    """The columns of a fact's row that add up to it."""
    if not fact.from_cell or fact.source.table is None or fact.source.row is None or fact.source.column is None:
        return []
    table = filing.table(fact.source.table)
    found = named_columns(filing, table, fact.source.row, column_parts(table, fact.source.column))
    # The three public expenses are asked for by item, not by the fund that pays them.
    scopes = table.kind == "three_public" and any(names_scope(item.key) for item in found)
    return [item for item in found if item.value] if not scopes else []
