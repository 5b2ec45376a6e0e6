"""Sums that no header and no code announces, but that the table's own figures confirm many times over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from budget.checks.finding import CheckStatus, Finding
from budget.checks.judging import Claims, judge
from budget.checks.relations import Relation, across_relations, plain_value
from budget.checks.running import RunningSums, Span
from budget.checks.settings import TRUST, Trust
from budget.checks.views import FORMS, GOVERNMENTS, column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Row, Table

Numbers = list[Decimal | None]
# By chance a row or two adds up in such a way, never a dozen.
_ROWS: Final = Trust(least=5, times=9)
_COLUMNS: Final = Trust(least=2, times=2)
_LEVELS: Final = Trust(least=6, times=9)
_SURE_COLUMNS: Final = 3
_LONGEST: Final = 40


def learned_columns(filing: Filing) -> Iterator[Finding]:
    """A column that equals the sum of its neighbours in nearly every row does so in all of them."""
    for table in filing.tables:
        known = {relation.total for relation in across_relations(table)}
        lines = [(row, RunningSums(row)) for row in _numbers(table)]
        for total in range(len(table.columns)):
            if total not in known and (relation := _best_across(table, lines, total)):
                yield from judge(filing, [Claims(table, [relation], len(table.rows))], "row_total", _ROWS)


def _numbers(table: Table) -> list[Numbers]:
    """The table's plain numbers, row by row."""
    width = range(len(table.columns))
    return [[plain_value(table, row, column) for column in width] for row in range(len(table.rows))]


def _best_across(table: Table, lines: Sequence[tuple[Numbers, RunningSums]], total: int) -> Relation | None:
    """The run of neighbouring columns that adds up to this one in the most rows, where it does so in nearly all."""
    plain = [not column_words().rates.search(squeeze(path)) for path in table.columns]
    if not plain[total]:
        return None
    best: tuple[int, Sequence[Span]] = (0, ())
    for spans in _runs(plain, total):
        holds = _holds(lines, total, spans)
        if holds > best[0]:
            best = holds, spans
    return Relation(total, tuple(at for span in best[1] for at in range(*span)), False) if best[0] else None


def _runs(plain: Sequence[bool], total: int) -> Iterator[tuple[Span, ...]]:
    """Every run of two neighbouring columns or more, and the two columns beside the total."""
    for first in range(len(plain)):
        for last in range(first, len(plain)):
            if not plain[last] or last == total:
                break
            if last > first:
                yield ((first, last + 1),)
    # This year's column is last year's and the change, which stand on its two sides.
    if 0 < total < len(plain) - 1 and plain[total - 1] and plain[total + 1]:
        yield (total - 1, total), (total + 1, total + 2)


def _holds(lines: Sequence[tuple[Numbers, RunningSums]], total: int, spans: Sequence[Span]) -> int:
    """In how many rows the spans add up to the total; 0 where they fail too often to be believed."""
    holds = broken = 0
    for left, (row, line) in zip(range(len(lines), 0, -1), lines, strict=True):
        if broken * _ROWS.times > holds + left:
            return 0
        result = line.meets(row[total], spans)
        holds, broken = holds + (result is True), broken + (result is False)
    return holds if _ROWS.believes(holds, broken) else 0


def learned_rows(filing: Filing) -> Iterator[Finding]:
    """A row without a code that equals the rows right below it in every column but one does so in that one too."""
    for table in filing.tables:
        plain = [at for at, path in enumerate(table.columns) if not column_words().rates.search(squeeze(path))]
        if len(plain) < _SURE_COLUMNS or any(row.code for row in table.rows):
            continue
        grid = _numbers(table)
        for at, row in enumerate(table.rows):
            if not row.is_total and (relation := _run_below(table.rows, grid, at)):
                yield from judge(filing, [Claims(table, [relation], len(table.columns))], "table_total", _COLUMNS)


def level_totals(filing: Filing) -> Iterator[Finding]:
    """A row without a code equals the rows that are set in under it, where nearly all such rows of the filing's tables do."""
    # A government's tables may list some of the rows below another: one alone is no breakdown.
    complete = filing.kind not in GOVERNMENTS
    least = 1 if complete else 2
    claims = []
    for table in filing.tables:
        found = (_set_in(table.rows, at) for at in range(len(table.rows)) if table.kind not in FORMS)
        relations = [relation for relation in found if relation and len(relation.parts) >= least]
        claims.append(Claims(table, relations, len(table.columns), complete))
    judged = judge(filing, claims, "level_total", TRUST, _LEVELS)
    yield from (finding for finding in judged if finding.status is not CheckStatus.UNCHECKED)


def _set_in(rows: Sequence[Row], at: int) -> Relation | None:
    """The rows one level below a row that has no code; none where they are but some of its parts (其中)."""
    parts = []
    for place in range(at + 1, len(rows)):
        if rows[place].level <= rows[at].level or rows[place].code or rows[place].is_total:
            break
        if rows[place].level == rows[at].level + 1:
            parts.append(place)
    named = rows[at].code or rows[at].is_total or not rows[at].level
    among = any(column_words().among.search(squeeze(rows[place].label)) for place in parts)
    return Relation(at, tuple(parts), True) if parts and not named and not among else None


def _run_below(rows: Sequence[Row], grid: Sequence[Numbers], at: int) -> Relation | None:
    """The run of rows right below, of one level, that adds up to the row in most columns, three of different figures at least."""
    if at + 1 >= len(rows):
        return None
    level, parts = rows[at + 1].level, []
    sums = [RunningSums() for _ in grid[at]]
    best: tuple[int, Relation] | None = None
    for place in range(at + 1, min(at + 1 + _LONGEST, len(rows))):
        if rows[place].level < level or rows[place].is_total:
            break
        if rows[place].level != level:
            continue
        parts.append(place)
        for line, value in zip(sums, grid[place], strict=True):
            line.append(value)
        results = [line.meets(total, ((0, len(parts)),)) for line, total in zip(sums, grid[at], strict=True)]
        holds, broken = results.count(True), results.count(False)
        # A column that repeats another confirms nothing.
        telling = len({total for total, result in zip(grid[at], results, strict=True) if total and result})
        sure = _COLUMNS.believes(holds, broken) and telling + broken >= _SURE_COLUMNS
        if holds and sure and (best is None or holds > best[0]):
            best = holds, Relation(at, tuple(parts), True)
    return best[1] if best else None
