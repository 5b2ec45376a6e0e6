"""Figures in doubt: those that stand in a broken finding of the consistency rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from budget.amount import Amount
from budget.checks import CheckStatus, Finding
from budget.fact import Fact
from budget.number import text_to_decimal

_FIGURE = re.compile(r"([<>≤≥=]?\s*[+-]?[\d,]+(?:\.\d+)?)\s*([^\d\s.,;，；]*)")


def figure_amount(text: str) -> Amount | None:
    """A finding's figure as an amount; None where it is words."""
    match = _FIGURE.fullmatch(text.strip())
    value = text_to_decimal(match.group(1).lstrip("<>≤≥= ")) if match else None
    return Amount(value, match.group(2)) if match and value is not None else None


def in_finding(findings: Iterable[Finding], fact: Fact) -> list[Finding]:
    """The broken findings in which the fact's own figure stands."""
    return [f for f in findings if f.status is CheckStatus.BROKEN and _stands_in(fact, f)]


def _stands_in(fact: Fact, finding: Finding) -> bool:
    for place in finding.places:
        if place.table is not None and (place.table, place.row, place.column) == (
            fact.source.table,
            fact.source.row,
            fact.source.column,
        ):
            return True
        same = fact.statement is not None and place.table is None and place.paragraph == fact.source.paragraph
        if same and any((a := figure_amount(text)) is not None and a.value == fact.value for text in finding.figures):
            return True
    return False
