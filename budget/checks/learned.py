"""Sums that no header and no code announces, but that the table's own figures confirm many times over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budget.checks.finding import CheckStatus, Finding
from budget.checks.inside_table import judge
from budget.checks.relations import Indexes, Relation, across_relations, numbers, tried
from budget.checks.settings import TRUST, Trust
from budget.checks.views import column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Row, Table

# By chance a row or two adds up in such a way, never a dozen.
_ROWS: Final = Trust(least=5, times=9)
_COLUMNS: Final = Trust(least=2, times=2)
_SURE_COLUMNS: Final = 3
_LONGEST: Final = 40


def learned_columns(filing: Filing) -> Iterator[Finding]:
    """A column that equals the sum of its neighbours in nearly every row does so in all of them."""
    for table in filing.tables:
        known = {relation.total for relation in across_relations(table)}
        for total in range(len(table.columns)):
            if total not in known and (relation := _best_across(table, total)):
                yield from judge(filing, table, [relation], "row_total", len(table.rows), _ROWS)


def _best_across(table: Table, total: int) -> Relation | None:
    """The run of neighbouring columns that adds up to this one in the most rows, where it does so in nearly all."""
    plain = [not column_words().rates.search(squeeze(path)) for path in table.columns]
    if not plain[total]:
        return None
    runs = [
        tuple(range(first, last + 1))
        for first in range(len(plain))
        for last in range(first + 1, len(plain))
        if all(plain[first : last + 1]) and not first <= total <= last
    ]
    # This year's column is last year's and the change, which stand on its two sides.
    if 0 < total < len(plain) - 1 and plain[total - 1] and plain[total + 1]:
        runs.append((total - 1, total + 1))
    counted = [(*_counts(table, relation, len(table.rows)), relation) for relation in _across(total, runs)]
    fits = [(holds, run) for holds, broken, run in counted if _ROWS.believes(holds, broken)]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _across(total: int, runs: list[Indexes]) -> list[Relation]:
    return [Relation(total, run, False) for run in runs]


def _counts(table: Table, relation: Relation, width: int) -> tuple[int, int]:
    """How often the relation holds and how often not, counting only where two parts or more have a figure other than zero."""
    results = []
    for other in range(width):
        total, parts = numbers(table, relation, other)
        result = tried(total, parts)
        if result is not None and (not result or sum(bool(part) for part in parts) > 1):
            results.append(result)
    return sum(results), len(results) - sum(results)


def learned_rows(filing: Filing) -> Iterator[Finding]:
    """A row without a code that equals the rows right below it in every column but one does so in that one too."""
    for table in filing.tables:
        plain = [at for at, path in enumerate(table.columns) if not column_words().rates.search(squeeze(path))]
        if len(plain) < _SURE_COLUMNS or any(row.code for row in table.rows):
            continue
        for at, row in enumerate(table.rows):
            if not row.is_total and (relation := _run_below(table, at)):
                yield from judge(filing, table, [relation], "table_total", len(table.columns), _COLUMNS)


def level_totals(filing: Filing) -> Iterator[Finding]:
    """A row without a code equals the rows that are set in under it, where nearly all such rows of its table do."""
    for table in filing.tables:
        relations = [relation for at in range(len(table.rows)) if (relation := _set_in(table.rows, at))]
        found = judge(filing, table, relations, "level_total", len(table.columns), TRUST)
        yield from (finding for finding in found if finding.status is not CheckStatus.UNCHECKED)


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
    return Relation(at, tuple(parts), True) if len(parts) > 1 and not named and not among else None


def _run_below(table: Table, at: int) -> Relation | None:
    """The run of rows right below, of one level, that adds up to the row in most columns, three of different figures at least."""
    rows, width = table.rows, len(table.columns)
    if at + 1 >= len(rows):
        return None
    level, parts = rows[at + 1].level, []
    best: tuple[int, Relation] | None = None
    for place in range(at + 1, min(at + 1 + _LONGEST, len(rows))):
        if rows[place].level < level or rows[place].is_total:
            break
        if rows[place].level == level:
            parts.append(place)
            relation = Relation(at, tuple(parts), True)
            holds, broken = _counts(table, relation, width)
            sure = _COLUMNS.believes(holds, broken) and _telling(table, relation) + broken >= _SURE_COLUMNS
            if holds and sure and (best is None or holds > best[0]):
                best = holds, relation
    return best[1] if best else None


def _telling(table: Table, relation: Relation) -> int:
    """In how many columns of different totals the relation holds: a column that repeats another confirms nothing."""
    found = [numbers(table, relation, column) for column in range(len(table.columns))]
    return len(
        {total for total, parts in found if total and sum(bool(part) for part in parts) > 1 and tried(total, parts)}
    )
