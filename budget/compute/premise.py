"""What a question takes for granted (三公经费降了一半多，是不是因为 …): the figures behind it are told after the answer."""

from __future__ import annotations

from dataclasses import replace

from budget.answer import Status
from budget.compute import change, lookup
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.question.clauses import Clause
from budget.question.operations import Operation, asked_dimensions
from budget.question.phrases import phrase

# So many sentences may be added to an answer.
_MOST = 2
_CLAIMS = phrase("claims_count")


def with_premises(desk: Desk, outcome: Outcome) -> Outcome:
    """The outcome with the figures of what the question's telling clauses claim, where they are not said already."""
    if outcome.status is not Status.ANSWERED:
        return outcome
    said = {fig.key for line in outcome.lines for fig in line.figures.values()}
    for clause in desk.reading.clauses:
        lines = _of_clause(desk, clause) if not clause.asks and _names_one(clause) else []
        new = [line for line in lines if not {fig.key for fig in line.figures.values()} & said]
        said |= {fig.key for line in new for fig in line.figures.values()}
        outcome = replace(outcome, lines=(*outcome.lines, *new))
    return outcome


def _names_one(clause: Clause) -> bool:
    return any(
        unit.known and not unit.generic and unit.kind not in ("table", "section", "body") for unit in clause.units
    )


def _of_clause(desk: Desk, clause: Clause) -> list[Line]:
    """The change or the count that the clause claims, as the filing gives it; nothing where it claims neither."""
    part = replace(
        desk.reading,
        text=clause.text,
        units=clause.units,
        context=(),
        clauses=(clause,),
        operations=clause.operations,
        dimensions=asked_dimensions(clause.text, desk.reading.language),
    )
    own = desk.on(part)
    if Operation.CHANGE in clause.operations:
        found = change.run_change(own)
    elif _CLAIMS.search(clause.text):
        found = lookup.run(desk.on(replace(part, dimensions=("count",))))
    else:
        return []
    lines = found.lines if found is not None and found.status is Status.ANSWERED else ()
    return [line for line in lines if line.figures][:_MOST]
