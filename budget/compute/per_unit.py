"""Per unit: money over the count of people, vehicles or months that the filing gives with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budget.amount import Amount, scale
from budget.answer import Status
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.meant import LEAST_RECALL
from budget.compute.months import months_of
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, plain, round_half_up
from budget.compute.say import amount_fig, amount_line, words
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import AMOUNTS, amount_of, line_name
from budget.number import squeeze
from budget.question.link import pairs
from budget.question.phrases import phrase
from budget.question.shapes import Counted, counted_things, each_units, staff_units
from budget.question.words import Unit

_COUNTS = ("people", "count", "area")
_YUAN, _HEADS = phrase("yuan"), phrase("by_people")
# How much of the shorter of the two names must stand in the other for a count to be the money's own.
_LIKE = 0.25
# So much less of the question than the best line a rate may explain.
_RATE_RECALL = 0.9
# So many sums are divided at most.
_MOST = 4


def run(desk: Desk) -> Outcome | None:
    """The money per head (vehicle, square metre …); None where money or count can't be found."""
    if (rate := _printed_rate(desk)) is not None:
        return rate
    each = each_units(desk.reading)
    things = counted_things(desk.reading)
    divided = [_divided(desk, money, each, things) for money in _monies(desk, each, things)]
    lines = [line for line in divided if line is not None]
    # Further sums are asked for only where each has its own heads (培训和会议人均各多少).
    heads = {fact for line in lines for fact in line.figures["count"].facts}
    lines = lines if len(lines) == len(divided) == len(heads) else [line for line in divided[:1] if line is not None]
    return Outcome(Status.ANSWERED, tuple(lines), operation="per_unit") if lines else None


def _divided(desk: Desk, money: Target, each: tuple[Unit, ...], things: Counted | None) -> Line | None:
    """The money over its heads (and months); None where none are told."""
    counts = _counts(desk, money, each, things)
    return _line(desk, money.variants[0], counts, months_of(desk, money)) if counts and _heads(counts) else None


def _monies(desk: Desk, each: tuple[Unit, ...], things: Counted | None) -> list[Target]:
    """The money that is divided, or several sums that are: named by the clause that asks, else by the whole question; whom it
    is for says which line of several is meant (每名社工: of the services that are bought, the social workers')."""
    units = tuple(unit for unit in desk.reading.units if unit not in each)
    asked = {unit for clause in desk.reading.clauses if clause.asks for unit in clause.units}
    own = tuple(unit for unit in units if unit in asked)
    scene = tuple(unit for unit in units if unit not in asked)
    buying = ((things.bought,), units) if things is not None and things.bought is not None else ((), ())
    for some, beside in (buying, (own, (*each, *scene)), (units, each)):
        if any(not unit.generic for unit in some) and (
            found := desk.targets(some, (*desk.reading.context, *beside), dimensions=("money",), most=_MOST)
        ):
            return found
    return []


def _counts(desk: Desk, money: Target, each: tuple[Unit, ...], things: Counted | None) -> tuple[Fact, ...]:
    """What the money is divided by: the counts of those named that its own sentence gives, together; else one count."""
    if len(several := _parts_of(_counted_with(desk, money, each))) > 1:
        return several
    own = _own_count(desk, money, things)
    own = own if own is not None or things is None else _next_count(desk, money, things)
    if own is not None and (things is not None or _is_of(own, each)):
        return (own,)
    named = (things.bought or things.unit,) if things is not None else each
    one = _named_count(desk, money, named) or own or _named_count(desk, money, staff_units(desk.reading))
    return (one,) if one is not None else ()


def _counted_with(desk: Desk, money: Target, each: tuple[Unit, ...]) -> list[Fact]:
    """The counts of those named, by name, in a sentence that gives the money."""
    accept = desk.accept(AMOUNTS, _COUNTS)
    told = [f for variant in money.variants for f in variant.facts if f.statement is not None]
    found = {
        line_name(other): other
        for fact in told
        for other in desk.shelf.said_with(fact)
        if accept(other) and other.value and _is_of(other, each)
    }
    return list(found.values())


def _parts_of(counts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The counts that are to be added: none where their units differ; where one is the sum of the others, that one."""
    if len({fact.unit for fact in counts}) != 1:
        return ()
    whole = next((fact for fact in counts if len(counts) > 2 and _heads((fact,)) * 2 == _heads(counts)), None)
    return (whole,) if whole is not None else tuple(counts)


def _heads(counts: Iterable[Fact]) -> Decimal:
    """How many they are together."""
    return sum(((fact.value or Decimal(0)) * scale(fact.unit) for fact in counts), Decimal(0))


def _is_of(count: Fact, each: tuple[Unit, ...]) -> bool:
    """True where the count that stands with the money is of those that the question names."""
    name = squeeze(line_name(count))
    return bool(each) and all(any(squeeze(a) in name for a in unit.alternatives) for unit in each)


def _printed_rate(desk: Desk) -> Outcome | None:
    """The rate itself where the question asks what each gets a month and the filing prints it (120 元/人/月)."""
    if not phrase("monthly").search(desk.reading.text):
        return None
    found = desk.match(desk.reading.units, dimensions=("money",))
    # A rate that fits the words less than a sum does is of something else: the sum is divided.
    least = max([LEAST_RECALL, *(_RATE_RECALL * m.recall for m in found)])
    matches = [m for m in found if "/" in m.fact.unit and m.recall >= least]
    if not matches:
        return None
    fact = matches[0].fact
    variant = Variant(line_name(fact), fact.scope, fact.filing, fact.year, (fact,))
    return Outcome(Status.ANSWERED, (amount_line(variant),), operation="per_unit")


def _named_count(desk: Desk, money: Target, each: tuple[Unit, ...]) -> Fact | None:
    """The count of the name that the question gives: where the money stands, else anywhere."""
    targets = desk.targets(each, dimensions=_COUNTS, most=1) if each else []
    counts = [fact for target in targets for variant in target.variants for fact in variant.facts if fact.value]
    if targets and not counts:
        # Nothing is divided by none that are bought; those that are there may be told right behind.
        matches = desk.match(each, dimensions=_COUNTS)
        counts = [m.fact for m in matches if m.fact.value and m.recall >= _RATE_RECALL * matches[0].recall]
    places = {(fact.filing, fact.table) for variant in money.variants for fact in variant.facts if fact.table}
    return next((fact for fact in counts if (fact.filing, fact.table) in places), counts[0] if counts else None)


def _own_count(desk: Desk, target: Target, things: Counted | None) -> Fact | None:
    """The count that stands with the money: of the nearest name; else the only one, or the first that the sentence goes on with."""
    accept = desk.accept(AMOUNTS, ("people",) if _HEADS.search(desk.reading.text) else _COUNTS)
    pairs_found = [
        (_likeness(fact, other), fact, other)
        for variant in target.variants
        for fact in variant.facts
        for other in _company(desk, fact)
        if accept(other) and other.value and (things is None or other.unit in things.units)
    ]
    if things is not None:
        # Its own sentence before those that only sound like it.
        pairs_found = [pair for pair in pairs_found if pair[1].quote == pair[2].quote] or pairs_found
    likest = max(pairs_found, key=lambda pair: pair[0], default=None)
    if likest is None or likest[0] >= _LIKE:
        return likest[2] if likest is not None else None
    alone = list(dict.fromkeys(other.value for _, fact, other in pairs_found if _bound_together(fact, other)))
    following = [other for _, fact, other in pairs_found if _goes_on_with(fact, other)]
    if len(alone) == 1:
        return next(other for _, fact, other in pairs_found if _bound_together(fact, other))
    return min(following, key=lambda f: f.quote.find(f.text)) if following else None


def _next_count(desk: Desk, target: Target, things: Counted) -> Fact | None:
    """The first count of these things behind the money in its paragraph (接待费支出0.39万元。… 2批次)."""
    told = [f for variant in target.variants for f in variant.facts if f.statement is not None]
    near = [(fact, list(desk.shelf.paragraph_of(fact))) for fact in told]
    return next((o for fact, all in near for o in all[all.index(fact) :] if o.unit in things.units and o.value), None)


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
    others = _told_beside(desk, fact) if fact.statement is not None else desk.shelf.table_of(fact)
    forms = desk.shelf.about(fact.filing, line_name(fact))
    return (other for other in (*others, *forms) if other is not fact and other.measure is not Measure.WEIGHT)


def _told_beside(desk: Desk, money: Fact) -> list[Fact]:
    """The figures of the money's sentence, then the counts under its heading that are named like it (公务接待费, 公务接待26人次)."""
    section = desk.shelf.about(money.filing, money.subject) if money.subject else ()
    counts = [f for f in section if f.statement is not None and kind_of_unit(f.unit) in _COUNTS]
    return [
        *desk.shelf.said_with(money),
        *(f for f in counts if _likeness(money, f) >= _LIKE and f.quote != money.quote),
    ]


def _likeness(money: Fact, count: Fact) -> float:
    a, b = pairs(squeeze(line_name(money))), pairs(squeeze(line_name(count)))
    return len(a & b) / min(len(a), len(b))


def _unit(desk: Desk, money: Amount, heads: Decimal) -> str:
    """The unit asked for; else 元 for what comes to less than one 万元 a head."""
    small = "万元" not in desk.reading.text and abs(money.to("元").value) < heads * scale("万元")
    return "元" if small or _YUAN.search(desk.reading.text) else money.unit


def _together(counts: Sequence[Fact]) -> Amount:
    """The counts added up, in their own unit."""
    return Amount(_heads(counts) / scale(counts[0].unit), counts[0].unit)


def _line(desk: Desk, variant: Variant, counts: Sequence[Fact], months: Fig | None) -> Line:
    money, heads = amount_of(variant.fact), _heads(counts)
    times = months.amount.value if months is not None else Decimal(1)
    unit = _unit(desk, money, heads * times)
    value = round_half_up(money.to(unit).value / heads / times)
    printed = [amount_of(fact) for fact in counts]
    alone = len(counts) == 1
    added = None if alone else " + ".join(plain(amount.value) for amount in printed)
    name = "、".join(line_name(fact) for fact in counts)
    figures = {
        "result": Fig(
            RESULT,
            f"{variant.name}/{name}",
            Amount(value, unit),
            (variant.fact, *counts, *(months.facts if months is not None else ())),
            f"{plain(money.to(unit).value)} / {f'({added})' if added else plain(heads)}"
            + (f" / {plain(times)}" if months is not None else ""),
        ),
        "money": amount_fig(variant, OPERAND),
        "count": Fig(OPERAND, name, printed[0] if alone else _together(counts), tuple(counts), added),
        **({"months": months} if months is not None else {}),
    }
    return Line("per_unit.result", {**words(variant), "count_name": name}, figures)
