"""The parts of a question that are answered one after the other, each with its context."""

from __future__ import annotations

from dataclasses import dataclass

from budget.question.reading import Clause, Reading
from budget.question.words import Unit


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked: its own units, those of the clauses before it that set the scene, and its text."""

    text: str
    units: tuple[Unit, ...]
    context: tuple[Unit, ...] = ()


def question_parts(reading: Reading) -> list[Part]:
    """Split a question at its clauses: those that ask are parts, the others are context for all that follow.

    A question with one asking clause is one part with all its units; a clause that asks without naming anything ("各多少钱")
    asks of the clause before it.
    """
    asking = [clause for clause in reading.clauses if clause.asks and clause.units]
    if len(asking) <= 1:
        return [Part(reading.text, reading.units)] if reading.units else []
    parts: list[Part] = []
    scene: tuple[Unit, ...] = ()
    first: Clause | None = None
    for clause in reading.clauses:
        if not clause.asks:
            scene += clause.units
        elif clause.units:
            context = scene + (first.units if first is not None else ())
            parts.append(Part(clause.text, clause.units, context))
            first = first or clause
    return parts
