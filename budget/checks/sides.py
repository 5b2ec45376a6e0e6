"""Rules of a table of two sides: income and expenditure balance, and both end in a total."""

from __future__ import annotations

import re
from collections.abc import Iterator

from budget.checks.compare import compared, same
from budget.checks.finding import CheckStatus, Finding, make_finding
from budget.checks.spots import Figure, cell_figure, table_spot
from budget.checks.views import GOVERNMENTS, TOTAL, column_words, filing_views
from budget.filing import Filing
from budget.number import squeeze
from budget.table import Table

# Totals before carry-over, which need not balance: income and expenditure of the year alone.
_PARTIAL = re.compile(r"本年|本级|当年")
_GRAND_TOTAL = "总计"


def balance(filing: Filing) -> Iterator[Finding]:
    """收入总计 equals 支出总计 in a table of two sides."""
    views = [view for view in filing_views(filing) if view.part == "" and TOTAL in view.figures and view.table.side]
    for income in (view for view in views if view.side == "income"):
        fits = [
            view
            for view in views
            if view.side == "expenditure"
            and view.table.title == income.table.title
            and view.table.pages[:1] == income.table.pages[:1]
            and view.measure is income.measure
            and view.scope is income.scope
        ]
        for expenditure in fits[:1]:
            pairs = [(left, right) for left in income.figures[TOTAL] for right in expenditure.figures[TOTAL]]
            # Where both sides end in a 总计, those are meant, whatever other totals agree.
            pairs = [pair for pair in pairs if all(_GRAND_TOTAL in squeeze(one.spot.row) for one in pair)] or pairs
            left, right = next((pair for pair in reversed(pairs) if same(*pair)), pairs[-1])
            if same(left, right):
                yield compared("balance", CheckStatus.HOLDS, left, right)
            elif not any(_PARTIAL.search(squeeze(one.spot.row)) for one in (left, right)):
                yield compared("balance", CheckStatus.BROKEN, left, right)


def totals_of_both_sides(filing: Filing) -> Iterator[Finding]:
    """A table of two sides that has a total of the year, or a grand total, on one of them has one on the other."""
    sides: dict[tuple[str, tuple[int, ...]], dict[str, Table]] = {}
    for table in filing.tables:
        if table.side:
            sides.setdefault((table.title, table.pages[:1]), {})[table.side] = table
    for pair in sides.values() if filing.kind not in GOVERNMENTS else ():
        for partial in (True, False):
            totals = {side: _total(filing, table, partial) for side, table in pair.items()}
            told = [one for one in totals.values() if one is not None]
            if len(told) > 1:
                yield make_finding("one_total", CheckStatus.HOLDS, tuple(one.spot for one in told))
            elif len(pair) > 1 and told:
                without = next(table for side, table in pair.items() if totals[side] is None)
                if not partial or _carries_over(without):
                    spots = (told[0].spot, table_spot(filing, without))
                    yield make_finding("one_total", CheckStatus.BROKEN, spots, (told[0].shown,), total=told[0].shown)


def _total(filing: Filing, table: Table, partial: bool) -> Figure | None:
    """The figure of the row that adds up the year alone (`partial`), or that ends a side."""
    rows = [
        at for at, row in enumerate(table.rows) if row.is_total and bool(_PARTIAL.search(squeeze(row.label))) is partial
    ]
    figures = [cell_figure(filing, table, at, column) for at in rows for column in range(len(table.columns))]
    return next((one for one in figures if one is not None), None)


def _carries_over(table: Table) -> bool:
    """True where something stands between the year's total and the grand total, so that both are wanted."""
    return any(column_words().carry_over.search(squeeze(row.label)) for row in table.rows)
