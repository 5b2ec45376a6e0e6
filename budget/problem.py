"""What is torn, ambiguous or repaired in a filing: data beside the result, not an exception."""

from __future__ import annotations

from dataclasses import dataclass

from budget.source import Source


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a reader should know about how the filing was read: a code, one plain sentence, its place."""

    code: str
    text: str
    place: Source
