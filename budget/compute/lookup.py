"""Look up: the figure of each line that a question names."""

from __future__ import annotations

from collections.abc import Sequence

from budget.answer import Status
from budget.compute.adding import sum_outcome
from budget.compute.conflict import rival_lines
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.none_said import none_lines
from budget.compute.outcome import Line, Outcome
from budget.compute.say import amount_lines, carried_out_first, recovered_caveat, scope_caveat
from budget.compute.target import Target, Variant
from budget.number import squeeze
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.shapes import as_things
from budget.question.words import Unit
from budget.scope import names_scope

_CHANGING = (Operation.CHANGE, Operation.WHY, Operation.PRIOR, Operation.VERIFY)
_ALL = phrase("all_of_them")
_MOST_VARIANTS = 4
# Kinds of words that name lines of tables: what is not found of them is said.
_LINES = ("three_public", "functional", "economic", "asset", "staff", "debt")
# A line of the asked kind of figure may explain so much less of the question.
HELD_RECALL = 0.7


def held_dimensions(desk: Desk) -> tuple[str, ...]:
    """The kinds of figure that the lines must have: a percentage asked of a change or share is not theirs."""
    relative = desk.reading.shows(*_CHANGING, Operation.SHARE)
    return tuple(d for d in desk.reading.dimensions if d != "percent" or not relative)


def asked_targets(desk: Desk, units: Sequence[Unit] | None = None) -> list[Target]:
    """The targets of the question: held to the asked kind of figure, without it where nothing fits so."""
    changing = desk.reading.shows(*_CHANGING)
    units = desk.reading.units if units is None else units
    if len(desk.reading.scopes) > 1:
        units = [unit for unit in units if not names_scope(unit.text)] or units
    dimensions, context, measures = held_dimensions(desk), desk.reading.context, desk.reading.measures
    if "count" in dimensions:
        units = [as_things(unit) for unit in units]
    held = desk.targets(units, context, measures, dimensions, changing=changing) if dimensions else []
    if dimensions and set(dimensions) <= {"people", "area", "money"}:
        return held
    free = _of_asked_kind(desk, desk.targets(units, context, measures, changing=changing))
    return held if held and (not free or held[0].recall >= HELD_RECALL * free[0].recall) else free


def _of_asked_kind(desk: Desk, targets: list[Target]) -> list[Target]:
    """The targets; where people or things are asked for alone, those that are no money."""
    if not desk.reading.asks_things:
        return targets
    return [t for t in targets if kind_of_unit(t.variants[0].fact.unit) != "money"]


def run(desk: Desk) -> Outcome | None:
    """Every line named, in the order found; None where no line matches."""
    targets = asked_targets(desk)
    if not targets:
        said = none_lines(desk, targets)
        return Outcome(Status.ANSWERED, tuple(said), operation="lookup") if said else None
    if (
        len(targets) > 1
        and _ALL.search(desk.reading.text)
        and (summed := sum_outcome([t.variants[0] for t in targets]))
    ):
        return summed
    return say_targets(desk, targets)


def say_targets(desk: Desk, targets: list[Target]) -> Outcome:
    """The amounts of the targets, each in its scopes, with what contradicts them."""
    lines: list[Line] = []
    caveats: list[Line] = []
    for target in targets:
        variants = _telling(desk, carried_out_first(target.variants, desk.reading.wants_budget_alone))[:_MOST_VARIANTS]
        lines += amount_lines(variants, target.scoped and len(variants) > 1)
        rivals, warnings = rival_lines(desk, target)
        lines += rivals
        caveats += [*scope_caveat(target), *recovered_caveat(variants), *warnings]
    lines += [*none_lines(desk, targets), *_untold(desk, targets), *(strangers(desk) or _unmet(desk, targets))]
    return Outcome(Status.ANSWERED, tuple(lines), tuple(caveats), operation="lookup")


def _telling(desk: Desk, variants: tuple[Variant, ...]) -> tuple[Variant, ...]:
    """The variants; without the zeros of scopes that nobody asked for, where another scope has an amount."""
    if desk.reading.scopes or desk.reading.shows(Operation.CHECK, Operation.VERIFY):
        return variants
    return tuple(v for v in variants if v.fact.value) or variants


def _unmet(desk: Desk, targets: list[Target]) -> list[Line]:
    """Lines that the question names beside those found, and that nothing said here holds."""
    facts = [fact for target in targets for variant in target.variants for fact in variant.facts]
    said = " ".join(
        squeeze(text) for f in facts for text in (f.label, f.detail, f.column, f.table, f.subject, f.quote, *f.parents)
    ).lower()
    lost = [
        unit.text
        for unit in desk.reading.units
        if unit.known
        and unit.kind in _LINES
        and not unit.excluded
        and not any(squeeze(word).lower() in said for word in unit.alternatives)
    ]
    return [Line("not_found.part", {"asked": "、".join(dict.fromkeys(lost))})] if lost else []


def _untold(desk: Desk, targets: list[Target]) -> list[Line]:
    """That a change was asked for and is told nowhere."""
    asked = desk.reading.shows(Operation.CHANGE) and not desk.reading.shows(Operation.VERIFY)
    return [Line("change.untold", {"name": targets[0].name})] if asked else []


def strangers(desk: Desk) -> list[Line]:
    """Names of the question that nothing printed answers to, said so beside what was found; where lines are added up or set
    against each other, every such word."""
    related = desk.reading.shows(Operation.SUM, Operation.DIFFERENCE)
    links = desk.shelf.links
    strange = [
        u.text
        for u in desk.reading.units
        if (not u.known and u.kind == "" and links.is_strange(u)) or (related and _names_nothing(desk, u))
    ]
    return [Line("not_found.part", {"asked": "、".join(dict.fromkeys(strange))})] if strange else []


def _names_nothing(desk: Desk, unit: Unit) -> bool:
    return not unit.text.isascii() and not desk.shelf.links.strings.matches(unit)
