"""The clauses of a question: between commas and question marks, each with what it names and whether it asks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from budget.question.operations import Operation, find_operations
from budget.question.phrases import phrase
from budget.question.words import Unit

_ASKS = phrase("asks")


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the question between commas or question marks: its text, units, operations; whether it asks something."""

    text: str
    start: int
    units: tuple[Unit, ...]
    operations: tuple[Operation, ...]
    asks: bool


def _clause_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where the clauses stand; in English what follows a comma and asks nothing goes on with the asking clause before."""
    marks = (
        r"[，,。；;？?！!]+|\s+and (?=(?:(?:at (?:least|most)|by|for|in|on|of|to|about) )?(?:what|how|which|why|who|where|when)\b"
        r"|(?:has|have|is|are|did|does|at least)\b)"
        if language == "en"
        else r"[，,。；;？?！!]+"
    )
    spans: list[tuple[int, int]] = []
    at, mark = 0, ""
    for match in [*re.finditer(marks, text), None]:
        end = match.start() if match else len(text)
        part = text[at:end]
        goes_on = language == "en" and mark == "," and not _ASKS.search(part)
        if part.strip() and spans and goes_on and _ASKS.search(text[slice(*spans[-1])]):
            spans[-1] = (spans[-1][0], end)
        elif part.strip():
            spans.append((at, end))
        at, mark = (match.end(), match.group()) if match else (end, "")
    return spans


def clauses_of(text: str, language: str, units: list[Unit]) -> tuple[Clause, ...]:
    """The clauses in the order they stand, each with those of the units that stand in it."""
    return tuple(
        Clause(
            text[at:end],
            at,
            tuple(unit for unit in units if at <= unit.start < end),
            find_operations(text[at:end], language),
            bool(_ASKS.search(text[at:end])),
        )
        for at, end in _clause_spans(text, language)
    )
