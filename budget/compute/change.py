"""Change, last year's figure and reason of the lines that a question names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.amount import Amount
from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.earlier import with_year_before
from budget.compute.lookup import asked_targets
from budget.compute.meant import target_of
from budget.compute.outcome import OPERAND, RESULT, Fig, Line, Outcome, difference, ratio_percent
from budget.compute.parts_change import SummedChange, summed_change
from budget.compute.reasons import MOST_PARTS, nearby_reason, part_reasons
from budget.compute.say import (
    amount_fig,
    amount_line,
    change_line,
    cites,
    delta_amount,
    percent_conflict,
    prior_amount,
    reason_line,
    recovered_caveat,
    scope_caveat,
    words,
)
from budget.compute.target import Target, Variant, group_variants
from budget.compute.told import completed, is_whole_name
from budget.fact import Fact, Measure, statement_to_facts
from budget.filing import Filing
from budget.line import amount_of, line_name
from budget.question.implied import is_whole_budget
from budget.question.operations import Operation
from budget.statement import Statement

_MOVING = (Operation.CHANGE, Operation.PRIOR, Operation.WHY)
# A line that tells its change may explain so much less of the question.
_NEAR = 0.85


def changed_targets(desk: Desk) -> list[Target]:
    """The targets, kept to the variants whose filing tells a change (all of them where none does)."""
    return [_telling(target) for target in asked_targets(desk)]


def _telling(target: Target) -> Target:
    telling = tuple(v for v in target.variants if delta_amount(v) is not None)
    return replace(target, variants=telling) if telling else target


def _told_of(desk: Desk, target: Target) -> Target:
    """The target; where none of its figures has moved, the line under a longer name whose sentence tells how it moved."""
    variants = tuple(with_year_before(desk, v) for v in target.variants)
    if any(delta_amount(v) is not None for v in variants) or not desk.reading.shows(*_MOVING):
        return replace(target, variants=variants)
    matches = desk.match(desk.reading.units, desk.reading.context, changing=True)
    recall = max((m.recall for m in matches if line_name(m.fact) == target.name), default=target.recall)
    named = [m for m in matches if m.recall >= _NEAR * recall and target.name.split("/")[0] in line_name(m.fact)]
    told = [m for m in named if m.fact.statement is not None and m.fact.statement.delta is not None]
    if told:
        best = target_of(told, desk.reading.scopes)
        return replace(best, variants=tuple(completed(desk.shelf, v) for v in best.variants))
    return _whole_of(desk, target) or replace(target, variants=variants)


def _whole_of(desk: Desk, target: Target) -> Target | None:
    """Where a body's whole budget is asked about, the sentence on it that tells how it moved, by whatever name; else None."""
    if not any(is_whole_budget(unit) for unit in desk.reading.units):
        return None
    own = {(v.filing, v.year) for v in target.variants}
    told = [f for file, _ in own for f in desk.shelf.told[file] if (f.filing, f.year) in own and _tells_whole(f)]
    if not told:
        return None
    name = line_name(told[0])
    variants = group_variants(name, [f for f in told if line_name(f) == name], desk.reading.scopes)
    return replace(target, name=name, variants=tuple(completed(desk.shelf, v) for v in variants))


def _tells_whole(fact: Fact) -> bool:
    moved = fact.statement is not None and fact.statement.delta is not None
    return moved and is_whole_name(line_name(fact))


def run_change(desk: Desk) -> Outcome | None:
    """Amount, change and percentage of each target; None where no target tells a change."""
    lines, caveats = [], []
    targets = changed_targets(desk)
    targets = [_told_of(desk, t) for t in targets]
    if all(delta_amount(v) is None for t in targets for v in t.variants):
        return _summed_outcome(desk, targets)
    for target in targets:
        for variant in target.variants:
            lines.append(change_line(variant, target.scoped) or amount_line(variant, target.scoped))
            caveats += [c for c in (percent_conflict(variant),) if c is not None]
        caveats += scope_caveat(target) + recovered_caveat(target.variants)
    return Outcome(Status.ANSWERED, tuple(lines), tuple(caveats), operation="change")


def _summed_outcome(desk: Desk, targets: list[Target]) -> Outcome | None:
    """The change of a total from its parts, where the filing states those alone."""
    for target in targets:
        for variant in target.variants:
            if (summed := summed_change(desk, variant)) is not None:
                reasons = _reasons_of(desk, variant, summed) if desk.reading.shows(Operation.WHY) else ()
                return Outcome(Status.ANSWERED, (_summed_line(variant, summed), *reasons), operation="change")
    return None


def _reasons_of(desk: Desk, variant: Variant, summed: SummedChange) -> list[Line]:
    """The reasons of the parts that moved most."""
    parts = sorted(
        (s for s in summed.parts if s.reason and s.delta), key=lambda s: abs(s.delta or Decimal(0)), reverse=True
    )
    filing = desk.shelf.filings[variant.filing]
    return [_part_line(filing, part) for part in parts[:MOST_PARTS]] or [reason_line(variant)]


def _summed_line(variant: Variant, summed: SummedChange) -> Line:
    amount = amount_of(variant.fact)
    figures = {
        "amount": amount_fig(variant, OPERAND),
        "delta": Fig(RESULT, variant.name, summed.delta, summed.facts, summed.formula, "change"),
    }
    percent = ratio_percent(summed.delta.value, (amount - summed.delta).value)
    if percent is not None:
        moved = summed.delta.to(amount.unit).value
        formula = f"{format(moved, 'f')} / ({difference(amount.value, moved)})"
        figures["percent"] = Fig(RESULT, variant.name, Amount(percent, "%"), (), formula, "percent_change")
    return Line("change.summed", words(variant), figures)


def run_prior(desk: Desk) -> Outcome | None:
    """Last year's figure: printed, this year's less the printed change, or from last year's filing; else that it is not told."""
    targets = [_told_of(desk, t) for t in changed_targets(desk)]
    lines = [line for t in targets for v in t.variants for line in _prior_lines(v, t.scoped)]
    if lines:
        return Outcome(Status.ANSWERED, tuple(lines), operation="prior")
    untold = (
        [Line("not_found.prior", words(targets[0].variants[0]), facts=targets[0].variants[0].facts[:1])]
        if targets
        else []
    )
    return Outcome(Status.NOT_FOUND, tuple(untold), operation="prior") if untold else None


def _prior_lines(variant: Variant, scoped: bool) -> list[Line]:
    prior = prior_amount(variant)
    if prior is None:
        return []
    amount, formula = prior
    facts = cites(variant) if formula else tuple(f for f in (variant.prior,) if f is not None)
    said = {**words(variant, scoped), "prior_year": str(variant.year - 1 if variant.year else "")}
    if formula is None:
        return [
            Line(
                "prior.printed",
                said,
                {"prior": Fig(RESULT, variant.name, amount, facts), "amount": amount_fig(variant, OPERAND)},
            )
        ]
    delta = delta_amount(variant)
    assert delta is not None
    figures = {
        "prior": Fig(RESULT, variant.name, amount, facts, formula),
        "amount": amount_fig(variant, OPERAND),
        "delta": Fig(OPERAND, variant.name, delta, cites(variant), None, "change"),
    }
    return [Line("prior.computed", said, figures)]


def run_why(desk: Desk) -> Outcome | None:
    """The change of each target in each scope, then the filing's own reason, verbatim."""
    told = [_told_of(desk, target) for target in changed_targets(desk)]
    targets = [t for t in told if any(delta_amount(v) is not None or v.statement for v in t.variants)]
    if not any(_explained(v) for t in told for v in t.variants) and (summed := _summed_outcome(desk, told)) is not None:
        return replace(summed, operation="why")
    if not targets:
        return None
    lines, caveats = [], []
    for target in targets[:3]:
        lines += _premise(desk, target)
        for variant in target.variants[:3]:
            line = change_line(variant, target.scoped)
            lines += [line] if line is not None else []
            lines += _reasons(desk, variant)
            caveats += [c for c in (percent_conflict(variant),) if c is not None]
        caveats += scope_caveat(target)
    if not any(line.figures for line in lines):
        amounts = [amount_line(v, t.scoped) for t in targets[:3] for v in t.variants[:3]]
        lines = [*amounts, *lines]
    return Outcome(Status.ANSWERED, tuple(lines), tuple(caveats), operation="why")


def _explained(variant: Variant) -> bool:
    """True where the filing says of the line itself how it moved, or why."""
    return delta_amount(variant) is not None or bool(variant.statement and variant.statement.reason)


def _reasons(desk: Desk, variant: Variant) -> list[Line]:
    """The reason of the line; where the filing gives none, the reasons of its parts."""
    nearby = nearby_reason(desk.shelf, variant)
    own = reason_line(variant, nearby)
    if own.key != "why.none":
        return [own]
    filing = desk.shelf.filings[variant.filing]
    return [_part_line(filing, statement) for statement in part_reasons(desk.shelf, variant)] or [own]


def _part_line(filing: Filing, statement: Statement) -> Line:
    """How a part moved, in money and in percent as far as they are told, and the filing's reason."""
    moves = {f.measure: f for f in statement_to_facts(filing, statement) if f.value}
    shows = {Measure.DELTA: "change", Measure.PERCENT: "percent_change"}
    told = [
        Fig(OPERAND, statement.subject, amount_of(moves[m]), (moves[m],), None, shows[m]) for m in shows if m in moves
    ]
    figures = dict(zip(("delta", "percent"), told, strict=False))
    return Line("why.part", {"name": statement.subject, "reason": statement.reason}, figures)


def _premise(desk: Desk, target: Target) -> list[Line]:
    """A correction first, where the question says up and the filing says down, or the other way."""
    from budget.question.direction import asked_direction

    asked = asked_direction(desk.reading.text, desk.reading.language)
    signs = {(d.value > 0) - (d.value < 0) for v in target.variants if (d := delta_amount(v)) is not None}
    if asked == 0 or not signs or asked in signs:
        return []
    key = {1: "premise.rose", -1: "premise.fell", 0: "premise.same"}[next(iter(signs))]
    return [Line(key, words(target.variants[0]))]
