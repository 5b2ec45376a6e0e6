"""The promise that no digit is invented: every number of a text stands in a figure, a quote, a cited cell or the question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from budget.answer import Citation, Figure
from budget.number import fold, text_to_decimal

_NUMBER = re.compile(r"(?<![\w.])[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\w.])[-+]?\d+(?:\.\d+)?")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MARK = re.compile(r"\[\d+\]")
_ITEM = re.compile(r"(?m)^\s*\d+[.、)]\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|\.\d)")


def numbers_in(text: str) -> set[Decimal]:
    """The numbers of a text, without their signs."""
    return {abs(value) for match in _NUMBER.findall(fold(text)) if (value := text_to_decimal(match)) is not None}


def _digits_of(text: str) -> set[Decimal]:
    """All runs of digits of a printed text, within names too (发放95年退休人员生活补贴)."""
    return numbers_in(text) | {Decimal(digits) for digits in _DIGITS.findall(fold(text).replace(",", ""))}


def unsupported(text: str, figures: Iterable[Figure], citations: Iterable[Citation], question: str) -> set[Decimal]:
    """The numbers of the text that nothing supports; citation marks, list numbers and years are names, not figures."""
    bare = _YEAR.sub(" ", _ITEM.sub(" ", _MARK.sub(" ", fold(text))))
    allowed = _digits_of(question)
    for figure in figures:
        allowed |= numbers_in(figure.display) | numbers_in(figure.formula or "") | {abs(figure.value)}
    for citation in citations:
        printed = (
            citation.quote,
            citation.title,
            citation.filing,
            citation.table,
            citation.row,
            citation.column,
            citation.code,
        )
        for part in printed:
            allowed |= _digits_of(part or "")
        allowed |= {Decimal(place) for place in (citation.page, citation.line, citation.id) if place is not None}
        allowed |= {abs(citation.value)} if citation.value is not None else set()
    return numbers_in(bare) - allowed
