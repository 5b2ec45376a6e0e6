"""A filing's figures as rows: one a cell, one a figure of a statement; and their selection as a DataFrame."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Engine, Integer, Select, select

from budget.filing import Filing
from budget.statement import Statement
from budget.table import Cell, Row, Table
from index import schema

if TYPE_CHECKING:
    import pandas

CELL: Final = "cell"
STATEMENT: Final = "statement"
_PATH: Final = " / "


def filing_to_facts(id: str, filing: Filing) -> list[dict[str, Any]]:
    """All rows of a filing for the table `facts`, in reading order: its cells, then what its sentences state."""
    common = {
        "filing": id,
        "body": filing.department,
        "year": filing.year,
        "filing_kind": filing.kind.value,
    }
    rows = [common | fact for table in filing.tables for fact in _table_facts(table)]
    rows += [common | fact for statement in filing.statements for fact in _statement_facts(statement)]
    return [row | {"number": number} for number, row in enumerate(rows)]


def _table_facts(table: Table) -> Iterator[dict[str, Any]]:
    for index, row in enumerate(table.rows):
        shared = _row_part(table, index, row)
        for column, cell in enumerate(row.cells):
            path = table.columns[column] if column < len(table.columns) else ""
            yield shared | _cell_part(table, row, column, path, cell)


def _row_part(table: Table, index: int, row: Row) -> dict[str, Any]:
    return {
        "origin": CELL,
        "table_id": table.id,
        "table_title": table.title,
        "table_kind": table.kind,
        "row": index,
        "code": row.code,
        "label": row.label,
        "detail": row.detail,
        "level": row.level,
        "parents": _PATH.join(row.parents),
        "scope": table.subject,
        "paragraph": None,
    }


def _cell_part(table: Table, row: Row, column: int, path: str, cell: Cell) -> dict[str, Any]:
    return {
        "column": column,
        "column_path": path,
        "value": cell.value,
        "unit": (cell.unit or table.unit) if cell.value is not None else None,
        "text": cell.text,
        "page": cell.page if cell.page is not None else row.page,
        "line": cell.line if cell.line is not None else row.line,
    }


def _statement_facts(statement: Statement) -> Iterator[dict[str, Any]]:
    figures = (
        ("amount", statement.amount, statement.unit),
        ("delta", statement.delta, statement.delta_unit or statement.unit),
        ("percent", statement.percent, "%"),
        ("share", statement.share, "%"),
    )
    shared = _statement_part(statement)
    for measure, value, unit in figures:
        if value is not None:
            yield shared | {"column_path": measure, "value": value, "unit": unit}


def _statement_part(statement: Statement) -> dict[str, Any]:
    part: dict[str, Any] = {
        "origin": STATEMENT,
        "table_id": None,
        "table_title": "",
        "table_kind": "",
        "row": None,
        "code": None,
        "label": statement.subject,
        "detail": "",
        "level": None,
        "parents": _PATH.join(statement.path),
        "column": None,
        "scope": statement.scope,
        "text": statement.quote,
        "page": statement.source.page,
        "line": statement.source.line,
        "paragraph": statement.source.paragraph,
    }
    # A sentence about another year than its filing's says so itself.
    return part if statement.year is None else part | {"year": statement.year}


def select_facts(
    filings: Collection[str] | None = None,
    table_kind: str | None = None,
    label: str | None = None,
    code: str | None = None,
    year: int | None = None,
    origin: str | None = None,
) -> Select[Any]:
    """The facts that meet all conditions, in reading order; superseded filings are left out.

    `filings` are file names; `label` is any part of a label.
    """
    facts, held = schema.facts.c, schema.filings.c
    columns = [column for column in facts if column.name not in ("filing", "number")]
    query = select(held.file, facts.filing, *columns).join_from(schema.facts, schema.filings, facts.filing == held.id)
    query = query.where(held.superseded.is_(False))
    if filings is not None:
        query = query.where(held.file.in_(list(filings)))
    if label is not None:
        query = query.where(facts.label.contains(label, autoescape=True))
    exact = {facts.table_kind: table_kind, facts.code: code, facts.year: year, facts.origin: origin}
    for column, value in exact.items():
        if value is not None:
            query = query.where(column == value)
    return query.order_by(held.file, facts.filing, facts.number)


def facts_frame(engine: Engine, query: Select[Any]) -> pandas.DataFrame:
    """The selected facts as a frame; `value` holds Decimal objects, or None where the cell holds no number."""
    import pandas

    with engine.connect() as connection:
        rows = connection.execute(query).all()
    names = [column.name for column in query.selected_columns]
    frame = pandas.DataFrame([tuple(row) for row in rows], columns=names)
    for column in query.selected_columns:
        if isinstance(column.type, Integer):
            frame[column.name] = frame[column.name].astype("Int64")
    # pandas would make floats of a column of Nones; money is never a float.
    frame["value"] = pandas.Series([row.value for row in rows], dtype=object, index=frame.index)
    return frame
