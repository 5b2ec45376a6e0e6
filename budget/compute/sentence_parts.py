"""The parts of a line as one sentence spells them out: the whole first, then the parts that add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.amount import dimension
from budget.compute.desk import Desk
from budget.compute.table_rows import Listed
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name, same_amount
from budget.sums import adds_up

# A part of a whole has at most so many parts that are told right behind it.
_MOST_BENEATH = 4


def sentence_parts(desk: Desk) -> list[Listed]:
    """The parts of the line that the question names; empty where no sentence gives parts that add up to the line's amount."""
    for target in desk.targets(desk.reading.units, desk.reading.context, dimensions=("money",), most=1):
        # A rate (元/人/年) is no sum that parts could add up to.
        for variant in (v for v in target.variants if v.fact.value and dimension(v.fact.unit) == "money"):
            kin = (*variant.facts, *desk.shelf.by_name[variant.filing, variant.name])
            for whole in (f for f in kin if f.statement is not None and same_amount(f, variant.fact)):
                if parts := _parts_beside(desk, whole):
                    return _listed(parts)
            if parts := _parts_elsewhere(desk, variant.fact):
                return _listed(parts)
    return []


def _listed(parts: Sequence[Fact]) -> list[Listed]:
    return [Listed(line_name(f), (f,), key=line_name(f)) for f in parts]


def _parts_elsewhere(desk: Desk, whole: Fact) -> list[Fact]:
    """The amounts of one sentence that names several and nothing else, and that add up to the whole, which may lead them
    under another name (项目总预算2921万，其中…)."""
    quotes: dict[tuple[int | None, str], list[Fact]] = {}
    for f in desk.shelf.facts_of(whole.filing):
        if _is_money(f):
            quotes.setdefault((f.source.paragraph, f.quote), []).append(f)
    return next((parts for facts in quotes.values() if (parts := _sum_of(whole, facts))), [])


def _sum_of(whole: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """The amounts, less those within others, that add up to the whole; empty where they are not all of it."""
    outer = _outer(facts)
    if len(outer) > 1 and adds_up(amount_of(whole).value, [amount_of(f).to(whole.unit).value for f in outer]):
        return outer
    return _first_sum(whole, facts[1:]) if len(facts) > 2 and same_amount(facts[0], whole) else []


def _is_money(fact: Fact) -> bool:
    told = fact.statement is not None and fact.measure is Measure.AMOUNT
    return told and fact.value is not None and dimension(fact.unit) == "money"


def _money_beside(desk: Desk, fact: Fact) -> list[Fact]:
    return [f for f in desk.shelf.paragraph_of(fact) if _is_money(f)]


def _parts_beside(desk: Desk, whole: Fact) -> list[Fact]:
    """The amounts behind the whole in its paragraph, as many as add up to it."""
    beside = _money_beside(desk, whole)
    start = next((i for i, f in enumerate(beside) if f.statement is whole.statement), len(beside))
    return _first_sum(whole, beside[start + 1 :])


def sum_beside(desk: Desk, part: Fact) -> tuple[Fact | None, list[Fact]]:
    """The whole before a part in its paragraph, with all the parts that add up to it; None and none where no sum holds it."""
    beside = _money_beside(desk, part)
    for i, whole in enumerate(beside[: beside.index(part)] if part in beside else ()):
        if part in (parts := _first_sum(whole, beside[i + 1 :])):
            return whole, parts
    return None, []


def _first_sum(whole: Fact, following: Sequence[Fact]) -> list[Fact]:
    parts: list[Fact] = []
    total = amount_of(whole).value
    for fact in _outer(following):
        parts.append(fact)
        values = [amount_of(f).to(whole.unit).value for f in parts]
        if len(parts) > 1 and adds_up(total, values):
            return parts
        if sum(values, Decimal(0)) > total * 2:
            break
    return []


def _outer(facts: Sequence[Fact]) -> list[Fact]:
    """The amounts less those that are parts of the one before them."""
    found: list[Fact] = []
    under = 0
    for i, fact in enumerate(facts):
        if i >= under:
            found.append(fact)
            under = i + 1 + _parts_behind(fact, facts[i + 1 :])
    return found


def _parts_behind(fact: Fact, following: Sequence[Fact]) -> int:
    """How many amounts right behind a part are its own two or more parts (cars: so much for buying, so much for running)."""
    values: list[Decimal] = []
    for other in following[:_MOST_BENEATH] if fact.value else ():
        values.append(amount_of(other).to(fact.unit).value)
        if len(values) > 1 and adds_up(amount_of(fact).value, values):
            return len(values)
    return 0
