"""What `inspect` prints of a filing: JSON as the contract has it, and a plain outline to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from budget.filing import Filing
from budget.number import decimal_to_text
from budget.source import Source
from budget.statement import Statement
from budget.sums import Outcome, check_sum, table_sums
from budget.table import Cell, Row, Table

if TYPE_CHECKING:  # drawing needs the PDF library; a list of what was drawn does not
    from ingest.page_marks import PageMarks


def filing_to_json(filing: Filing, checks: Iterable[Any] = ()) -> dict[str, Any]:
    """The filing as CONTRACT.md promises it, ready for json.dumps."""
    return {
        "filing": {
            "file": filing.file,
            "title": filing.title,
            "department": filing.department,
            "region": filing.region,
            "year": filing.year,
            "kind": str(filing.kind),
            "pages": filing.pages,
        },
        "tables": [table_to_json(table) for table in filing.tables],
        "statements": [statement_to_json(statement) for statement in filing.statements],
        "checks": [finding_to_json(check) for check in checks],
        "problems": [{"code": p.code, "text": p.text, "place": source_to_json(p.place)} for p in filing.problems],
    }


def table_to_json(table: Table) -> dict[str, Any]:
    """One table; `side` and `subject` only where it has them."""
    made: dict[str, Any] = {
        "id": table.id,
        "title": table.title,
        "kind": table.kind,
        "pages": list(table.pages),
        "unit": table.unit,
        "columns": list(table.columns),
        "rows": [row_to_json(row) for row in table.rows],
    }
    extra = {"side": table.side, "subject": table.subject, "note": table.note, "line": table.line}
    return made | {name: value for name, value in extra.items() if value}


def row_to_json(row: Row) -> dict[str, Any]:
    """One row with its cells as decimal strings, or null where nothing is printed, or the printed words."""
    made: dict[str, Any] = {
        "label": row.label,
        "code": row.code,
        "level": row.level,
        "cells": [cell_to_json(cell) for cell in row.cells],
        "page": row.page,
        "line": row.line,
    }
    extra = {
        "detail": row.detail,
        "parents": list(row.parents),
        "recovered": [at for at, cell in enumerate(row.cells) if cell.recovered],
    }
    return made | {name: value for name, value in extra.items() if value}


def cell_to_json(cell: Cell) -> str | None:
    """A plain number as a decimal string; a number with words around it (">=8.5万人") and words as printed."""
    if cell.blank and cell.value is None:
        return None
    if (
        cell.value is not None
        and cell.bound is None
        and (cell.unit is None or not cell.text.rstrip().endswith(cell.unit))
    ):
        return decimal_to_text(cell.value)
    return cell.text


def statement_to_json(statement: Statement) -> dict[str, Any]:
    """One statement; amounts as decimal strings."""
    return {
        "subject": statement.subject,
        "scope": statement.scope,
        "year": statement.year,
        "amount": _text(statement.amount),
        "unit": statement.unit,
        "share": _text(statement.share),
        "delta": _text(statement.delta),
        "percent": _text(statement.percent),
        "reason": statement.reason,
        "page": statement.source.page,
        "line": statement.source.line,
        "path": list(statement.path),
        "headings": list(statement.headings),
        "delta_unit": statement.delta_unit,
        "share_of": statement.share_of,
        "basis": statement.basis,
        "purpose": statement.purpose,
        "quote": statement.quote,
    }


def finding_to_json(check: Any) -> dict[str, Any]:
    """One finding of the consistency checks."""
    return {
        "rule": check.rule,
        "status": str(check.status),
        "text": check.text,
        "figures": [str(figure) for figure in getattr(check, "figures", ())],
        "places": [source_to_json(place) for place in getattr(check, "places", ())],
    }


def source_to_json(source: Source) -> dict[str, Any]:
    """The parts of a place that are known."""
    parts = {
        "page": source.page,
        "line": source.line,
        "table": source.table,
        "row": source.row,
        "column": source.column,
        "box": list(source.box) if source.box else None,
        "paragraph": source.paragraph,
    }
    return {name: value for name, value in parts.items() if value is not None}


def outline(filing: Filing) -> str:
    """The filing as a person skims it: who and when, each table with its columns and sums, what was repaired."""
    head = [
        filing.title or filing.file,
        f"  {filing.department}  {filing.region}  {filing.year}  {filing.kind}"
        + (f"  {filing.pages} 页" if filing.pages else ""),
    ]
    tables = [line for table in filing.tables for line in _table_lines(table)]
    counts = Counter(problem.code for problem in filing.problems)
    problems = [f"  [{p.code}] {p.text}" for p in filing.problems]
    narrative = f"段落 {len(filing.paragraphs)}  项目 {len(filing.projects)}  名词 {len(filing.definitions)}"
    return "\n".join(
        [
            *head,
            "",
            f"表 {len(filing.tables)}",
            *tables,
            "",
            f"陈述 {len(filing.statements)}  {narrative}",
            "",
            f"问题 {sum(counts.values())}",
            *problems,
        ]
    )


def marks_to_text(marks: PageMarks) -> str:
    """What the labels in a page's picture stand for: each table with its cells, each sentence with its subjects."""
    tables = [
        f"  {table.id} {table.title}  单元格 {len(table.cells)}，数值 {sum(c.value is not None for c in table.cells)}"
        f"，修复 {sum(c.recovered for c in table.cells)}"
        for table in marks.tables
    ]
    sentences = [f"  {mark.number} {'，'.join(mark.subjects)}：{mark.quote}" for mark in marks.sentences]
    left = [f"未识别为表的表格 {len(marks.left)}"] if marks.left else []
    return "\n".join([f"表 {len(tables)}", *tables, *left, f"句子 {len(sentences)}", *sentences])


def _table_lines(table: Table) -> list[str]:
    results = Counter(check_sum(table, claim) for claim in table_sums(table))
    tried = results[Outcome.HOLDS] + results[Outcome.BROKEN]
    place = f"第 {table.pages[0]}–{table.pages[-1]} 页" if table.pages else f"第 {table.line} 行"
    side = {"income": "·收入", "expenditure": "·支出"}.get(table.side, "")
    subject = f"《{table.subject}》" if table.subject else ""
    return [
        f"  {table.id} {table.title}{side}{subject}  {table.kind}  {place}  {table.unit}  {len(table.rows)} 行"
        f"  合计关系 {results[Outcome.HOLDS]}/{tried}",
        "     " + " | ".join(table.columns),
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else decimal_to_text(value)
