"""Small filings made by hand, where a point needs one: tables and sentences in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from budget.filing import Filing, FilingKind, Paragraph
from budget.number import text_to_decimal
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

FILE = "park-office-2026.txt"


def row(code: str, label: str, *printed: str, level: int = 1, **more: Any) -> Row:
    """A row as printed; 合计 is the table's total, an empty string a blank cell."""
    cells = tuple(Cell(text, text_to_decimal(text)) for text in printed)
    return Row(label, cells, code or None, 0 if label in ("合计", "总计") else level, **more)


def table(
    kind: str, columns: Sequence[str], *rows: Row, unit: str = "万元", title: str = "", id: str = "", side: str = ""
) -> Table:
    """A table of that kind."""
    return Table(id or kind, title or kind, kind, unit, tuple(columns), rows, side=side)


def statement(subject: str, quote: str, at: int = 0, file: str = FILE, **figures: Any) -> Statement:
    """What a sentence says; figures are strings where they are numbers."""
    numbers = ("amount", "delta", "percent", "share")
    told: dict[str, Any] = {name: Decimal(value) if name in numbers else value for name, value in figures.items()}
    unit: dict[str, Any] = {"unit": "万元", "delta_unit": "万元"} if "unit" not in told else {}
    return Statement(subject, quote, Source(file, line=100 + at, paragraph=at), **unit, **told)


def filing(
    *tables: Table,
    statements: Sequence[Statement] = (),
    file: str = FILE,
    department: str = "绿水市园林处",
    year: int = 2026,
    kind: FilingKind = FilingKind.DEPARTMENT_BUDGET,
) -> Filing:
    """A filing of these tables and sentences; each sentence is a paragraph of its own."""
    paragraphs = tuple(Paragraph(s.quote, s.source, s.headings) for s in statements)
    return Filing(
        file,
        f"{department}{year}年{kind.value}",
        department,
        "绿水市",
        year,
        kind,
        None,
        tuple(tables),
        paragraphs,
        tuple(statements),
    )


def expenditure(*rows: Row, unit: str = "万元") -> Table:
    """部门支出总体情况表."""
    return table("expenditure", ("合计", "基本支出", "项目支出"), *rows, unit=unit, title="部门支出总体情况表")


def basic(*rows: Row, unit: str = "万元") -> Table:
    """一般公共预算基本支出情况表 with one column."""
    return table("basic_expenditure", ("合计",), *rows, unit=unit, title="一般公共预算基本支出情况表")
