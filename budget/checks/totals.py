"""Rules of the rows that end or begin a table: a total equals the rows that it is over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from budget.checks.finding import Finding
from budget.checks.judging import instance
from budget.checks.relations import Relation, numbers, plain_value, total_readings, tried
from budget.checks.settings import TRUST, Trust
from budget.checks.views import GOVERNMENTS
from budget.filing import Filing
from budget.table import Table

# Where nearly every total of a filing is the sum of rows in one way or another, one that is not in any is an error.
_TOGETHER: Final = Trust(least=5, times=3)


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
    together = filing.kind not in GOVERNMENTS and _TOGETHER.believes(fits, len(found) - fits)
    for reading in found:
        alone = TRUST.believes(reading.holds, len(reading.results) - reading.holds)
        believed = alone or together and _is_plain(reading)
        for column, result in reading.results:
            yield instance(filing, reading.table, reading.relation, column, "table_total", result, believed)


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
    """False where the rows may not be of one level: one code has two names, or one row of several the total's own figure."""
    table, parts = reading.table, reading.relation.parts
    names = {(row.code, row.label) for row in (table.rows[part] for part in parts) if row.code}
    if len({code for code, _ in names}) < len(names):
        return False
    totals = [
        (column, plain_value(table, reading.relation.total, column)) for column, fits in reading.results if not fits
    ]
    return len(parts) == 1 or not any(
        total and plain_value(table, part, column) == total for column, total in totals for part in parts
    )
