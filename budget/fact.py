"""A Fact: one figure of a filing with everything that says what it is. Cells and sentences both state facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from budget.data_file import read_data
from budget.filing import Filing
from budget.kept import kept
from budget.number import squeeze
from budget.printed_amounts import printed_amounts
from budget.scope import Scope, kind_to_scope, words_to_scope
from budget.sections import row_sections
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

_FILE = Path(__file__).parent / "taxonomy" / "measures.toml"
_YEAR = re.compile(r"(20\d\d)年?")
# A sentence that counts what there is on a day speaks of no budget year.
_AS_OF = re.compile(r"截[至止]")
# The unit that stands behind an indicator's name: 办理来信数量（件次/年）.
_LABEL_UNIT = re.compile(r"[（(]([^（）()/\d]{1,3})(?:/[年月日])?[)）]$")
# A row that stands for a year: the columns alone name its figures.
_YEAR_LABEL = re.compile(r"(20\d\d)年?(?:度)?(?:预算数?|决算数?|执行数)?")


class Measure(StrEnum):
    """What a figure measures of its line."""

    AMOUNT = "amount"
    BUDGET = "budget"
    FINAL = "final"
    PRIOR = "prior"
    DELTA = "delta"
    PERCENT = "percent"
    SHARE = "share"
    TARGET = "target"
    WEIGHT = "weight"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure: whose (`label`, `detail`, `parents`), which (`measure`, `column`, `scope`, `year`), how much, where.

    `value` is None for a blank cell or words; `unit` is that of `value` as printed. `total_row` and `total_column` tell that
    the row or the column is the table's total, so that a label in the other direction names the figure alone.
    `quote` is the row or sentence as printed.
    """

    filing: str
    year: int | None
    label: str
    measure: Measure
    value: Decimal | None
    unit: str
    text: str
    scope: Scope
    source: Source
    quote: str
    column: str = ""
    detail: str = ""
    code: str | None = None
    parents: tuple[str, ...] = ()
    table: str = ""
    kind: str = ""
    side: str = ""
    subject: str = ""
    level: int = 1
    total_row: bool = False
    total_column: bool = False
    recovered: bool = False
    statement: Statement | None = None

    @property
    def from_cell(self) -> bool:
        """True for a table's cell, False for a figure in a sentence."""
        return self.statement is None


@cache
def _data() -> dict[str, Any]:
    return read_data(_FILE, {"columns", "totals", "counted"})


@cache
def _patterns() -> tuple[tuple[Measure, re.Pattern[str]], ...]:
    return tuple((Measure(name), re.compile("|".join(words))) for name, words in _data()["columns"].items())


@cache
def _totals() -> re.Pattern[str]:
    return re.compile("|".join(_data()["totals"]["columns"]))


@cache
def _counted() -> dict[str, str]:
    """Columns that count things, whatever the table's unit is: the end of their header and the unit."""
    return dict(_data()["counted"])


@cache
def column_to_measure(column: str) -> Measure:
    """What a column's figures measure, by the words of its path; the last part speaks first."""
    parts = [squeeze(part) for part in column.split("/")]
    for part in reversed(parts):
        for measure, pattern in _patterns():
            if pattern.search(part):
                return measure
    return Measure.AMOUNT


@cache
def is_total_column(column: str) -> bool:
    """True where the column holds the line's whole (合计, 预算数, 指标值), not a part of it."""
    return bool(_totals().fullmatch(squeeze(column.split("/")[-1])))


def column_unit(table: Table, column: str, cell: Cell) -> str:
    """The unit of a cell: its own, else the one in its header, else % for a percentage column, else the table's."""
    if cell.unit:
        return cell.unit
    named = re.search(r"[（(](?:单位[:：])?(万元|亿元|千元|元|人|%|个|辆|台|套|平方米)[)）]", squeeze(column))
    if named:
        return named.group(1)
    measure = column_to_measure(column)
    if measure in (Measure.PERCENT, Measure.SHARE):
        return "%"
    if measure is Measure.WEIGHT:
        return "分"
    last = squeeze(column.split("/")[-1])
    return next((unit for word, unit in _counted().items() if last.endswith(word)), table.unit)


def _label_unit(label: str) -> str:
    """The unit in the brackets that end a label; "" where they hold none."""
    named = _LABEL_UNIT.search(squeeze(label))
    return named.group(1) if named and printed_amounts(f"1{named.group(1)}") else ""


def fact_year(filing_year: int | None, column: str, measure: Measure) -> int | None:
    """The year that a column speaks of: printed in its path, or the year before where it says so."""
    printed = _YEAR.findall(squeeze(column))
    if printed:
        return int(printed[-1])
    if measure is Measure.PRIOR and filing_year is not None:
        return filing_year - 1
    return filing_year


def _cell_fact(filing: Filing, table: Table, r: int, row: Row, c: int, cell: Cell, quote: str, section: str) -> Fact:
    column = table.columns[c] if c < len(table.columns) else ""
    measure = column_to_measure(column)
    if cell.value is None and not cell.blank:
        measure = Measure.TEXT
    year_row = _YEAR_LABEL.fullmatch(squeeze(row.label))
    source = Source(
        filing=filing.file,
        page=cell.page or row.page,
        line=cell.line or row.line,
        box=cell.box or row.box,
        table=table.id,
        row=r,
        column=c,
    )
    return Fact(
        filing=filing.file,
        year=int(year_row.group(1)) if year_row else fact_year(filing.year, column, measure),
        label=row.label,
        measure=measure,
        value=cell.value,
        unit=column_unit(table, column, cell) or (_label_unit(row.label) if measure is Measure.TARGET else ""),
        text=cell.text,
        scope=kind_to_scope(table.kind),
        source=source,
        quote=quote,
        column=column,
        detail=row.detail,
        code=row.code,
        parents=(section, *row.parents) if section else row.parents,
        table=table.title,
        kind=table.kind,
        side=table.side,
        subject=table.subject,
        level=row.level,
        total_row=row.is_total or year_row is not None,
        total_column=is_total_column(column),
        recovered=cell.recovered,
    )


def table_to_facts(filing: Filing, table: Table) -> Iterator[Fact]:
    """One Fact a cell, blank cells too: a blank is a fact about the line."""
    sections = row_sections(table)
    for r, row in enumerate(table.rows):
        printed = [row.code or "", row.label, row.detail, *(cell.text for cell in row.cells)]
        quote = " ".join(squeeze(part) if len(part) < 40 else part.strip() for part in printed if part.strip())
        for c, cell in enumerate(row.cells):
            yield _cell_fact(filing, table, r, row, c, cell, quote, sections[r])


def statement_to_facts(filing: Filing, statement: Statement) -> Iterator[Fact]:
    """One Fact for each figure that a statement gives: amount, change, percentage, share."""
    base = Fact(
        filing=filing.file,
        year=None if _AS_OF.search(statement.quote) else statement.year or filing.year,
        label=statement.subject,
        measure=Measure.AMOUNT,
        value=statement.amount,
        unit=statement.unit or "",
        text="",
        source=statement.source,
        quote=statement.quote,
        scope=words_to_scope(statement.scope, *reversed(statement.headings)),
        parents=statement.path,
        subject=statement.headings[-1] if statement.headings else "",
        statement=statement,
    )
    if statement.amount is not None:
        yield replace(base, text=f"{statement.amount}{statement.unit or ''}")
    for measure, value, unit in (
        (Measure.DELTA, statement.delta, statement.delta_unit or statement.unit or ""),
        (Measure.PERCENT, statement.percent, "%"),
        (Measure.SHARE, statement.share, "%"),
    ):
        if value is not None:
            yield replace(base, measure=measure, value=value, unit=unit, text=f"{value}{unit}")


@kept(most=500)
def filing_to_facts(filing: Filing) -> tuple[Fact, ...]:
    """Every figure of a filing, cells first, then sentences; made once, whichever shelf the filing stands on."""
    cells = (fact for table in filing.tables for fact in table_to_facts(filing, table))
    told = (fact for statement in filing.statements for fact in statement_to_facts(filing, statement))
    return (*cells, *told)
