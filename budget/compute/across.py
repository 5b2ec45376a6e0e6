"""Across filings: one line over several years of a body, or over several bodies of a year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from budget.amount import Amount, dimension, scale
from budget.answer import Status
from budget.compute.desk import Desk, choose_filings
from budget.compute.lookup import asked_targets
from budget.compute.outcome import RESULT, Fig, Line, Outcome, count_fig, plain, ratio_percent
from budget.compute.say import amount_fig, year_words
from budget.filing import FINALS, Filing
from budget.question.bodies import told_apart
from budget.question.direction import asked_direction
from budget.question.operations import Operation
from budget.question.periods import Periods
from budget.question.phrases import phrase

_FILE = Path(__file__).parent.parent / "question" / "data" / "across.toml"
YEARS, BODIES = "years", "bodies"
_ONLY, _NONE = phrase("only_one"), phrase("has_none")


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of one filing in a comparison: its filing, the name it is told by, the figure."""

    filing: Filing
    name: str
    fig: Fig
    percent: Fig | None = None

    @property
    def size(self) -> Decimal:
        """The figure in base units, for sorting."""
        return self.fig.amount.value * scale(self.fig.amount.unit)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(words), re.I) for name, words in data.items()}


def axis(desk: Desk) -> str | None:
    """What the question runs over: several years of a body, several bodies; None where it stays in one filing."""
    reading = desk.reading
    years = {f.year for f in _of_bodies(desk) if f.year}
    bodies = {f.department for f in (_all_bodies(desk) if focus(desk) else desk.frame)}
    named = {body for mention in reading.bodies for body in mention.bodies}
    periods = reading.periods
    several = periods.span > 1 or periods.since is not None or len(periods.years) > 1
    if len(years) > 1 and (several or _words()["years"].search(reading.text)):
        return YEARS
    if len(bodies) > 1 and (len(named) > 1 or _words()["bodies"].search(reading.text)):
        return BODIES
    return None


def focus(desk: Desk) -> str | None:
    """The one body that a question about all of them names (四家一共多少？万里街道占百分之几？)."""
    named = {body for mention in desk.reading.bodies for body in mention.bodies}
    return next(iter(named)) if len(named) == 1 and _words()["bodies"].search(desk.reading.text) else None


def _all_bodies(desk: Desk) -> list[Filing]:
    return choose_filings(desk.shelf, replace(desk.reading, bodies=()), desk.only)


def _of_bodies(desk: Desk) -> list[Filing]:
    bodies = {f.department for f in desk.frame}
    return [f for f in desk.shelf.filings.values() if f.department in bodies]


def filings_over(desk: Desk, over: str) -> list[Filing]:
    """The filings that the question runs over, oldest year first."""
    if over == BODIES:
        return _all_bodies(desk) if focus(desk) else list(desk.frame)
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


def alone(desk: Desk, filing: Filing) -> Desk:
    """The same question asked of one filing only, of its own year."""
    return Desk(desk.shelf, replace(desk.reading, periods=Periods(), bodies=()), (filing.file,))


def points(desk: Desk, over: str) -> list[Point]:
    """The figure of each filing; filings without one are left out."""
    found = []
    filings = filings_over(desk, over)
    names = [str(f.year) for f in filings] if over == YEARS else told_apart([f.department for f in filings])
    for filing, name in zip(filings, names, strict=True):
        figs = _value_of(desk)(alone(desk, filing))
        if figs:
            percent = next((fig for fig in figs[1:] if fig.show == "percent_change"), None)
            found.append(Point(filing, name, figs[0], percent))
    return _comparable(found)


def _comparable(found: list[Point]) -> list[Point]:
    """The points of the dimension that most of them have."""
    kinds = [dimension(p.fig.amount.unit) for p in found]
    return [p for p, kind in zip(found, kinds, strict=True) if kind == max(set(kinds), key=kinds.count)]


def _value_of(desk: Desk) -> Callable[[Desk], list[Fig]]:
    """What is compared: the share, the change (with its percentage) or the amount."""
    from budget.compute import change, per_unit, share

    if desk.reading.shows(Operation.SHARE) and not focus(desk):
        return lambda one: _result(share.run(one))
    if desk.reading.shows(Operation.PER_UNIT):
        return lambda one: _result(per_unit.run(one))
    if desk.reading.shows(Operation.CHANGE, Operation.WHY) and axis(desk) == BODIES:
        return lambda one: _result(change.run_change(one)) or _amount(one)
    return _amount


def _result(outcome: Outcome | None) -> list[Fig]:
    return [fig for line in outcome.lines for fig in line.figures.values() if fig.role == RESULT] if outcome else []


def _amount(desk: Desk) -> list[Fig]:
    targets = asked_targets(desk)
    return [amount_fig(targets[0].variants[0])] if targets else []


def run(desk: Desk) -> Outcome | None:
    """The comparison that the question asks for; None where it stays in one filing or fewer than two have the figure."""
    over = axis(desk)
    if over is None or (over == YEARS and desk.reading.shows(Operation.WHY)):
        return None
    found = points(desk, over)
    if len(found) < 2:
        return None
    reading = desk.reading
    lines: list[Line] = []
    whole = _sum_line(found)
    if reading.shows(Operation.SUM) or focus(desk) or (over == BODIES and _words()["sum"].search(reading.text)):
        lines.append(whole)
    if (body := focus(desk)) and reading.shows(Operation.SHARE):
        lines += _focus_share(found, body, whole.figures["total"])
    if reading.shows(Operation.RANK) or (over == BODIES and reading.shows(Operation.COMPARE, Operation.VERIFY)):
        lines += _extremes(found, reading.smallest)
    if reading.shows(Operation.RANK) and over == BODIES:
        found = sorted(found, key=lambda p: p.size, reverse=not reading.smallest)
    if over == BODIES and reading.shows(Operation.VERIFY) and (verdict := _only(desk, found)):
        return Outcome(Status.ANSWERED, (*verdict, *_figures(found, RESULT)), operation="across")
    if over == YEARS and reading.shows(Operation.VERIFY):
        lines.insert(0, _trend_verdict(found, reading.text))
    head = [] if lines and lines[-1].key != "verify.yes" and lines[-1].key != "verify.no" else [_head(found)]
    changed = over == YEARS and (
        len(found) == 2 or reading.shows(Operation.CHANGE, Operation.RANK, Operation.DIFFERENCE)
    )
    moved = _latest_change(found) if changed else []
    first = len(found) == 2 and not lines and reading.shows(Operation.CHANGE, Operation.DIFFERENCE)
    lines += [*head, *(moved if first else []), *_figures(found, RESULT), *([] if first else moved)]
    return Outcome(Status.ANSWERED, tuple(lines), operation="across")


def _of_point(point: Point) -> Fig:
    """The point's figure, labelled with whose it is."""
    return replace(point.fig, label=f"{point.fig.label} · {point.name}")


def _head(found: Sequence[Point]) -> Line:
    """What is compared, by the name that the newest filing gives it."""
    return Line("across.head", {"name": found[-1].fig.label})


def _figures(found: Sequence[Point], role: str) -> list[Line]:
    return [
        Line(
            "across.point",
            {"point": p.name, "name": p.fig.label},
            {
                "amount": replace(_of_point(p), role=role),
                **({"percent": p.percent} if p.percent else {}),
            },
        )
        for p in found
    ]


def _focus_share(found: Sequence[Point], body: str, total: Fig) -> list[Line]:
    """The share of the one body named in the total of all."""
    point = next((p for p in found if p.filing.department == body), None)
    if point is None:
        return []
    part, whole = point.fig.amount.to(total.amount.unit).value, total.amount.value
    share = ratio_percent(part, whole)
    if share is None:
        return []
    fig = Fig(RESULT, point.fig.label, Amount(share, "%"), point.fig.facts[:1], f"{plain(part)} / {plain(whole)}")
    return [Line("across.focus", {"point": point.name}, {"share": fig})]


def _sum_line(found: Sequence[Point]) -> Line:
    unit = found[0].fig.amount.unit
    values = [p.fig.amount.to(unit).value for p in found]
    facts = tuple(fact for p in found for fact in p.fig.facts[:1])
    total = Fig(
        RESULT, found[0].fig.label, Amount(sum(values, Decimal(0)), unit), facts, " + ".join(plain(v) for v in values)
    )
    return Line("sum.total", {}, {"total": total, "count": count_fig(len(found))})


def _extremes(found: Sequence[Point], smallest: bool) -> list[Line]:
    """The highest and the lowest, and how far apart they are."""
    ordered = sorted(found, key=lambda p: p.size, reverse=not smallest)
    first, last = ordered[0], ordered[-1]
    gap = first.fig.amount - last.fig.amount
    formula = f"{plain(first.fig.amount.value)} - {plain(last.fig.amount.to(first.fig.amount.unit).value)}"
    facts = (*first.fig.facts[:1], *last.fig.facts[:1])
    figures = {
        "first": _of_point(first),
        "last": _of_point(last),
        "gap": Fig(RESULT, f"{first.name} - {last.name}", gap, facts, formula, "gap"),
    }
    return [Line("across.lowest" if smallest else "across.highest", {"point": first.name, "other": last.name}, figures)]


def _only(desk: Desk, found: Sequence[Point]) -> list[Line]:
    """Yes where the one body named has it and no other does (or has none, and all others do); nothing where one is not told."""
    body = focus(desk)
    told = {point.filing.department for point in found}
    if body is None or not _ONLY.search(desk.reading.text) or told != {f.department for f in _all_bodies(desk)}:
        return []
    has = not _NONE.search(desk.reading.text)
    true = all((bool(point.size) == has) == (point.filing.department == body) for point in found)
    return [Line("verify.yes" if true else "verify.no")]


def _trend_verdict(found: Sequence[Point], text: str) -> Line:
    from budget.question.reading import language_of

    sizes = [p.size for p in found]
    rising = all(a < b for a, b in zip(sizes, sizes[1:], strict=False))
    falling = all(a > b for a, b in zip(sizes, sizes[1:], strict=False))
    claim = asked_direction(text, language_of(text)) or (
        1 if re.search(r"比一年多|比一年高|越来越(?:多|高|大)", text) else -1
    )
    true = rising if claim > 0 else falling
    return Line("verify.yes" if true else "verify.no", year_words(found[-1].filing.year))


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
