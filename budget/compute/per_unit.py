"""Per unit: money over the count of people, vehicles or months that the filing gives with it."""

from __future__ import annotations

from collections.abc import Iterable

from budget.amount import Amount, scale
from budget.answer import Status
from budget.compute.desk import LEAST_RECALL, Desk
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain, round_half_up
from budget.compute.say import amount_fig, amount_line, words
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import AMOUNTS, amount_of, line_name
from budget.number import squeeze
from budget.question.link import pairs
from budget.question.phrases import phrase
from budget.question.shapes import each_units, staff_units
from budget.question.words import Unit

_COUNTS = ("people", "count", "area")
_YUAN, _HEADS = phrase("yuan"), phrase("by_people")
# How much of the shorter of the two names must stand in the other for a count to be the money's own.
_LIKE = 0.25


def run(desk: Desk) -> Outcome | None:
    """The money per head (vehicle, square metre …); None where money or count can't be found."""
    if (rate := _printed_rate(desk)) is not None:
        return rate
    each = each_units(desk.reading)
    units = tuple(unit for unit in desk.reading.units if unit not in each)
    money = desk.targets(units, dimensions=("money",), most=1)
    if not money:
        return None
    variant = money[0].variants[0]
    own = _own_count(desk, money[0])
    count = (
        own
        if own is not None and _is_of(own, each)
        else _named_count(desk, each) or own or _named_count(desk, staff_units(desk.reading))
    )
    if count is None or not count.value:
        return None
    return Outcome(Status.ANSWERED, (_line(desk, variant, count),), operation="per_unit")


def _is_of(count: Fact, each: tuple[Unit, ...]) -> bool:
    """True where the count that stands with the money is of those that the question names."""
    name = squeeze(line_name(count))
    return bool(each) and all(any(squeeze(a) in name for a in unit.alternatives) for unit in each)


def _printed_rate(desk: Desk) -> Outcome | None:
    """The rate itself where the question asks what each gets a month and the filing prints it (120 元/人/月)."""
    if not phrase("monthly").search(desk.reading.text):
        return None
    matches = [
        m
        for m in desk.match(desk.reading.units, dimensions=("money",))
        if "/" in m.fact.unit and m.recall >= LEAST_RECALL
    ]
    if not matches:
        return None
    fact = matches[0].fact
    variant = Variant(line_name(fact), fact.scope, fact.filing, fact.year, (fact,))
    return Outcome(Status.ANSWERED, (amount_line(variant),), operation="per_unit")


def _named_count(desk: Desk, each: tuple[Unit, ...]) -> Fact | None:
    if not each:
        return None
    targets = desk.targets(each, dimensions=_COUNTS, most=1)
    return targets[0].variants[0].fact if targets else None


def _own_count(desk: Desk, target: Target) -> Fact | None:
    """The count that stands with the money: of the nearest name; else the only one, or the first that the sentence goes on with."""
    accept = desk.accept(AMOUNTS, ("people",) if _HEADS.search(desk.reading.text) else _COUNTS)
    pairs_found = [
        (_likeness(fact, other), fact, other)
        for variant in target.variants
        for fact in variant.facts
        for other in _company(desk, fact)
        if accept(other) and other.value
    ]
    likest = max(pairs_found, key=lambda pair: pair[0], default=None)
    if likest is None or likest[0] >= _LIKE:
        return likest[2] if likest is not None else None
    alone = list(dict.fromkeys(other.value for _, fact, other in pairs_found if _bound_together(fact, other)))
    following = [other for _, fact, other in pairs_found if _goes_on_with(fact, other)]
    if len(alone) == 1:
        return next(other for _, fact, other in pairs_found if _bound_together(fact, other))
    return min(following, key=lambda f: f.quote.find(f.text)) if following else None


def _bound_together(money: Fact, count: Fact) -> bool:
    """True where the count is of the project that the money is for, or of its sentence."""
    return money.statement is not None or squeeze(count.subject) == squeeze(line_name(money))


def _goes_on_with(money: Fact, count: Fact) -> bool:
    """True where the money's own sentence names the count behind it."""
    return (
        money.statement is not None
        and money.quote == count.quote
        and -1 < money.quote.find(money.text) < count.quote.find(count.text)
    )


def _company(desk: Desk, fact: Fact) -> Iterable[Fact]:
    """The facts of the same sentence, of the same table or form, and of the forms about the project that the money is for."""
    others = desk.shelf.said_with(fact) if fact.statement is not None else desk.shelf.table_of(fact)
    forms = desk.shelf.about(fact.filing, line_name(fact))
    return (other for other in (*others, *forms) if other is not fact and other.measure is not Measure.WEIGHT)


def _likeness(money: Fact, count: Fact) -> float:
    a, b = pairs(squeeze(line_name(money))), pairs(squeeze(line_name(count)))
    return len(a & b) / min(len(a), len(b))


def _line(desk: Desk, variant: Variant, count: Fact) -> Line:
    money, heads = amount_of(variant.fact), amount_of(count)
    unit = "元" if _YUAN.search(desk.reading.text) else money.unit
    divided = money.to(unit).value / (heads.value * scale(heads.unit))
    value = round_half_up(divided)
    figures = {
        "result": Fig(
            RESULT,
            f"{variant.name}/{line_name(count)}",
            Amount(value, unit),
            (variant.fact, count),
            f"{plain(money.to(unit).value)} / {plain(heads.value * scale(heads.unit))}",
        ),
        "money": amount_fig(variant, OPERAND),
        "count": Fig(OPERAND, line_name(count), heads, (count,)),
    }
    return Line("per_unit.result", {**words(variant), "count_name": line_name(count)}, figures)
