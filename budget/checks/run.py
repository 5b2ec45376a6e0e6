"""All rules, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from budget.checks import (
    announced,
    between_filings,
    between_tables,
    bounds,
    changes,
    counted,
    empty,
    funds,
    indicators,
    inside_table,
    learned,
    outturn,
    periods,
    placeholders,
    rates,
    sentences,
    sides,
    told,
    totals,
)
from budget.checks.finding import Finding
from budget.checks.withheld import with_withheld
from budget.filing import Filing
from budget.kept import kept

Rule = Callable[[Filing], Iterator[Finding]]
RuleBetween = Callable[[Sequence[Filing]], Iterator[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    inside_table.row_totals,
    inside_table.code_totals,
    totals.table_totals,
    totals.totals_missing,
    learned.learned_columns,
    learned.learned_rows,
    learned.level_totals,
    rates.rates,
    inside_table.code_levels,
    inside_table.level_gaps,
    inside_table.codes_once,
    inside_table.code_names,
    sides.balance,
    sides.totals_of_both_sides,
    between_tables.repeated_figures,
    between_tables.missing_lines,
    between_tables.parts_of_wholes,
    bounds.of_which,
    funds.years_balance,
    funds.unused_funds,
    empty.empty_tables,
    sentences.amounts_in_tables,
    changes.changes,
    outturn.outturns,
    sentences.shares,
    sentences.lists,
    indicators.told_twice,
    indicators.project_budgets,
    indicators.unit_slips,
    indicators.unit_slips_in_sentences,
    indicators.cost_rows,
    counted.counted_kinds,
    told.counts_told_twice,
    counted.rate_sums,
    counted.purposes,
    periods.periods,
    periods.title_years,
    periods.as_of_dates,
    placeholders.left_in,
    announced.announced_tables,
    announced.announced_sections,
)
RULES_BETWEEN: Final[tuple[RuleBetween, ...]] = (
    between_filings.year_before,
    between_filings.execution,
    between_filings.unit_in_department,
)


def run_checks(filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """What every rule finds in each filing, then between them."""
    inside = [finding for filing in filings for finding in check_filing(filing)]
    return (*inside, *run_checks_between(filings))


@kept(most=500)
def check_filing(filing: Filing) -> tuple[Finding, ...]:
    """What every rule finds in one filing, worked out once for all who ask."""
    return tuple(with_withheld(filing, (finding for rule in RULES for finding in rule(filing))))


def run_checks_between(filings: Sequence[Filing]) -> tuple[Finding, ...]:
    """What the rules between filings find; nothing in a single one."""
    return tuple(finding for rule in RULES_BETWEEN for finding in rule(filings)) if len(filings) > 1 else ()
