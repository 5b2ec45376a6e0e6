"""Agree: do two figures, or all places that print one figure, agree? Each place with its figure, then how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.amount import Amount, UnlikeUnits
from budget.answer import Status
from budget.compute.adding import sum_fig
from budget.compute.desk import Desk, best_target, kind_of_unit
from budget.compute.listing_words import asks, place_in
from budget.compute.lookup import asked_targets
from budget.compute.outcome import RESULT, Fig, Line, Outcome, difference
from budget.compute.passage import quote_line
from budget.compute.project_list import projects
from budget.compute.say import amount_fig, words
from budget.compute.shelf import place_of_row
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import AMOUNTS, amount_of, line_name, same_amount
from budget.question.implied import is_whole_budget
from budget.question.operations import Operation
from budget.question.periods import find_periods
from budget.question.phrases import phrase
from budget.question.reading import is_about_budget, is_about_final
from budget.question.shapes import Side, agreeing_sides
from budget.question.words import Unit

# So many places are told; so many summands are named.
_MOST, _NAMED = 4, 3
# The question must say this much of the shorter name.
_SAME_NAME = 0.8
_ADDED, _WITHHELD = phrase("added"), phrase("withheld")
_PLACES = ("table", "section")


def run(desk: Desk) -> Outcome | None:
    """Two named figures set against each other; else the places of the one figure asked for; None where none is named."""
    return run_sides(desk) or _places(desk)


def run_sides(desk: Desk) -> Outcome | None:
    """The two figures that the question sets against each other, each of its own year; None where it names no two."""
    sides = agreeing_sides(desk.reading)
    if sides is None or not all(_adds_projects(side) or any(_names(unit) for unit in side.units) for side in sides):
        return None
    left = _figure(desk, sides[0], ())
    right = _figure(desk, sides[1], left.facts) if left is not None else None
    compared = _compared(left, right) if left is not None and right is not None else None
    if compared is None or compared.lines[0].key == "agree.same" or not desk.reading.shows(Operation.WHY):
        return compared
    return replace(compared, lines=(*compared.lines, *_withheld(desk)))


def _adds_projects(side: Side) -> bool:
    """True where the side is all projects or their forms added up."""
    return bool(_ADDED.search(side.text)) and asks(side.text, "projects")


def _withheld(desk: Desk) -> list[Line]:
    """The filing's own note on what it leaves out, verbatim."""
    files = {filing.file for filing in desk.frame}
    notes = [f for f in desk.shelf.sentences.facts if f.filing in files and f.measure is Measure.TEXT]
    told = [f for f in notes if _WITHHELD.search(f.quote)]
    return [quote_line(min(told, key=lambda f: len(f.quote)))] if told else []


def _names(unit: Unit) -> bool:
    """True where the unit names a line, or the whole budget; not only a place to look."""
    named = unit.kind not in (*_PLACES, "implied") or is_whole_budget(unit)
    return unit.known and not unit.generic and named


def _figure(desk: Desk, side: Side, taken: Sequence[Fact]) -> Fig | None:
    """The figure that one side names: a line's, several lines' added up (地上加地下的面积), or the projects' added up."""
    own = _of_its_year(desk, side)
    if _adds_projects(side) and len(items := projects(own)) > 1:
        return _added_up([Variant(i.name, i.fact.scope, i.fact.filing, i.fact.year, (i.fact,)) for i in items])
    if taken:
        kind = kind_of_unit(taken[0].unit)
        matches = [m for m in own.match(side.units, side.context, dimensions=(kind,)) if m.fact not in taken]
        best = best_target(matches, own.reading.scopes)
        return amount_fig(best.variants[0]) if best is not None and best.variants[0].fact.value is not None else None
    targets = own.targets(side.units, side.context, AMOUNTS, own.reading.dimensions)
    variants = [t.variants[0] for t in targets if t.variants[0].fact.value is not None]
    if not variants:
        return None
    return _added_up(variants) if len(variants) > 1 and _ADDED.search(side.text) else amount_fig(variants[0])


def _added_up(variants: Sequence[Variant]) -> Fig | None:
    """The sum under the names of its summands, where they are few."""
    return sum_fig(variants, "" if len(variants) <= _NAMED else "合计")


def _of_its_year(desk: Desk, side: Side) -> Desk:
    """The desk for one side: of the year and kind of filing that the side names itself."""
    periods = find_periods(side.text)
    if not periods.years:
        return desk
    final, budget = is_about_final(side.text), is_about_budget(side.text)
    reading = replace(desk.reading, periods=periods, wants_final=final, wants_budget=budget)
    return Desk(desk.shelf, reading, desk.only)


def _compared(left: Fig, right: Fig) -> Outcome | None:
    """Both figures and how far they are apart."""
    gap = _gap(left, right)
    if gap is None:
        return None
    told = {"name": left.label, "second_name": right.label}
    key = "agree.same" if not gap.amount.value else "agree.apart"
    line = Line(key, told, {"first": left, "second": replace(right, role=RESULT), "gap": gap})
    return Outcome(Status.ANSWERED, (line,), operation="check")


def _gap(left: Fig, right: Fig) -> Fig | None:
    """How far two figures are apart; None where their units are unlike."""
    try:
        gap = left.amount - right.amount
    except UnlikeUnits:
        return None
    formula = difference(left.amount.value, right.amount.to(gap.unit).value)
    return Fig(RESULT, f"{left.label} - {right.label}", gap, (*left.facts, *right.facts), formula, "gap")


def _places(desk: Desk) -> Outcome | None:
    targets = asked_targets(desk)
    if not targets:
        return None
    target = targets[0]
    places = _apart(
        [*(v.fact for v in target.variants), *_sentences(desk, target), *_in_forms(desk, target), *_told(desk)]
    )
    if len(places) == 1:
        places = _apart([*places, *_under_shorter_names(desk, places[0])])
    figs = [_fig(fact, targets[0]) for fact in places]
    if len(figs) == 1:
        several = len(targets[0].variants[0].facts) > 1
        line = Line(
            "conflict.agree" if several else "conflict.single", words(targets[0].variants[0]), {"amount": figs[0]}
        )
        return Outcome(Status.ANSWERED, (line,), operation="check")
    lines = [
        Line("conflict.place", {"where": fact.table or fact.subject}, {"amount": fig})
        for fact, fig in zip(places, figs, strict=True)
    ]
    gap = _gap(figs[0], figs[1])
    apart = [Line("conflict.gap", {}, {"gap": gap})] if gap else []
    return Outcome(Status.ANSWERED, (Line("conflict.head"), *lines, *apart), operation="check")


def _fig(fact: Fact, target: Target) -> Fig:
    own = next((v for v in target.variants if fact in v.facts), None)
    return amount_fig(own) if own is not None else Fig(RESULT, line_name(fact), amount_of(fact), (fact,))


def _apart(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of different amounts, each amount once, in the order given; further cells of one row are its parts."""
    found: list[Fact] = []
    for fact in facts:
        if fact.value is not None and not any(same_amount(fact, other) or _one_row(fact, other) for other in found):
            found.append(fact)
    return found[:_MOST]


def _one_row(left: Fact, right: Fact) -> bool:
    return left.from_cell and right.from_cell and place_of_row(left) == place_of_row(right)


def _sentences(desk: Desk, target: Target) -> list[Fact]:
    """The sentences that give the line's figure for the same year and kind of figure."""
    leading = target.variants[0].fact
    kind = kind_of_unit(leading.unit)
    kin = desk.shelf.by_name[leading.filing, target.name]
    accept = desk.accept(AMOUNTS, (kind,))
    return [fact for fact in kin if fact.statement is not None and fact.year == leading.year and accept(fact)]


def _in_forms(desk: Desk, target: Target) -> list[Fact]:
    """The money in the forms of the project that the line is: they print its amount a second time."""
    forms = desk.shelf.about(target.variants[0].filing, target.name)
    return [fact for fact in forms if fact.value is not None and place_in(fact.label, "amounts") is not None][:1]


def _under_shorter_names(desk: Desk, fact: Fact) -> list[Fact]:
    """The table's figure for a sentence's line, or the other way: of one scope, under the name without what only says the scope."""
    name, kind = line_name(fact), kind_of_unit(fact.unit)
    return [
        m.fact
        for m in desk.match(desk.reading.units, desk.reading.context, dimensions=(kind,))
        if m.fact.filing == fact.filing
        and m.fact.from_cell != fact.from_cell
        and m.fact.scope is fact.scope
        and m.precision >= _SAME_NAME
        and (name.endswith(line_name(m.fact)) or line_name(m.fact).endswith(name))
    ][:1]


def _told(desk: Desk) -> list[Fact]:
    """The places that print a figure which the question itself gives."""
    matches = desk.match(desk.reading.units, desk.reading.context)
    numbers = [number for number in desk.reading.numbers if number.unit]
    printed = (next((m.fact for m in matches if _prints(m.fact, number)), None) for number in numbers)
    return [fact for fact in printed if fact is not None]


def _prints(fact: Fact, number: Amount) -> bool:
    try:
        return (
            fact.value is not None and fact.measure in AMOUNTS and amount_of(fact).to(number.unit).value == number.value
        )
    except UnlikeUnits:
        return False
