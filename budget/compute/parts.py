"""The parts of a question that are answered one after the other, each with its context."""

from __future__ import annotations

from dataclasses import replace

from budget.question.implied import whole_budget
from budget.question.operations import Operation, asked_dimensions, find_operations
from budget.question.reading import Clause, Reading
from budget.question.words import Unit

# Operations that relate the things that the clauses name: such a question is one.
WHOLE = (
    Operation.CHECK,
    Operation.DEFINITION,
    Operation.AFFORD,
    Operation.RANK,
    Operation.SUM,
    Operation.DIFFERENCE,
    Operation.PER_UNIT,
    Operation.SHARE,
)


# Operations that ask for words.
_WORDS = {Operation.TEXT, Operation.DEFINITION}
# Units that say where to look, not for what.
_PLACES = ("table", "section")


def split_reading(reading: Reading) -> list[Reading]:
    """Split a question at its clauses: those that ask are parts, the others are context for all that follow.

    A question in which no clause names and asks, or whose operation spans its clauses, stays whole; a clause that asks without naming
    anything ("各多少钱") asks of the clause before it.
    """
    clauses = _with_whole(reading)
    reading = replace(reading, clauses=clauses)
    asking = [clause for clause in clauses if clause.asks and clause.units]
    if not asking or len(reading.clauses) == 1 or (reading.shows(*WHOLE) and not _each_its_own(clauses, asking)):
        return [reading]
    parts: list[Reading] = []
    scene: tuple[Unit, ...] = ()
    first: Clause | None = None
    for i, clause in enumerate(reading.clauses):
        if not clause.asks:
            scene += clause.units
        elif clause.units:
            if all(unit.kind in _PLACES for unit in clause.units) and first is None:
                return [reading]
            text = clause.text + _bare_questions(reading.clauses[i + 1 :])
            parts.append(
                _part(reading, text, clause, scene + (first.units if first is not None else ()), len(asking) > 1)
            )
            first = first or clause
    return parts


def _each_its_own(clauses: tuple[Clause, ...], asking: list[Clause]) -> bool:
    """True where several clauses ask, and each that relates things names its own (货物和服务合起来多少？中小企业占采购总额的百分之几？)."""
    bare = [clause for clause in clauses if not clause.units]
    return len(asking) > 1 and not any(set(clause.operations) & set(WHOLE) for clause in bare)


def _with_whole(reading: Reading) -> tuple[Clause, ...]:
    """The clauses, the first that asks of a body's budget and names no line with the unit for the whole budget."""
    for i, clause in enumerate(reading.clauses):
        if clause.units:
            break
        if clause.asks and (whole := whole_budget(clause.text, reading.language)) is not None:
            return (*reading.clauses[:i], replace(clause, units=(whole,)), *reading.clauses[i + 1 :])
    return reading.clauses


def _bare_questions(following: tuple[Clause, ...]) -> str:
    """The clauses right behind that ask without naming anything: they belong to the one before."""
    text = ""
    for clause in following:
        if clause.units or not clause.asks:
            break
        text += "，" + clause.text
    return text


def _part(reading: Reading, text: str, clause: Clause, context: tuple[Unit, ...], others: bool) -> Reading:
    operations = find_operations(text, reading.language) if others else reading.operations
    own = asked_dimensions(text, reading.language)
    return replace(
        reading,
        text=text,
        units=clause.units,
        context=context,
        clauses=(clause,),
        operations=operations,
        dimensions=own or (() if set(operations) & _WORDS else reading.dimensions),
    )
