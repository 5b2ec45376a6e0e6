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
from budget.question.phrases import phrase


def moves_are_the_question(desk: Desk) -> bool:
    """True where one clause asks how much the lines moved together: their sum is then told behind it."""
    return any({Operation.SUM, Operation.CHANGE} <= set(clause.operations) for clause in desk.reading.clauses)


def _asked_of_the_sum(desk: Desk) -> bool:
    """True where a clause that names nothing asks how what was added up moved (A和B一共多少？比去年多了还是少了？)."""
    bare = [clause.operations for clause in desk.reading.clauses if clause.asks and not clause.units]
    each = phrase("each_of_them").search(desk.reading.text)
    return not each and any(Operation.CHANGE in operations for operations in bare)


def summed_moves(desk: Desk, variants: Sequence[Variant]) -> Line | None:
    """The variants' changes added up, where that is asked; None where one tells no change."""
    together = moves_are_the_question(desk) or _asked_of_the_sum(desk)
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
