"""All repairs of a filing's tables, each with proof; what can't be proved stays as printed and is told."""

from __future__ import annotations

from dataclasses import replace

from budget.problem import Problem
from budget.source import Source
from budget.sums import Outcome, check_sum, table_sums
from budget.table import Table
from budget.taxonomy.table_kinds import OTHER, PERFORMANCE, PROJECT_FORM
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
    tables, told = fill_units(tables, file)
    return tuple(tables), problems + told


def unproved(table: Table, file: str) -> list[Problem]:
    """A Problem for a table whose repaired cells leave a sum that fails: what was read there is not proved."""
    touched = {
        (at, column) for at, row in enumerate(table.rows) for column, cell in enumerate(row.cells) if cell.recovered
    }
    if not touched:
        return []
    for claim in table_sums(table):
        if touched.intersection((claim.total, *claim.parts)) and check_sum(table, claim) is Outcome.BROKEN:
            row, column = claim.total
            text = f"“{table.title}”修复后，“{table.rows[row].label}”的“{table.columns[column]}”仍与各部分之和不符"
            return [
                Problem(
                    "unproved_repair",
                    text,
                    Source(file, line=table.rows[row].line, table=table.id, row=row, column=column),
                )
            ]
    return []


def fill_units(tables: list[Table], file: str) -> tuple[list[Table], list[Problem]]:
    """Tables of figures that print no unit take the one that all the others print, and say so; forms keep their cells' own."""
    units = {table.unit for table in tables if table.unit}
    if len(units) != 1:
        return tables, []
    (unit,) = units
    made, problems = [], []
    for table in tables:
        bare = not table.unit and table.kind not in (OTHER, PERFORMANCE, PROJECT_FORM)
        made.append(replace(table, unit=unit) if bare else table)
        if bare:
            text = f"“{table.title}”没有印单位，按本文件其他表的单位“{unit}”读"
            page = table.pages[0] if table.pages else None
            problems.append(Problem("assumed_unit", text, Source(file, page, table.line, table=table.id)))
    return made, problems
