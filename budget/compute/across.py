"""Across years: one line over several years of a body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from budget.amount import Amount, dimension
from budget.answer import Status
from budget.compute import per_unit, share
from budget.compute.desk import Desk
from budget.compute.lookup import asked_targets
from budget.compute.outcome import RESULT, Fig, Line, Outcome, plain, ratio_percent
from budget.compute.point import Point, extremes, point_line, sum_line
from budget.compute.say import amount_fig, year_words
from budget.filing import FINALS, Filing
from budget.question.direction import asked_direction
from budget.question.operations import Operation
from budget.question.periods import Periods
from budget.question.phrases import phrase
from budget.question.reading import Reading

_SEVERAL, _RISING = phrase("several_years"), phrase("rising")


def applies(desk: Desk) -> bool:
    """True where the question runs over several years of a body."""
    periods = desk.reading.periods
    several = periods.span > 1 or periods.since is not None or len(periods.years) > 1
    years = {f.year for f in _of_bodies(desk) if f.year}
    return len(years) > 1 and (several or bool(_SEVERAL.search(desk.reading.text)))


def _of_bodies(desk: Desk) -> list[Filing]:
    bodies = {f.department for f in desk.frame}
    return [f for f in desk.shelf.filings.values() if f.department in bodies]


def filings_over(desk: Desk) -> list[Filing]:
    """The filings that the question runs over, oldest year first."""
    periods = desk.reading.periods
    finals = desk.reading.wants_final and not desk.reading.wants_budget
    pool = [f for f in _of_bodies(desk) if f.year and (f.kind in FINALS) == finals] or [
        f for f in _of_bodies(desk) if f.year
    ]
    pool.sort(key=lambda f: f.year or 0)
    if len(periods.years) > 1:
        # A year that only a filing of the other kind tells (the budget against what was spent the year before) is told by that.
        told = {f.year for f in pool}
        other = [f for f in _of_bodies(desk) if f.year in periods.years and f.year not in told]
        return sorted((f for f in [*pool, *other] if f.year in periods.years), key=lambda f: f.year or 0)
    if periods.since:
        return [f for f in pool if (f.year or 0) >= (periods.since or 0)]
    return pool[-periods.span :] if periods.span > 1 else pool


def points(desk: Desk) -> list[Point]:
    """The figure of each filing; filings without one are left out."""
    found = []
    for filing in filings_over(desk):
        own = Desk(desk.shelf, replace(desk.reading, periods=Periods()), (filing.file,))
        if figs := _value_of(desk)(own):
            found.append(Point(filing.file, str(filing.year), figs[0]))
    return _comparable(found)


def _comparable(found: list[Point]) -> list[Point]:
    """The points of the dimension that most of them have."""
    kinds = [dimension(p.fig.amount.unit) for p in found]
    return [p for p, kind in zip(found, kinds, strict=True) if kind == max(set(kinds), key=kinds.count)]


def _value_of(desk: Desk) -> Callable[[Desk], list[Fig]]:
    """What is compared: the share, the figure per unit or the amount."""
    if desk.reading.shows(Operation.SHARE):
        return lambda one: _result(share.run(one))
    if desk.reading.shows(Operation.PER_UNIT):
        return lambda one: _result(per_unit.run(one))
    return _amount


def _result(outcome: Outcome | None) -> list[Fig]:
    return [fig for line in outcome.lines for fig in line.figures.values() if fig.role == RESULT] if outcome else []


def _amount(desk: Desk) -> list[Fig]:
    targets = asked_targets(desk)
    return [amount_fig(targets[0].variants[0])] if targets else []


def run(desk: Desk) -> Outcome | None:
    """The years that the question asks to compare; None where it stays in one year or fewer than two have the figure."""
    if not applies(desk) or desk.reading.shows(Operation.WHY):
        return None
    found = points(desk)
    if len(found) < 2:
        return None
    reading = desk.reading
    lines: list[Line] = []
    if reading.shows(Operation.SUM):
        lines.append(sum_line(found))
    if reading.shows(Operation.RANK):
        lines.append(extremes(found, reading.smallest))
    if reading.shows(Operation.VERIFY):
        lines.insert(0, _trend_verdict(found, reading))
    head = [] if lines and not lines[-1].key.startswith("verify.") else [_head(found)]
    changed = len(found) == 2 or reading.shows(Operation.CHANGE, Operation.RANK, Operation.DIFFERENCE)
    moved = _latest_change(found) if changed else []
    first = len(found) == 2 and not lines and reading.shows(Operation.CHANGE, Operation.DIFFERENCE)
    lines += [
        *head,
        *(moved if first else []),
        *map(point_line, found),
        *([] if first else moved),
        *_years_lacking(desk),
    ]
    return Outcome(Status.ANSWERED, tuple(lines), operation="across")


def _years_lacking(desk: Desk) -> list[Line]:
    """That there is no filing of some of the years that the question names."""
    held = {f.year for f in _of_bodies(desk)}
    lacking = [str(year) for year in desk.reading.periods.years if year not in held]
    return [Line("not_found.year", {"asked": ", ".join(lacking)})] if lacking else []


def _head(found: Sequence[Point]) -> Line:
    """What is compared, by the name that the newest filing gives it."""
    return Line("across.head", {"name": found[-1].fig.label})


def _trend_verdict(found: Sequence[Point], reading: Reading) -> Line:
    sizes = [p.size for p in found]
    rising = all(a < b for a, b in zip(sizes, sizes[1:], strict=False))
    falling = all(a > b for a, b in zip(sizes, sizes[1:], strict=False))
    claim = asked_direction(reading.text, reading.language) or (1 if _RISING.search(reading.text) else -1)
    true = rising if claim > 0 else falling
    return Line("verify.yes" if true else "verify.no", year_words(int(found[-1].name)))


def _latest_change(found: Sequence[Point]) -> list[Line]:
    """The change between the last two years, in amount and percent."""
    before, after = found[-2], found[-1]
    if after.fig.amount.unit == "%":
        return []
    unit = after.fig.amount.unit
    old, new = before.fig.amount.to(unit).value, after.fig.amount.value
    facts = (*after.fig.facts[:1], *before.fig.facts[:1])
    delta = Fig(RESULT, after.fig.label, Amount(new - old, unit), facts, f"{plain(new)} - {plain(old)}", "change")
    percent = ratio_percent(new - old, old)
    words = {"point": after.name, "other": before.name, "name": after.fig.label}
    if percent is None:
        return [Line("across.change", words, {"delta": delta})]
    rate = Fig(
        RESULT,
        after.fig.label,
        Amount(percent, "%"),
        facts,
        f"({plain(new)} - {plain(old)}) / {plain(old)}",
        "percent_change",
    )
    return [Line("across.change_percent", words, {"delta": delta, "percent": rate})]
