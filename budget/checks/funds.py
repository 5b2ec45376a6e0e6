"""Rules of a fund's year: what was there and came in equals what went out and is left; a fund said to be unused is unused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.checks.compare import explanation
from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.relations import plain_value
from budget.checks.spots import Figure, cell_figure, paragraph_spot
from budget.checks.views import GOVERNMENTS, TOTAL, View, carry_overs, filing_views
from budget.data_file import read_data
from budget.filing import Filing, Paragraph
from budget.number import squeeze
from budget.scope import Scope
from budget.sums import tolerance
from budget.table import Table

_FILE = Path(__file__).with_name("funds.toml")
_SIDES = ("start", "income", "spent", "end")


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of funds.toml: the four columns of a fund's year, and sentences that say a fund is unused."""

    columns: dict[str, re.Pattern[str]]
    unused: re.Pattern[str]
    before: re.Pattern[str]
    funds: dict[Scope, re.Pattern[str]]


@cache
def _words() -> Words:
    data = read_data(_FILE, {"columns", "unused", "before", "funds"})
    return Words(
        {name: re.compile("|".join(data["columns"][name])) for name in _SIDES},
        re.compile("|".join(data["unused"])),
        re.compile("|".join(data["before"])),
        {Scope(name): re.compile("|".join(words)) for name, words in data["funds"].items()},
    )


def years_balance(filing: Filing) -> Iterator[Finding]:
    """Carried over + income = expenditure + left over, in each row of a table that has just these columns."""
    for table in filing.tables:
        columns = _year_columns(table)
        for row in range(len(table.rows)) if columns else ():
            values = {name: plain_value(table, row, at) for name, at in columns.items()}
            if sum(bool(value) for value in values.values()) > 1:
                yield _balance(filing, table, row, columns)


def _year_columns(table: Table) -> dict[str, int]:
    """The four columns by their part in the sum; none where one is missing or told twice."""
    found: dict[str, int] = {}
    for at, path in enumerate(table.columns):
        name = next((name for name, pattern in _words().columns.items() if pattern.search(squeeze(path))), None)
        if name in found:
            return {}
        if name:
            found[name] = at
    return found if len(found) == len(_SIDES) else {}


def _balance(filing: Filing, table: Table, row: int, columns: dict[str, int]) -> Finding:
    figures = {name: cell_figure(filing, table, row, at) for name, at in columns.items()}
    given = {name: one for name, one in figures.items() if one is not None}
    unit = next(iter(given.values())).unit
    there, gone = (_added([given.get(name) for name in names]) for names in (_SIDES[:2], _SIDES[2:]))
    apart = abs(there - gone)
    status = CheckStatus.HOLDS
    if apart:
        within = apart <= tolerance(one.value for one in given.values())
        status = CheckStatus.EXPLAINED if within else CheckStatus.BROKEN
    return make_finding(
        "years_balance",
        status,
        tuple(one.spot for one in given.values()),
        tuple(one.shown for one in given.values()),
        there=figure(there, unit),
        gone=figure(gone, unit),
        difference=figure(apart, unit),
    )


def _added(figures: list[Figure | None]) -> Decimal:
    return sum((one.value for one in figures if one), Decimal(0))


def unused_funds(filing: Filing) -> Iterator[Finding]:
    """A fund said to have no expenditure this year has none in any table, or only what was carried over."""
    if filing.kind in GOVERNMENTS:
        return
    views = [view for view in filing_views(filing) if view.side == "expenditure" and TOTAL in view.figures]
    carried = carry_overs(filing)
    for scope, pattern in _words().funds.items():
        said = next((one for one in filing.paragraphs if _says_unused(one, pattern, filing.year)), None)
        for view in views if said else ():
            if said and view.scope is scope and not view.part:
                yield _unused(said, view, carried)


def _says_unused(paragraph: Paragraph, fund: re.Pattern[str], year: int | None) -> bool:
    """True for a sentence that says it of this year and of the fund alone."""
    for sentence in re.split(r"[。；;]", squeeze(paragraph.text)):
        years = {int(found) for found in re.findall(r"20\d\d(?=年)", sentence)}
        if years <= {year} and fund.search(sentence) and _words().unused.search(sentence):
            return not _words().before.search(sentence)
    return False


def _unused(said: Paragraph, view: View, carried: list[Figure]) -> Finding:
    found = view.figures[TOTAL][-1]
    spots, shown = (found.spot, paragraph_spot(said)), (found.shown,)
    if not found.value:
        return make_finding("unused_fund", CheckStatus.HOLDS, spots, shown, figure=found.shown)
    nothing = Figure(Decimal(0), found.unit, found.spot)
    if (reason := explanation(found, nothing, carried)) is not None:
        return make_finding("unused_fund", CheckStatus.EXPLAINED, (*spots, reason.spot), shown, figure=found.shown)
    return make_finding("unused_fund", CheckStatus.BROKEN, spots, shown, figure=found.shown)
