"""Cells and sentences as the places that findings name."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from budget.checks.finding import Spot, figure
from budget.fact import column_unit
from budget.filing import Filing, Paragraph
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Table


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure with its unit and its place: what the rules compare."""

    value: Decimal
    unit: str
    spot: Spot

    @property
    def shown(self) -> str:
        """The figure as sentences show it."""
        return figure(self.value, self.unit)


def cell_spot(filing: Filing, table: Table, row: int, column: int) -> Spot:
    """The place of a cell."""
    line, cell = table.rows[row], table.rows[row].cells[column]
    source = Source(
        filing=filing.file,
        page=cell.page or line.page or (table.pages[0] if table.pages else None),
        line=cell.line or line.line or table.line,
        box=cell.box or line.box,
        table=table.id,
        row=row,
        column=column,
    )
    return Spot(
        source, table.title, line.detail or line.label, table.columns[column] if column < len(table.columns) else ""
    )


def cell_figure(filing: Filing, table: Table, row: int, column: int) -> Figure | None:
    """The figure of a cell, or None where it holds none."""
    cells = table.rows[row].cells
    if column >= len(cells) or cells[column].value is None:
        return None
    value = cells[column].value
    assert value is not None
    unit = cells[column].unit or _column_unit(table.columns[column] if column < len(table.columns) else "", table.unit)
    return Figure(value, unit, cell_spot(filing, table, row, column))


@cache
def _column_unit(path: str, table_unit: str) -> str:
    """The unit that a column's header gives its cells."""
    return column_unit(Table("", "", "", table_unit, (path,), ()), path, Cell())


def row_spot(filing: Filing, table: Table, row: int) -> Spot:
    """The place of a whole row."""
    line = table.rows[row]
    page = line.page or (table.pages[0] if table.pages else None)
    source = Source(filing=filing.file, page=page, line=line.line or table.line, table=table.id, row=row)
    return Spot(source, table.title, line.detail or line.label)


def table_spot(filing: Filing, table: Table) -> Spot:
    """The place of a whole table."""
    return Spot(
        Source(filing=filing.file, page=table.pages[0] if table.pages else None, line=table.line, table=table.id),
        table.title,
    )


def statement_spot(statement: Statement) -> Spot:
    """The place of a sentence."""
    return Spot(statement.source, quote=statement.quote)


def paragraph_spot(paragraph: Paragraph, quote: str = "") -> Spot:
    """The place of a paragraph, quoted as far as it matters."""
    return Spot(paragraph.source, quote=quote or paragraph.text)
