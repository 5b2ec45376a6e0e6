"""The Answer: what CONTRACT.md promises to outside tools, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from budget.source import Box


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CLARIFY = "clarify"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the text states. `value` is exact; `formula` names operands by value, None when it is printed so.

    `label` says whose figure it is, `display` how the text shows it; `citations` are ids.
    """

    role: str
    label: str
    value: Decimal
    unit: str
    display: str
    formula: str | None = None
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A cell or a sentence that supports the text. `kind` is "cell" or "text".

    `column` is the full header path; `quote` verbatim from the filing; `table_id`, `row_index`, `column_index` and
    `paragraph` lead a screen back to the place in the parsed filing.
    """

    id: int
    kind: str
    filing: str
    title: str
    quote: str
    page: int | None = None
    line: int | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    code: str | None = None
    value: Decimal | None = None
    unit: str | None = None
    box: Box | None = None
    table_id: str | None = None
    row_index: int | None = None
    column_index: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Caveat:
    """Something the reader must know beside the figure: scope, conflict, recovered, unit, year, ocr."""

    code: str
    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `plan` tells how the question was understood, `timings_ms` what took how long."""

    question: str
    language: str
    status: Status
    text: str
    figures: tuple[Figure, ...] = ()
    citations: tuple[Citation, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    options: tuple[str, ...] = ()
    plan: dict[str, Any] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)
