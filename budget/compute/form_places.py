"""The places in forms that give one figure again: a project's money and its cost target, an indicator in both kinds of form."""

from __future__ import annotations

import re

from budget.amount import dimension, scale
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.listing_words import place_in
from budget.compute.target import Target
from budget.fact import Fact, Measure
from budget.question.implied import whole_budget
from budget.question.link import pairs
from budget.taxonomy.table_kinds import PERFORMANCE

# Two indicators are one where so much of the shorter name stands in the longer.
_LIKE = 0.6
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_COST = "成本"
_AT_MOST, _AT_LEAST = re.compile("[≤<＜]|不(?:超过|高于|大于|多于)"), re.compile("[≥>＞]|不(?:少于|低于|小于)")


def in_forms(desk: Desk, target: Target) -> list[Fact]:
    """What forms print of the target a second time."""
    leading = target.variants[0].fact
    if leading.measure is Measure.TARGET and leading.kind == PERFORMANCE:
        return _in_other_form(desk, leading)
    if place_in(leading.table, "whole") is not None and place_in(leading.label, "amounts") is not None:
        return _whole_budget(desk, leading)
    forms = desk.shelf.about(leading.filing, target.name)
    amounts = [f for f in forms if f.value is not None and place_in(f.label, "amounts") is not None]
    return [*amounts[:1], *_cost_target(list(forms))]


def within_bound(one: Fact, other: Fact) -> bool:
    """True where one of two figures is only a bound, and the other, which is none, keeps to it."""
    bound, figure = (one, other) if _bounds(one) else (other, one)
    if not _bounds(bound) or _bounds(figure) or bound.value is None or figure.value is None:
        return False
    limit, amount = (fact.value * scale(fact.unit) for fact in (bound, figure) if fact.value is not None)
    return amount <= limit if _AT_MOST.match(bound.text) else amount >= limit


def _bounds(fact: Fact) -> bool:
    return bool(_AT_MOST.match(fact.text) or _AT_LEAST.match(fact.text))


def _cost_target(forms: list[Fact]) -> list[Fact]:
    """The cost that the form sets for the whole project: the only one, or the one whose name says so."""
    costs = [
        f
        for f in forms
        if f.measure is Measure.TARGET
        and f.value is not None
        and dimension(f.unit) == "money"
        and any(_COST in parent for parent in f.parents)
    ]
    return costs if len(costs) == 1 else [f for f in costs if place_in(f.label, "costs") is not None][:1]


def _in_other_form(desk: Desk, leading: Fact) -> list[Fact]:
    """The same indicator in the other kind of form: of the whole body where this is a project's, of a project where it is the
    body's."""
    others = [
        (_likeness(leading, fact), -i, fact)
        for i, fact in enumerate(desk.shelf.facts_of(leading.filing))
        if fact.kind == PERFORMANCE
        and fact.measure is Measure.TARGET
        and fact.value is not None
        and _of_body(fact) != _of_body(leading)
        and kind_of_unit(fact.unit) == kind_of_unit(leading.unit)
    ]
    best = max(others, default=None)
    return [best[2]] if best is not None and best[0] >= _LIKE else []


def _of_body(fact: Fact) -> bool:
    return place_in(fact.table, "whole") is not None


def _likeness(left: Fact, right: Fact) -> float:
    a, b = (pairs(_BRACKETS.sub("", fact.label)) for fact in (left, right))
    return len(a & b) / (min(len(a), len(b)) or 1)


def _whole_budget(desk: Desk, leading: Fact) -> list[Fact]:
    """The body's whole budget as the tables have it, beside what its own form gives."""
    unit = whole_budget("总预算", "zh")
    found = desk.targets((unit,), dimensions=("money",)) if unit is not None else []
    return [v.fact for t in found[:1] for v in t.variants[:1] if v.fact.filing == leading.filing]
