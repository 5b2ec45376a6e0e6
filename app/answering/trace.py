"""How an answer came about, looked at again: what the words mean, which figures they may name, which passages fit them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from budget.compute.desk import Desk
from budget.question.judge import Match
from budget.question.meaning import TAKEN, Meant
from budget.question.words import Unit

CANDIDATES: Final = 12
PASSAGES: Final = 6


@dataclass(frozen=True, slots=True)
class Trace:
    """The question as it was understood, what unknown words may mean, the filings in play, the best candidates and passages, best first."""

    asked: str
    units: tuple[Unit, ...]
    filings: tuple[str, ...]
    candidates: tuple[Match, ...]
    passages: tuple[Any, ...]
    meant: tuple[Meant, ...] = ()


def is_taken(meant: Meant) -> bool:
    """True where the word is sure enough to be read as what it may mean."""
    return meant.sureness >= TAKEN


def desk_to_trace(desk: Desk, asked: str, passages: Sequence[Any], meant: Sequence[Meant]) -> Trace:
    """What the desk has before it for the question as it was `asked` in full."""
    reading = desk.reading
    found = desk.match(reading.units, reading.context)[:CANDIDATES] if reading.units else []
    files = tuple(filing.file for filing in desk.frame)
    return Trace(asked, tuple(reading.units), files, tuple(found), tuple(passages), tuple(meant))
