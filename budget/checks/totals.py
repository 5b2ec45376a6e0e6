"""Rules of the rows that end or begin a table: a total equals the rows that it is over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from budget.checks.finding import CheckStatus, Finding, make_finding
from budget.checks.judging import instance
from budget.checks.relations import Relation, numbers, plain_value, total_readings, tried
from budget.checks.settings import TRUST, Trust
from budget.checks.spots import Figure, cell_figure, table_spot
from budget.checks.views import FORMS, GOVERNMENTS, base_value, column_words
from budget.filing import Filing
from budget.number import squeeze
from budget.sums import adds_up
from budget.table import Table

# The ways in which rows of one level are numbered.
_NUMBERED: Final = re.compile(
    r"(?P<one>[一二三四五六七八九十]+、)|(?P<two>[（(][一二三四五六七八九十]+[)）])|(?P<three>\d+[.、．])|(?P<four>[（(]\d+[)）])"
)
# Where nearly every total of a filing is the sum of rows in one way or another, one that is not in any is an error.
_TOGETHER: Final = Trust(least=5, times=3)
# Tables that list all there is of their money, and so end or begin with a total.
_COMPLETE: Final = ("income", "expenditure", "general_public_budget", "basic_expenditure", "economic")
_NEARLY_ALL: Final = Trust(least=4, times=4)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a total row is taken to be over, and by column whether it is their sum."""

    table: Table
    relation: Relation
    results: tuple[tuple[int, bool], ...]

    @property
    def holds(self) -> int:
        """In how many columns the total is the sum."""
        return sum(result for _, result in self.results)

    @property
    def fits(self) -> bool:
        """True where it is the sum in every column."""
        return self.holds == len(self.results)


def table_totals(filing: Filing) -> Iterator[Finding]:
    """合计 and 总计 equal the rows that they are over, in each column."""
    found = [
        reading
        for table in filing.tables
        for at, row in enumerate(table.rows)
        if row.is_total and (reading := _best(table, at))
    ]
    fits = sum(reading.fits for reading in found)
    judged = filing.kind not in GOVERNMENTS
    together = judged and _TOGETHER.believes(fits, len(found) - fits)
    tells_together = judged and _TOGETHER.tells(fits, len(found) - fits)
    for reading in found:
        counts = reading.holds, len(reading.results) - reading.holds
        believed = TRUST.believes(*counts) or together and _is_plain(reading)
        tells = TRUST.tells(*counts) or tells_together and _is_plain(reading)
        for column, result in reading.results:
            trusted = tells if result else believed
            yield instance(filing, reading.table, reading.relation, column, "table_total", result, trusted)


def _best(table: Table, at: int) -> Reading | None:
    """The reading of the total that fits most columns, the likeliest first."""
    best: Reading | None = None
    for parts in total_readings(table.rows, at):
        relation = Relation(at, parts, True)
        tries = ((column, tried(*numbers(table, relation, column))) for column in range(len(table.columns)))
        reading = Reading(table, relation, tuple((column, result) for column, result in tries if result is not None))
        if reading.results and (best is None or reading.holds > best.holds):
            best = reading
    return best


def _is_plain(reading: Reading) -> bool:
    """False where the rows may not be of one level: then it is the reading that is wrong, not the total."""
    table, parts = reading.table, reading.relation.parts
    rows = [table.rows[part] for part in parts]
    names = {(row.code, row.label) for row in rows if row.code}
    styles = {found.lastgroup for row in rows if (found := _NUMBERED.match(squeeze(row.label)))}
    if len({code for code, _ in names}) < len(names) or len(styles) > 1:
        return False
    if any(column_words().among.search(squeeze(row.label)) for row in rows):
        return False
    failed = [column for column, fits in reading.results if not fits]
    return len(parts) == 1 or not any(_is_nested(reading, column) for column in failed)


def _is_nested(reading: Reading, column: int) -> bool:
    """True where a row repeats the total or the row before it, or all are there twice: one of them is the others' sum."""
    table, relation = reading.table, reading.relation
    total = plain_value(table, relation.total, column) or Decimal(0)
    parts = [value for part in relation.parts if (value := plain_value(table, part, column))]
    again = total in parts or any(left == right for left, right in pairwise(parts))
    return bool(total) and (again or adds_up(2 * total, parts or [Decimal(0)]))


def totals_missing(filing: Filing) -> Iterator[Finding]:
    """A list whose rows add up to what another table prints as its total has a total too, where nearly all tables do."""
    tables = [table for table in filing.tables if table.kind not in FORMS and table.rows]
    printed = {base_value(one): one for table in tables for one in _printed_totals(filing, table) if one.value}
    found = [(table, added) for table in tables if (added := _unsummed(filing, table, printed))]
    with_total = sum(_has_total(table) for table in tables)
    if filing.kind not in GOVERNMENTS and _NEARLY_ALL.believes(with_total, len(found)):
        for table, same in found:
            spots = (table_spot(filing, table), same.spot)
            yield make_finding("one_total", CheckStatus.BROKEN, spots, (same.shown,), "unsummed", total=same.shown)


def _has_total(table: Table) -> bool:
    return any(row.is_total or column_words().totals.search(squeeze(row.label)) for row in table.rows)


def _printed_totals(filing: Filing, table: Table) -> Iterator[Figure]:
    rows = (at for at, row in enumerate(table.rows) if row.is_total)
    figures = (cell_figure(filing, table, at, column) for at in rows for column in range(len(table.columns)))
    yield from (one for one in figures if one is not None)


def _unsummed(filing: Filing, table: Table, printed: Mapping[Decimal, Figure]) -> Figure | None:
    """The other table's total that the table's outermost rows add up to, where it prints none itself."""
    if table.kind not in _COMPLETE or _has_total(table):
        return None
    depths = [len(row.code) if row.code else row.level for row in table.rows]
    tops = [at for at, depth in enumerate(depths) if depth == min(depths)]
    for column in range(len(table.columns)):
        figures = [one for at in tops if (one := cell_figure(filing, table, at, column)) and one.value]
        added = sum((base_value(one) for one in figures), Decimal(0))
        if len(figures) > 1 and added in printed:
            return printed[added]
    return None
