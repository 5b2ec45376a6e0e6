"""Agree: do two figures, or all places that print one figure, agree? Each place with its figure, then how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.amount import UnlikeUnits
from budget.answer import Status
from budget.compute import findings, listing
from budget.compute.adding import sum_fig, sum_outcome
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.form_places import within_bound
from budget.compute.listing_words import asks
from budget.compute.lookup import asked_targets
from budget.compute.meant import best_target
from budget.compute.outcome import RESULT, Fig, Line, Outcome, difference
from budget.compute.passage import quote_line
from budget.compute.places import places
from budget.compute.project_list import projects
from budget.compute.say import amount_fig, words
from budget.compute.target import Target, Variant
from budget.fact import Fact, Measure
from budget.line import AMOUNTS, amount_of, bare_label, line_name
from budget.question.implied import is_whole_budget
from budget.question.operations import Operation
from budget.question.periods import find_periods
from budget.question.phrases import phrase
from budget.question.reading import is_about_budget, is_about_final
from budget.question.shapes import Side, agreeing_sides
from budget.question.words import Unit

# So many summands are named.
_NAMED = 3
_ADDED, _WITHHELD, _WRITTEN = phrase("added"), phrase("withheld"), phrase("written_alike")
# How a difference is explained is asked as a reason or as a meaning.
_EXPLAINS = (Operation.WHY, Operation.DEFINITION)
_PLACES = ("table", "section")


def run(desk: Desk) -> Outcome | None:
    """Two named figures set against each other; else the places of the one figure asked for; None where none is named."""
    return run_sides(desk) or _added_to_said(desk) or _places(desk)


def run_sides(desk: Desk) -> Outcome | None:
    """The two figures that the question sets against each other, each of its own year; None where it names no two."""
    sides = agreeing_sides(desk.reading)
    if sides is None or not all(
        _adds_projects(side) or asks(side.text, "with_targets") or any(_names(unit) for unit in side.units)
        for side in sides
        if side.units
    ):
        return None
    left = _figure(desk, sides[0], ())
    if left is None:
        return None
    right = _figure(desk, sides[1], left.facts) if sides[1].units else _number_said(desk, left)
    compared = _compared(left, right) if right is not None else None
    if compared is None or compared.lines[0].key == "agree.same" or not desk.reading.shows(*_EXPLAINS):
        return compared
    return replace(compared, lines=(*compared.lines, *_withheld(desk)))


def _added_to_said(desk: Desk) -> Outcome | None:
    """The lines named added up against the figure that the question gives for all of them, and each of them; None where it gives
    none of their kind or asks for no sum."""
    if not _ADDED.search(desk.reading.text) or not desk.reading.numbers:
        return None
    kinds = {kind_of_unit(number.unit) for number in desk.reading.numbers if number.unit}
    targets = desk.targets(desk.reading.units, desk.reading.context, dimensions=tuple(kinds))
    variants = [t.variants[0] for t in targets if t.variants[0].fact.value is not None]
    outcome = sum_outcome(variants) if len(variants) > 1 else None
    total = outcome.lines[0].figures["total"] if outcome is not None else None
    said = _number_said(desk, total) if total is not None else None
    compared = _compared(replace(total, label="合计"), said) if total is not None and said is not None else None
    if outcome is None or compared is None:
        return None
    return replace(compared, lines=(*compared.lines, *outcome.lines[1:]))


def _number_said(desk: Desk, left: Fig) -> Fig | None:
    """The figure that the question itself gives, which the other side is to come to (加起来正好是这个数吗)."""
    kind = kind_of_unit(left.amount.unit)
    said = next((number for number in desk.reading.numbers if number.unit and kind_of_unit(number.unit) == kind), None)
    return Fig(RESULT, "", said) if said is not None else None


def _adds_projects(side: Side) -> bool:
    """True where the side is all projects or their forms added up."""
    return bool(_ADDED.search(side.text)) and asks(side.text, "projects")


def _with_targets(desk: Desk, side: Side) -> Fig | None:
    """The money of the projects that have targets, where a sentence gives it beside their number."""
    if _adds_projects(side) or not (asks(side.text, "projects") and asks(side.text, "with_targets")):
        return None
    money = listing.money_of_counted(desk)
    return Fig(RESULT, line_name(money), amount_of(money), (money,)) if money is not None else None


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
    if (told := _with_targets(own, side)) is not None:
        return told
    if _adds_projects(side) and len(items := projects(own)) > 1:
        return _added_up([Variant(i.name, i.fact.scope, i.fact.filing, i.fact.year, (i.fact,)) for i in items])
    if taken:
        kind = kind_of_unit(taken[0].unit)
        matches = [m for m in own.match(side.units, side.context, dimensions=(kind,)) if m.fact not in taken]
        best = best_target(matches, own.reading.scopes)
        return amount_fig(best.variants[0]) if best is not None and best.variants[0].fact.value is not None else None
    adds = bool(_ADDED.search(side.text))
    # What is added up is a line, though its name is that of a fund.
    units = [replace(u, kind="label") if adds and u.kind == "fund" else u for u in side.units]
    targets = own.targets(units, side.context, AMOUNTS, own.reading.dimensions)
    variants = [t.variants[0] for t in targets if t.variants[0].fact.value is not None]
    if not variants:
        return None
    return _added_up(variants) if len(variants) > 1 and adds else amount_fig(variants[0])


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
    agrees = not gap.amount.value
    if right.label:
        key = "agree.same" if agrees else "agree.apart"
    else:
        key = "agree.same_said" if agrees else "agree.apart_said"
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


def run_written(desk: Desk) -> Outcome | None:
    """The places of the one figure that the question asks to be written alike; None where there are no two different ones."""
    if not _WRITTEN.search(desk.reading.text):
        return None
    found = _places(desk) if len({filing.department for filing in desk.frame}) == 1 else None
    return found if found is not None and found.lines[0].key == "conflict.head" else None


def _up_to_check(desk: Desk) -> Desk:
    """The desk for what the question says before it has asked whether that agrees: what it asks then is another matter."""
    clauses = desk.reading.clauses
    at = next((i for i, c in enumerate(clauses) if Operation.CHECK in c.operations), len(clauses) - 1)
    units = tuple(u for clause in clauses[: at + 1] for u in clause.units)
    if len(clauses) < 2 or not any(_names(unit) for unit in units):
        return desk
    return desk.on(replace(desk.reading, units=units))


def _of_no_table(desk: Desk) -> Desk:
    """The desk without the tables that the question sets against each other: no figure stands in both."""
    tables = [unit for unit in desk.reading.units if unit.kind == "table"]
    units = tuple(unit for unit in desk.reading.units if unit.kind != "table")
    if len(tables) < 2 or not any(_names(unit) or not unit.known for unit in units):
        return desk
    return desk.on(replace(desk.reading, units=units, context=(*desk.reading.context, *tables)))


def _places(desk: Desk) -> Outcome | None:
    """The places of the line that is asked for; of each indicator, where several are."""
    desk = _of_no_table(_up_to_check(desk))
    targets = asked_targets(desk)
    if not targets:
        return None
    indicators = [t for t in targets if _is_indicator(t)] if _is_indicator(targets[0]) else []
    apart = [(t, found) for t in indicators if len(found := places(desk, t)) > 1]
    if len(apart) > 1:
        told = [_told_apart(t, found, named=True) for t, found in apart]
        head = next((lines[0] for lines in told if lines[0].key == "conflict.head"), told[0][0])
        return Outcome(Status.ANSWERED, (head, *(line for lines in told for line in lines[1:])), operation="check")
    found = places(desk, targets[0])
    if not found:
        return None
    if len(found) == 1:
        several = len(targets[0].variants[0].facts) > 1
        key = "conflict.agree" if several else "conflict.single"
        line = Line(key, words(targets[0].variants[0]), {"amount": _fig(found[0], targets[0])})
        return Outcome(Status.ANSWERED, (line,), operation="check")
    lines = [*_told_apart(targets[0], found), *findings.lines_about(desk, found)]
    return Outcome(Status.ANSWERED, tuple(lines), operation="check")


def _is_indicator(target: Target) -> bool:
    return target.variants[0].fact.measure is Measure.TARGET


def _told_apart(target: Target, found: Sequence[Fact], named: bool = False) -> list[Line]:
    """Each place with its figure, and how far the first two are apart."""
    figs = [_fig(fact, target) for fact in found]
    inside = len({fact.table for fact in found if fact.table}) < len([fact for fact in found if fact.table])
    lines = [
        Line("conflict.place", {"where": _where(fact, named or inside)}, {"amount": fig})
        for fact, fig in zip(found, figs, strict=True)
    ]
    gap = _gap(figs[0], figs[1])
    head = Line("conflict.within" if len(found) == 2 and within_bound(*found) else "conflict.head")
    return [head, *lines, *([Line("conflict.gap", {}, {"gap": gap})] if gap and not named else [])]


def _where(fact: Fact, named: bool) -> str:
    """The table or heading of a place, with its row where the table alone does not tell the places apart."""
    where = fact.table or fact.subject
    return f"{where}：{bare_label(fact.label)}" if named and fact.from_cell else where


def _fig(fact: Fact, target: Target) -> Fig:
    own = next((v for v in target.variants if fact in v.facts), None)
    return amount_fig(own) if own is not None else Fig(RESULT, line_name(fact), amount_of(fact), (fact,))
