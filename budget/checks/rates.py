"""The rule of columns that hold a rate: each is what two other columns of its row give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

from budget.checks.changes import HUNDRED, fit
from budget.checks.finding import CheckStatus, Finding, figure, make_finding
from budget.checks.relations import is_numbering, plain_value
from budget.checks.settings import Trust
from budget.checks.spots import Figure, cell_figure
from budget.data_file import read_data
from budget.filing import Filing
from budget.number import squeeze
from budget.sums import half_unit
from budget.table import Table

_FILE = Path(__file__).with_name("rates.toml")
# A rate is taken for one of two columns only where nearly every row agrees.
_SURE: Final = Trust(least=3, times=3)


@dataclass(frozen=True, slots=True)
class Words:
    """The patterns of rates.toml: headers of shares and of changes."""

    share: re.Pattern[str]
    change: re.Pattern[str]


@cache
def _words() -> Words:
    data = read_data(_FILE, {"share", "change"})
    return Words(*(re.compile("|".join(data[name])) for name in ("share", "change")))


@dataclass(frozen=True, slots=True)
class Rate:
    """The column `rate` is `part` as a percentage of `whole`; where `change`, by how much `part` is above `whole`."""

    rate: int
    part: int
    whole: int
    change: bool


def rates(filing: Filing) -> Iterator[Finding]:
    """A rate's column (完成预算的%, 比上年增长%) is what the amounts of its row give."""
    for table in filing.tables:
        amounts = [at for at, path in enumerate(table.columns) if not _sort(path)]
        for column, path in enumerate(table.columns):
            sort = _sort(path)
            pairs = [
                Rate(column, part, whole, sort == "change") for part in amounts for whole in amounts if part != whole
            ]
            found = _best(table, pairs) if sort else None
            if found:
                yield from _instances(filing, table, found)


@cache
def _sort(path: str) -> str:
    """“change” or “share” for a rate's header, nothing for an amount's; the last step says, or else the whole path."""
    for text in (squeeze(path.split(" / ")[-1]), squeeze(path)):
        if _words().change.search(text):
            return "change"
        if _words().share.search(text):
            return "share"
    return ""


def _best(table: Table, pairs: list[Rate]) -> Rate | None:
    """The two columns that give the rate in the most rows, the nearest before others; none where no two do in nearly all."""
    best: tuple[tuple[int, int], Rate] | None = None
    for pair in pairs:
        results = [status for row in range(len(table.rows)) if (status := _status(table, pair, row)) is not None]
        broken = sum(status is CheckStatus.BROKEN for status in results)
        holds = len(results) - broken
        rank = holds - broken, -abs(pair.rate - pair.part) - abs(pair.rate - pair.whole)
        if _SURE.believes(holds, broken) and (best is None or rank > best[0]):
            best = rank, pair
    return best[1] if best else None


def _number(table: Table, row: int, column: int) -> Decimal | None:
    """The number of a cell, a percentage too; None for a blank or a bound."""
    cells = table.rows[row].cells
    cell = cells[column] if column < len(cells) else None
    return cell.value if cell and cell.bound is None and cell.unit in (None, "%", table.unit) else None


def _status(table: Table, pair: Rate, row: int) -> CheckStatus | None:
    rate = _number(table, row, pair.rate)
    part, whole = plain_value(table, row, pair.part), plain_value(table, row, pair.whole)
    if rate is None or part is None or whole is None or whole <= 0 or part < 0 or is_numbering(table, row):
        return None
    error, room = half_unit(part), half_unit(whole)
    if room >= whole:
        return None
    base = HUNDRED if pair.change else Decimal(0)
    low = (part - error) / (whole + room) * HUNDRED - base
    return fit(rate, low, (part + error) / (whole - room) * HUNDRED - base)


def _instances(filing: Filing, table: Table, pair: Rate) -> Iterator[Finding]:
    for row in range(len(table.rows)):
        status = _status(table, pair, row)
        rate, part, whole = (cell_figure(filing, table, row, at) for at in (pair.rate, pair.part, pair.whole))
        if status is not None and rate and part and whole:
            yield _finding(status, pair, rate, part, whole)


def _finding(status: CheckStatus, pair: Rate, rate: Figure, part: Figure, whole: Figure) -> Finding:
    computed = part.value / whole.value * HUNDRED - (HUNDRED if pair.change else 0)
    shown = figure(rate.value, "%")
    return make_finding(
        "rate",
        status,
        (rate.spot, part.spot, whole.spot),
        (shown, part.shown, whole.shown),
        printed=shown,
        computed=figure(computed.quantize(Decimal("0.01")), "%"),
        part=part.shown,
        whole=whole.shown,
    )
