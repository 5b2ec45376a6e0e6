"""Planned against spent: a line's budget and its final figure, of one year or of two, from whichever filings print them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from budget.amount import Amount, UnlikeUnits
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, difference, plain, ratio_percent
from budget.compute.say import amount_line, words
from budget.compute.target import Variant
from budget.fact import Fact, Measure
from budget.filing import FINALS, Filing
from budget.line import amount_of
from budget.number import squeeze
from budget.question.implied import is_whole_budget
from budget.question.operations import Operation
from budget.question.periods import Periods
from budget.question.phrases import phrase
from budget.question.reading import is_about_budget, is_about_final

BUDGET, FINAL = "budget", "final"
_NOT_SPENT = (Operation.WHY, Operation.CHANGE, Operation.RANK, Operation.SUM, Operation.LIST, Operation.EXECUTION)
_SPENT = phrase("carried_out")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison: which year, planned or spent."""

    year: int
    kind: str


def sides(desk: Desk) -> tuple[Side, Side] | None:
    """The two sides that the question sets against each other; None where it does not."""
    reading = desk.reading
    if not (is_about_budget(reading.text) and is_about_final(reading.text)):
        return None
    years = reading.periods.years
    if len(years) == 2:
        kinds = [_kind_near(reading.text, year, reading.language) for year in years]
        if set(kinds) == {BUDGET, FINAL}:
            return Side(years[0], kinds[0] or BUDGET), Side(years[1], kinds[1] or FINAL)
        return None
    year = years[0] if years else max((f.year or 0 for f in desk.shelf.filings.values() if f.kind in FINALS), default=0)
    return (Side(year, FINAL), Side(year, BUDGET)) if year else None


def _kind_near(text: str, year: int, language: str) -> str | None:
    """Whether the words behind a year (before it, in English), up to the next year, speak of the budget or of what was spent."""
    match = re.search(rf"{year}年?((?:(?!20\d\d).)*)", text)
    before = re.search(rf"((?:(?!20\d\d).)*)\b{year}", text)
    parts = [match.group(1) if match else "", before.group(1) if before else ""]
    for part in parts if language == "zh" else parts[::-1]:
        if is_about_final(part):
            return FINAL
        if is_about_budget(part):
            return BUDGET
    return None


def side_variant(desk: Desk, side: Side) -> Variant | None:
    """The line's figure on one side: in a filing of that kind and year first, then wherever that year's figure is printed."""
    pools = [[f for f in _filings(desk) if f.year == side.year and (f.kind in FINALS) == (side.kind == FINAL)]]
    pools.append([f for f in _filings(desk) if f.year and abs(f.year - side.year) <= 1])
    for pool in pools:
        reading = replace(
            desk.reading, periods=Periods(years=(side.year,)), bodies=(), wants_final=False, wants_budget=False
        )
        one = Desk(desk.shelf, reading, tuple(f.file for f in pool), pool)
        measures = (
            (Measure.FINAL, Measure.AMOUNT, Measure.PRIOR) if side.kind == FINAL else (Measure.BUDGET, Measure.AMOUNT)
        )
        for target in one.targets(reading.units, reading.context, measures, ("money",)):
            for variant in target.variants:
                facts = tuple(f for f in variant.facts if _fits(desk, f, side))
                if facts and facts[0].value is not None:
                    return replace(variant, facts=facts)
    return None


def _filings(desk: Desk) -> list[Filing]:
    bodies = {f.department for f in desk.frame}
    return [f for f in desk.shelf.filings.values() if f.department in bodies]


def _fits(desk: Desk, fact: Fact, side: Side) -> bool:
    """True where the fact is of the side's year and kind."""
    final_filing = desk.shelf.filings[fact.filing].kind in FINALS
    said = f"{fact.column} {fact.statement.measure if fact.statement else ''}"
    if side.kind == FINAL:
        return bool(_SPENT.search(said)) or (final_filing and not is_about_budget(said))
    return is_about_budget(said) or (not final_filing and not _SPENT.search(said))


def run(desk: Desk) -> Outcome | None:
    """Both figures, their difference and the rate; None where the question sets no plan against what was spent."""
    pair = sides(desk)
    if pair is None:
        return None
    found = [side_variant(desk, side) for side in pair]
    first, second = found
    if first is None or second is None or not (_one_line(first, second) or _of_whole(desk)):
        return None
    try:
        delta = amount_of(first.fact) - amount_of(second.fact)
    except UnlikeUnits:
        return None
    return Outcome(Status.ANSWERED, (_line(desk, pair, first, second, delta),), operation="plan_and_outturn")


# What two printings of one line's name may differ in.
_KIND_WORDS = re.compile("预算|决算|执行|完成|本年|支出|收入|合计|总计|总额|数")


def _one_line(first: Variant, second: Variant) -> bool:
    """True where both figures are of lines that are called alike."""
    left, right = (_KIND_WORDS.sub("", squeeze(v.name)) for v in (first, second))
    return left in right or right in left


def _of_whole(desk: Desk) -> bool:
    """True where the question asks of a body's whole money, which every table calls otherwise."""
    return all(
        is_whole_budget(u) or u.kind in ("measure", "fund", "body", "table", "section") for u in desk.reading.units
    )


def of_last_year(desk: Desk) -> Desk:
    """A question of what was spent last year, where the filings in play are budgets of this one, asks for that year."""
    reading, newest = desk.reading, desk.newest
    if (
        newest is None
        or reading.periods.years
        or not reading.periods.last_year
        or not is_about_final(reading.text)
        or is_about_budget(reading.text)
        or reading.shows(Operation.CHANGE, Operation.WHY)
        or any(f.kind in FINALS for f in desk.frame)
    ):
        return desk
    return desk.on(replace(reading, periods=Periods(years=(newest - 1,))))


def run_spent(desk: Desk) -> Outcome | None:
    """What was really spent in the one year asked for, from wherever it is printed; None where the question asks otherwise."""
    reading = desk.reading
    years = reading.periods.years
    if (
        len(years) != 1
        or is_about_budget(reading.text)
        or not is_about_final(reading.text)
        or reading.shows(*_NOT_SPENT)
    ):
        return None
    if any(f.kind in FINALS and f.year == years[0] for f in _filings(desk)):
        return None
    variant = side_variant(desk, Side(years[0], FINAL))
    if variant is None:
        return None
    return Outcome(Status.ANSWERED, (amount_line(variant),), operation="plan_and_outturn")


def _line(desk: Desk, pair: tuple[Side, Side], first: Variant, second: Variant, delta: Amount) -> Line:
    base, value = amount_of(second.fact).to(delta.unit).value, amount_of(first.fact).value
    facts = (first.fact, second.fact)
    gap = difference(value, base)
    # A question of how much was carried out wants the rate first; a claim wants the figure itself.
    rate_first = desk.reading.shows(Operation.EXECUTION)
    moved = OPERAND if rate_first else RESULT
    figures = {
        "first": Fig(
            RESULT if desk.reading.shows(Operation.VERIFY) else OPERAND,
            first.name,
            amount_of(first.fact),
            first.facts[:2],
        ),
        "second": Fig(OPERAND, second.name, amount_of(second.fact), second.facts[:2]),
        "delta": Fig(moved, first.name, delta, facts, gap, "gap"),
    }
    percent, rate = ratio_percent(delta.value, base), ratio_percent(value, base)
    if percent is not None:
        figures["percent"] = Fig(moved, first.name, Amount(percent, "%"), facts, f"({gap}) / {plain(base)}", "gap")
    if rate is not None and pair[0].kind == FINAL:
        figures["rate"] = Fig(RESULT, first.name, Amount(rate, "%"), facts, f"{plain(value)} / {plain(base)}")
    key = "against.more" if delta.value > 0 else "against.less" if delta.value < 0 else "against.same"
    told = {
        "first_kind": pair[0].kind,
        "second_kind": pair[1].kind,
        "first_year": str(pair[0].year),
        "second_year": str(pair[1].year),
    }
    return Line(key, {**words(first), **told}, figures)
