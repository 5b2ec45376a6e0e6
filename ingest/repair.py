"""All repairs of a filing's tables, each with proof; what can't be proved stays as printed and is told."""

from __future__ import annotations

from dataclasses import replace

from budget.problem import Problem
from budget.source import Source
from budget.sums import Outcome, check_sum, table_sums
from budget.table import Table
from ingest.draft import Draft
from ingest.repair_lost import repair_displaced, repair_lost_column
from ingest.repair_shift import repair_shifts


def repair_drafts(drafts: list[Draft], file: str) -> tuple[tuple[Table, ...], list[Problem]]:
    """Every table repaired; slipped figures first, since a lost column is proved by the other tables."""
    problems: list[Problem] = []
    repaired: list[Draft] = []
    for draft in drafts:
        fixed, told = repair_displaced(draft, file)
        fixed, more = repair_shifts(fixed, file)
        repaired.append(fixed)
        problems += told + more
    tables = [draft.table for draft in repaired]
    whole = [table for table, draft in zip(tables, repaired, strict=True) if not draft.lost]
    for at, draft in enumerate(repaired):
        fixed, told = repair_lost_column(draft, whole, file)
        tables[at] = fixed.table
        problems += told
    problems += [problem for table in tables for problem in unproved(table, file)]
    return tuple(fill_units(tables)), problems


def unproved(table: Table, file: str) -> list[Problem]:
    """A Problem for a table whose repaired cells leave a sum that fails: what was read there is not proved."""
    touched = {(at, column) for at, row in enumerate(table.rows) for column, cell in enumerate(row.cells) if cell.recovered}
    if not touched:
        return []
    for claim in table_sums(table):
        if touched.intersection((claim.total, *claim.parts)) and check_sum(table, claim) is Outcome.BROKEN:
            row, column = claim.total
            text = f"“{table.title}”修复后，“{table.rows[row].label}”的“{table.columns[column]}”仍与各部分之和不符"
            return [Problem("unproved_repair", text, Source(file, line=table.rows[row].line, table=table.id, row=row, column=column))]
    return []


def fill_units(tables: list[Table]) -> list[Table]:
    """A half of a two-sided table shares its caption; a table with no unit of its own keeps none."""
    by_title = {(table.title, table.line, table.pages): table.unit for table in tables if table.unit}
    return [table if table.unit else replace(table, unit=by_title.get((table.title, table.line, table.pages), "")) for table in tables]
