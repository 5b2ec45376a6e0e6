"""A question with its gold: what CONTRACT.md calls a question, as values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

TYPES = (
    "lookup", "change", "prior", "share", "why", "compare", "rank", "sum", "per_unit", "list", "text", "verify", "conflict",
    "zero", "not_found", "talk",
)  # fmt: skip
LANGUAGES = ("zh", "en")
VERDICTS = ("yes", "no")
# The key of a line that holds what the program proposed, until a person has worked the gold out.
UNCHECKED = "unchecked"
STATUSES = ("answered", "not_found", "clarify", "refused")


@dataclass(frozen=True, slots=True)
class GoldNumber:
    """A figure that a right answer must state; `unit` is empty where the number has none."""

    value: Decimal
    unit: str

    @classmethod
    def of(cls, value: str, unit: str) -> GoldNumber:
        """The number written so."""
        return cls(Decimal(value), unit)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the evidence stands: a cell (`table`, `row`, `column`) or a `quote`; `row` "" is a row without a label."""

    filing: str
    page: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a set. `how` tells how a person found the gold; `also` are numbers that may come first as well.

    `verdict` is what a question that asks whether something is so must be told: "yes", "no", or "" where it asks no such thing.
    `scopes` are words for the scope of the figure, where one name means several figures: the answer must say one of them.
    """

    id: str
    filings: tuple[str, ...]
    lang: str
    type: str
    question: str
    status: str
    numbers: tuple[GoldNumber, ...] = ()
    phrases: tuple[str, ...] = ()
    list: tuple[str, ...] = ()
    evidence: tuple[Place, ...] = ()
    how: str = ""
    also: tuple[GoldNumber, ...] = ()
    also_phrases: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    verdict: str = ""
    scopes: tuple[str, ...] = ()
