"""How much several lines moved together: their changes added up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budget.amount import Amount, UnlikeUnits
from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Line, count_fig, plain
from budget.compute.say import cites, delta_amount
from budget.compute.target import Variant
from budget.compute.told import completed
from budget.question.operations import Operation


def summed_moves(desk: Desk, variants: Sequence[Variant]) -> Line | None:
    """The variants' changes added up, where one clause asks how much they moved together; None where one tells no change."""
    together = any({Operation.SUM, Operation.CHANGE} <= set(clause.operations) for clause in desk.reading.clauses)
    variants = [v if delta_amount(v) is not None else completed(desk.shelf, v) for v in variants]
    moves = [delta for v in variants if (delta := delta_amount(v)) is not None]
    if not together or len(moves) < len(variants):
        return None
    unit = moves[0].unit
    try:
        values = [move.to(unit).value for move in moves]
    except UnlikeUnits:
        return None
    facts = tuple(fact for v in variants for fact in cites(v)[:1])
    name = "+".join(v.name for v in variants)
    formula = " + ".join(plain(value) for value in values)
    moved = Fig(RESULT, name, Amount(sum(values, Decimal(0)), unit), facts, formula, "change")
    return Line("sum.moved", {}, {"delta": moved, "count": count_fig(len(variants))})
