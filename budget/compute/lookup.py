"""Look up: the figure of each line that a question names."""

from __future__ import annotations

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.compute.parts import Part, question_parts
from budget.compute.say import amount_line, recovered_caveat, scope_caveat
from budget.compute.target import Target

# Dimensions that a plain look-up holds facts to; a percentage asked of a change is no look-up.
_HELD = ("money", "people", "area", "count", "percent")
_MOST_VARIANTS = 4


def part_dimensions(desk: Desk, part: Part) -> tuple[str, ...]:
    """The kinds of figure that this part asks for: its own words first, else the whole question's."""
    from budget.question.operations import asked_dimensions

    own = asked_dimensions(part.text, desk.reading.language)
    return tuple(d for d in own or desk.reading.dimensions if d in _HELD)


def part_targets(desk: Desk, part: Part) -> list[Target]:
    """The targets of a part: held to the asked kind of figure, without it where nothing fits."""
    measures = desk.reading.measures
    dimensions = part_dimensions(desk, part)
    held = desk.targets(part.units, part.context, measures, dimensions) if dimensions else []
    free = desk.targets(part.units, part.context, measures)
    if held and (not free or held[0].recall >= 0.8 * free[0].recall):
        return held
    return [] if dimensions in (("people",), ("area",)) else free


def run(desk: Desk) -> Outcome | None:
    """Every line named, in the order asked; None where no line matches."""
    targets: list[Target] = []
    for part in question_parts(desk.reading):
        targets += [t for t in part_targets(desk, part) if all(t.name != other.name for other in targets)]
    if not targets:
        return None
    return say_targets(targets)


def say_targets(targets: list[Target]) -> Outcome:
    """The amounts of the targets, each in its scopes."""
    lines: list[Line] = []
    caveats: list[Line] = []
    for target in targets:
        variants = target.variants[:_MOST_VARIANTS]
        lines += [amount_line(v, target.scoped and len(variants) > 1) for v in variants]
        caveats += scope_caveat(target) + recovered_caveat(variants)
    return Outcome(Status.ANSWERED, tuple(lines), tuple(caveats), operation="lookup")
