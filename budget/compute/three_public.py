"""The items of the three public expenses, each with its amount."""

from __future__ import annotations

from budget.compute.desk import Desk
from budget.compute.sentence_parts import sentence_parts
from budget.compute.table_rows import Listed, column_parts, named_columns, value_column
from budget.scope import names_scope
from budget.table import Table


def three_public_items(desk: Desk) -> list[Listed]:
    """The items of the three public expenses from their own table, whoever its row names; else as a sentence tells them."""
    if not any(unit.kind == "three_public" and "三公" in unit.alternatives for unit in desk.reading.units):
        return []
    for filing in desk.frame:
        for table in filing.tables:
            column = value_column(filing, table, "") if table.kind == "three_public" else None
            parts = column_parts(table, column) if column is not None else []
            row = next(iter((*_totals(table), *range(len(table.rows)))), None)
            items = named_columns(filing, table, row, parts) if row is not None else []
            if len(items) > 1 and not any(names_scope(item.key) for item in items):
                return items
    return sentence_parts(desk)


def _totals(table: Table) -> list[int]:
    return [i for i, row in enumerate(table.rows) if row.is_total]
