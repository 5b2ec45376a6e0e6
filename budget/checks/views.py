"""What a table says of which money: its columns by scope and part, its lines by code and name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.amount import scale
from budget.checks.spots import Figure, cell_figure
from budget.data_file import read_data
from budget.fact import Measure, column_to_measure, fact_year
from budget.filing import FINALS, Filing, FilingKind
from budget.line import bare_label
from budget.number import squeeze
from budget.scope import Scope, kind_to_scope, words_to_scope
from budget.table import Table
from budget.taxonomy.table_kinds import PERFORMANCE, PROJECT_FORM

_FILE = Path(__file__).with_name("columns.toml")
Key = tuple[str, str]
TOTAL: Key = ("total", "")
# The genre whose tables list what they like; the rules on complete lists speak of the others.
GOVERNMENTS = (FilingKind.GOVERNMENT_BUDGET, FilingKind.GOVERNMENT_FINAL, FilingKind.OTHER)
# Tables of what a project is to reach, which add up nothing.
FORMS = (PERFORMANCE, PROJECT_FORM)
_FUND_SCOPES = {"general": Scope.GENERAL, "fund": Scope.FUND, "capital": Scope.CAPITAL}
_CLASS = "201"
_OWN_PART = {"basic_expenditure": "basic", "project_expenditure": "project"}


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of columns.toml."""

    parts: dict[str, re.Pattern[str]]
    neutral: re.Pattern[str]
    carry_over: re.Pattern[str]
    rates: re.Pattern[str]
    among: re.Pattern[str]
    totals: re.Pattern[str]


@cache
def column_words() -> Words:
    """The patterns; a key that is not known is an error."""
    data = read_data(_FILE, {"parts", "neutral", "carry_over", "rates", "among", "totals"})
    parts = {name: re.compile("|".join(words)) for name, words in data["parts"].items()}
    neutral, carry_over, rates, among, totals = (
        re.compile("|".join(data[name]["words"])) for name in ("neutral", "carry_over", "rates", "among", "totals")
    )
    return Words(parts, neutral, carry_over, rates, among, totals)


@dataclass(frozen=True, slots=True)
class View:
    """One column of one table: whose money (`scope`), which part of it, measured how; its figures by line.

    `sure` is False where the title doesn't say whose money it is and the kind alone does not either.
    """

    table: Table
    column: int
    side: str
    scope: Scope
    part: str
    measure: Measure
    figures: dict[Key, tuple[Figure, ...]]
    sure: bool = True


def filing_views(filing: Filing) -> list[View]:
    """Every column of the filing's tables whose meaning is told by its header, this year's figures only."""
    return [
        view
        for table in filing.tables
        if kind_to_scope(table.kind) is not Scope.OTHER
        for column in range(len(table.columns))
        for view in _column_view(filing, table, column)
    ]


def _column_view(filing: Filing, table: Table, column: int) -> Iterator[View]:
    path = table.columns[column]
    measure = column_to_measure(path)
    if measure is Measure.AMOUNT and filing.kind in FINALS:
        measure = Measure.FINAL
    elif measure is Measure.BUDGET and filing.kind not in FINALS:
        measure = Measure.AMOUNT
    if (
        measure not in (Measure.AMOUNT, Measure.BUDGET, Measure.FINAL)
        or fact_year(filing.year, path, measure) != filing.year
    ):
        return
    part = column_part(path, table.kind)
    if part is None:
        return
    scope = kind_to_scope(table.kind)
    if scope is Scope.FISCAL and part in _FUND_SCOPES:
        scope, part = _FUND_SCOPES[part], ""
    side = table.side or ("income" if table.kind == "income" else "expenditure")
    sure = table.kind not in _OWN_PART or words_to_scope(table.title) in (Scope.GENERAL, Scope.FISCAL)
    yield View(table, column, side, scope, part, measure, _by_line(filing, table, column), sure)


@cache
def column_part(path: str, kind: str) -> str | None:
    """The part of its line that a column holds: "" the whole, "basic", "project" …; None where the header does not say."""
    words = column_words()
    found: list[str] = [_OWN_PART[kind]] if kind in _OWN_PART else []
    for step in squeeze(path).split("/"):
        name = next((name for name, pattern in words.parts.items() if pattern.search(step)), None)
        if name and not (name == "general" and kind == "general_public_budget"):
            found.append(name)
        elif not name and not words.neutral.search(step) and step:
            return None
    if {"personnel", "operating"} & set(found):
        found = [name for name in found if name != "basic"]
    return "+".join(dict.fromkeys(found))


def _by_line(filing: Filing, table: Table, column: int) -> dict[Key, tuple[Figure, ...]]:
    codes = Counter(row.code for row in table.rows)
    labels = Counter(bare_label(row.label) for row in table.rows)
    found: dict[Key, tuple[Figure, ...]] = {}
    for at, row in enumerate(table.rows):
        figure = cell_figure(filing, table, at, column)
        if figure is None:
            continue
        if row.is_total:
            found[TOTAL] = (*found.get(TOTAL, ()), figure)
        elif row.code and codes[row.code] == 1:
            found["code", row.code] = (figure,)
        elif row.code and row.detail:
            found["code", row.code] = (_joined(found.get(("code", row.code)), figure),)
        # A code tells the level better than how far the label is set in.
        if row.level == 1 and len(row.code or _CLASS) == len(_CLASS) and labels[bare_label(row.label)] == 1:
            found["name", bare_label(row.label)] = (figure,)
    return found


def _joined(before: tuple[Figure, ...] | None, figure: Figure) -> Figure:
    """One code over several projects: their sum, placed at the first."""
    return Figure(before[0].value + figure.value, figure.unit, before[0].spot) if before else figure


def base_value(figure: Figure) -> Decimal:
    """The figure in base units (元)."""
    return figure.value * scale(figure.unit)


def carry_overs(filing: Filing) -> list[Figure]:
    """Every non-zero figure of a column or row that holds money carried over from the year before."""
    pattern = column_words().carry_over
    found = []
    for table in filing.tables:
        columns = {at for at, path in enumerate(table.columns) if pattern.search(path)}
        for at, row in enumerate(table.rows):
            whole = table.kind == "carry_over" or pattern.search(row.label)
            for column in range(len(row.cells)) if whole else columns:
                figure = cell_figure(filing, table, at, column)
                if figure and figure.value and figure.unit == table.unit:
                    found.append(figure)
    return found
