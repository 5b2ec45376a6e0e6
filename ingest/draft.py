"""A table on its way into the filing: the table, and what the repairs must know of how it was printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budget.number import squeeze
from budget.problem import Problem
from budget.source import Source
from budget.table import Cell, Row, Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM, table_to_kind
from ingest.form import split_form
from ingest.form_pairs import form_subject, rows_to_pairs
from ingest.grid import is_split_number
from ingest.header import column_role
from ingest.headings import heading_words
from ingest.indicator import Indicators, rows_to_indicators
from ingest.row import Half, rows_to_halves
from ingest.stitch import RawTable

FORM_COLUMN = "内容"
_HEADER_UNIT = re.compile(r"\((?:单位:)?(?P<unit>[^()\d]{1,4})\)$")
_MONEY = ("元", "千元", "万元", "百万元", "亿元")


@dataclass(frozen=True, slots=True)
class Draft:
    """A table with the printed piece of each row, the number of figure columns its body lacks, the rows whose label was displaced."""

    table: Table
    pieces: tuple[int, ...] = ()
    lost: int = 0
    displaced: tuple[int, ...] = ()


def raw_to_drafts(raw: RawTable, first_id: int, file: str) -> tuple[list[Draft], list[Problem]]:
    """The tables that one printed table makes: one, the two halves of a two-sided one, or a form and its indicators."""
    drafts, problems = _form_drafts(raw, file, first_id) if raw.form else (_figure_drafts(raw), [])
    named = [replace(draft, table=replace(draft.table, id=f"t{first_id + at}")) for at, draft in enumerate(drafts)]
    problems += [empty_table(draft.table, raw, file) for draft in named if not draft.table.rows]
    return named, problems + [problem for draft in named for problem in split_numbers(draft.table, file)]


def _base(raw: RawTable) -> Table:
    title = raw.caption.title or raw.caption.heading
    return Table("", title, "", raw.caption.unit, (), (), raw.pages, raw.line, note=raw.note)


def _figure_drafts(raw: RawTable) -> list[Draft]:
    """The halves with figures; of a table without a row the empty table, of one without figures the list."""
    halves = rows_to_halves(raw.paths, raw.rows)
    kept = [half for half in halves if half.columns and half.rows]
    if not kept and (_is_blank(raw) or _is_list(raw)):
        kept = [half for half in halves if half.columns or half.rows]
    # Both sides of a two-sided table tell its kind.
    columns = [column for half in kept for column in half.columns]
    kind = table_to_kind(_base(raw).title, columns, (row.label for half in kept for row in half.rows))
    return [_half_to_draft(replace(_base(raw), kind=kind), half) for half in kept]


def _is_blank(raw: RawTable) -> bool:
    """True for a titled table that prints its header and nothing under it."""
    return bool(raw.caption.title) and not raw.rows


def _is_list(raw: RawTable) -> bool:
    """True for a list of names (the units of a department) under a header, and for words under a title.

    A table of contents is none.
    """
    named = [path for path in raw.paths if path and (raw.caption.title or column_role(path))]
    contents = squeeze(raw.caption.title or raw.caption.heading).endswith(heading_words().contents)
    return len(named) > 1 and bool(raw.rows) and not contents


def _half_to_draft(base: Table, half: Half) -> Draft:
    units = [_header_unit(column) for column in half.columns]
    unit = base.unit or next((unit for unit in units if unit in _MONEY), "")
    rows = tuple(
        replace(row, cells=tuple(map(_with_unit, row.cells, _padded(units, len(row.cells), unit)))) for row in half.rows
    )
    table = replace(base, unit=unit, columns=half.columns, rows=rows, side=half.side)
    return Draft(table, half.pieces, half.lost, half.displaced)


def _header_unit(column: str) -> str:
    """The unit that a column's own header prints, % for a column of percentages."""
    leaf = squeeze(column.rsplit(" / ", 1)[-1])
    match = _HEADER_UNIT.search(leaf)
    if match:
        return match["unit"]
    return "%" if leaf.endswith("%") or re.search(r"增减率|变动率|占比|比重|比例", leaf) else ""


def _padded(units: list[str], width: int, table_unit: str) -> list[str]:
    known = [unit if unit in _MONEY and unit != table_unit or unit == "%" else "" for unit in units]
    return known + [""] * (width - len(known))


def _with_unit(cell: Cell, unit: str) -> Cell:
    return replace(cell, unit=unit) if unit and cell.value is not None and cell.unit is None else cell


def _form_drafts(raw: RawTable, file: str, first_id: int) -> tuple[list[Draft], list[Problem]]:
    top, names, body = split_form(raw.rows)
    pairs = rows_to_pairs(top)
    base = replace(_base(raw), subject=form_subject(pairs, raw.caption.title))
    drafts, problems = [], []
    if pairs:
        drafts.append(Draft(replace(base, kind=PROJECT_FORM, columns=(FORM_COLUMN,), rows=tuple(pairs))))
    if names:
        indicators = rows_to_indicators(names, body)
        table = replace(base, kind=PERFORMANCE, columns=indicators.columns, rows=indicators.rows)
        problems = slipped_rows(indicators, f"t{first_id + len(drafts)}", base.title, file)
        drafts += [Draft(table)] if table.rows else []
    return drafts, problems


def slipped_rows(indicators: Indicators, table: str, title: str, file: str) -> list[Problem]:
    """A Problem for each indicator row that was printed sideways of its columns."""
    problems = []
    for at, printed in indicators.slipped:
        row = indicators.rows[at]
        text = f"“{title}”的“{row.label}”一行印得偏离了所在列，按各列的内容归位；原文：{printed}"
        problems.append(Problem("shifted_row", text, Source(file, row.page, row.line, row.box, table, at)))
    return problems


def empty_table(table: Table, raw: RawTable, file: str) -> Problem:
    """The Problem of a table that prints no row."""
    page = raw.pages[0] if raw.pages else None
    return Problem("empty_table", f"“{table.title}”只印了表头，没有数据", Source(file, page, raw.line, table=table.id))


def split_numbers(table: Table, file: str) -> list[Problem]:
    """A Problem for each number that was printed with a blank inside."""
    return [
        Problem(
            "broken_number",
            f"“{table.title}”的“{row.label}”一行，“{cell.text}”中间有空格，读作 {cell.value}",
            Source(file, cell.page, cell.line, cell.box, table.id, at, column),
        )
        for at, row in enumerate(table.rows)
        for column, cell in enumerate(row.cells)
        if cell.value is not None and (is_split_number(cell.text) or _split_quantity(cell))
    ]


def _split_quantity(cell: Cell) -> bool:
    return cell.bound is not None and bool(re.search(r"\d[ \u3000]+\d", cell.text))


def row_place(draft: Draft, row: Row, at: int, column: int | None, file: str) -> Source:
    """The place of a row or cell of a draft."""
    cell = row.cells[column] if column is not None and column < len(row.cells) else None
    return Source(file, row.page, row.line, (cell.box if cell else None) or row.box, draft.table.id, at, column)
