"""One line of several bodies and years, as each filing prints it; what isn't printed is said to be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from app.comparing.lines import CompareLine, Place
from budget.amount import Amount, dimension
from budget.fact import Fact, Measure, table_to_facts
from budget.filing import BUDGETS, FINALS, Filing
from budget.line import bare_label
from budget.number import squeeze
from budget.table import Table
from budget.versions import older_versions

UNIT: Final = "万元"
_MEASURES: Final = {True: (Measure.FINAL, Measure.AMOUNT), False: (Measure.BUDGET, Measure.AMOUNT)}


class Standing(StrEnum):
    """Whether a filing gives the line."""

    PRINTED = "printed"
    BLANK = "blank"
    SEVERAL = "several"
    ABSENT = "absent"
    NO_FILING = "no_filing"


@dataclass(frozen=True, slots=True)
class Point:
    """The line in one body's filing of one year: how it stands there, and the facts (one, or those that differ)."""

    body: str
    year: int
    standing: Standing
    filing: Filing | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def amount(self) -> Amount | None:
        """The figure in UNIT, exactly; None where there is not one."""
        if self.standing is not Standing.PRINTED or self.facts[0].value is None:
            return None
        return Amount(self.facts[0].value, self.facts[0].unit).to(UNIT)


def is_final(filing: Filing) -> bool:
    """True for final accounts, False for budgets."""
    return filing.kind in FINALS


def comparable(filings: Sequence[Filing], final: bool) -> list[Filing]:
    """The budgets (or the final accounts) with a body and a year; of two versions of one the newer."""
    older = older_versions(filings)
    kinds = FINALS if final else BUDGETS
    fits = [one for one in filings if one.kind in kinds and one.department and one.year and one.file not in older]
    return sorted(fits, key=lambda filing: (kinds.index(filing.kind), filing.file))


def compare(filings: Sequence[Filing], line: CompareLine, bodies: Sequence[str], years: Sequence[int]) -> list[Point]:
    """The line for each of the bodies in each of the years, among filings as `comparable` gives them."""
    points = []
    for body in bodies:
        for year in years:
            theirs = [filing for filing in filings if filing.department == body and filing.year == year]
            found = [_look(filing, line, body, year) for filing in theirs]
            order = list(Standing)
            nothing = Point(body, year, Standing.NO_FILING)
            points.append(min(found, key=lambda point: order.index(point.standing), default=nothing))
    return points


def _look(filing: Filing, line: CompareLine, body: str, year: int) -> Point:
    for place in line.places:
        facts = list(_facts_at(filing, place))
        printed = [fact for fact in facts if fact.value is not None and dimension(fact.unit) == "money"]
        if printed:
            amounts = {Amount(fact.value, fact.unit).to(UNIT).value for fact in printed if fact.value is not None}
            alone = len(amounts) == 1
            standing, told = (Standing.PRINTED, printed[:1]) if alone else (Standing.SEVERAL, printed)
            return Point(body, year, standing, filing, tuple(told))
        if facts:
            return Point(body, year, Standing.BLANK, filing, tuple(facts[:1]))
    return Point(body, year, Standing.ABSENT, filing)


def _facts_at(filing: Filing, place: Place) -> Iterator[Fact]:
    """The line's cells at that place: in each of the tables those of its best column alone."""
    measures = _MEASURES[is_final(filing)]
    for table in filing.tables:
        if table.kind not in place.kinds or (place.side and table.side != place.side):
            continue
        facts = [
            fact
            for fact in table_to_facts(filing, table)
            if fact.measure in measures
            and fact.year == filing.year
            and _is_row(fact, table, place)
            and _is_column(fact, place)
        ]
        if facts:
            yield from _best(facts, measures)
            return


def _best(facts: list[Fact], measures: tuple[Measure, ...]) -> list[Fact]:
    """Those of the column that says the measure outright and is the least divided; a line's own row before its projects'."""

    def rank(fact: Fact) -> tuple[int, int, int]:
        return measures.index(fact.measure), fact.column.count("/"), fact.source.column or 0

    column = min(facts, key=rank).source.column
    there = [fact for fact in facts if fact.source.column == column]
    return [fact for fact in there if not fact.detail] or there


def _is_row(fact: Fact, table: Table, place: Place) -> bool:
    row = table.rows[fact.source.row or 0]
    if place.code:
        return row.code == place.code or (not row.code and bare_label(row.label) == place.row)
    if place.row == "total":
        return row.is_total
    if place.row == "only":
        totals = any(one.is_total for one in table.rows)
        return row.is_total if totals else len(table.rows) == 1
    return bool(re.search(place.row, bare_label(row.label)))


def _is_column(fact: Fact, place: Place) -> bool:
    if place.column == "total":
        return fact.total_column
    return bool(re.search(place.column, squeeze(fact.column)))


@dataclass(frozen=True, slots=True)
class Change:
    """How a body's line changed from one year to another: the difference in UNIT, and in per cent where that can be said."""

    first: Point
    last: Point
    delta: Decimal
    percent: Decimal | None


def changes(points: Sequence[Point]) -> dict[str, Change]:
    """By body, the change from the first to the last year in which its filing prints the line."""
    found = {}
    for body in dict.fromkeys(point.body for point in points):
        told = sorted((one for one in points if one.body == body and one.amount), key=lambda one: one.year)
        if len(told) < 2 or told[0].amount is None or told[-1].amount is None:
            continue
        before, after = told[0].amount.value, told[-1].amount.value
        percent = ((after - before) / before * 100).quantize(Decimal("0.01")) if before else None
        found[body] = Change(told[0], told[-1], after - before, percent)
    return found
