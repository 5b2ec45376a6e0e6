"""How much of a filing the rules looked at: the printed figures of its tables that some rule compared with something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from budget.checks.finding import CheckStatus, Finding
from budget.checks.relations import is_numbering
from budget.checks.views import FORMS
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table

Place = tuple[str, int, int]
_WEIGHT = "权重"
# What is only held to be no more than another figure is hardly looked at: most slips leave it so.
BOUNDS = ("of_which", "part_of_whole", "unit_in_department")


@dataclass(frozen=True, slots=True)
class Coverage:
    """So many of the tables' figures were compared with something."""

    covered: int
    figures: int

    @property
    def percent(self) -> int:
        """The share in whole per cent, rounded down: 100 only where none is left out; 100 where there is no figure."""
        return int(Decimal(100) * self.covered / self.figures) if self.figures else 100


def coverage(filings: Iterable[Filing], findings: Iterable[Finding]) -> Coverage:
    """How many of the filings' figures the findings cover; targets of indicators, which are no accounts, are not counted."""
    covered = covered_cells(findings)
    places = [(filing.file, *place) for filing in filings for place in number_cells(filing)]
    return Coverage(sum(place in covered for place in places), len(places))


def covered_cells(findings: Iterable[Finding]) -> set[tuple[str, str, int, int]]:
    """The cells (file, table, row, column) that a rule compared with something, and would speak up about."""
    return {
        (place.filing, place.table, place.row, place.column)
        for finding in findings
        if is_exact(finding)
        for place in finding.places
        if place.table and place.row is not None and place.column is not None
    }


def is_exact(finding: Finding) -> bool:
    """True where a change of one of its figures would be called an error."""
    return finding.status is not CheckStatus.UNCHECKED and finding.rule not in BOUNDS and finding.telling


def number_cells(filing: Filing) -> list[Place]:
    """Every cell (table, row, column) with a figure other than zero that accounts for something."""
    return [
        (table.id, row, column)
        for table in filing.tables
        if table.kind not in FORMS
        for row in range(len(table.rows))
        if not is_numbering(table, row)
        for column in range(len(table.rows[row].cells))
        if _is_figure(table, row, column)
    ]


def _is_figure(table: Table, row: int, column: int) -> bool:
    path = table.columns[column] if column < len(table.columns) else ""
    return bool(table.rows[row].cells[column].value) and _WEIGHT not in squeeze(path)
