"""How PDF pages are read: one settings object with checked, named limits."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class PdfSettings:
    """Limits of the PDF reader. Lengths are points, the ones that end in `_em` are shares of the type size.

    `max_pages` is how many pages are read of one file; `thin` is how thick a filled bar or a stroke may be to count as
    a rule; `snap` is how far rules may lie apart and still be one; `dash` is the longest gap in a dashed rule;
    `reach` is how far a rule may end short of the one it meets; `rule_length` is the shortest rule that counts,
    `most_rules` how many of either direction count on a page (the longest).
    `row_em` is the lowest row or the narrowest column that can hold text: a double rule stands closer than that.
    `word_em`, `digit_em` and `wide_em` are the gaps that part Latin letters, digits and everything else.
    `column_gap_em` is the narrowest white strip between two columns of a table that has no upright rules.
    """

    max_pages: int = 1000
    thin: float = 3.0
    snap: float = 1.0
    dash: float = 4.0
    reach: float = 3.0
    rule_length: float = 6.0
    most_rules: int = 600
    row_em: float = 0.5
    word_em: float = 0.2
    digit_em: float = 0.35
    wide_em: float = 0.6
    column_gap_em: float = 1.0

    def __post_init__(self) -> None:
        for item in fields(self):
            if getattr(self, item.name) <= 0:
                raise ValueError(f"PdfSettings.{item.name} is {getattr(self, item.name)}: it must be above zero")
