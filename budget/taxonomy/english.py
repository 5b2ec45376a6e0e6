"""The English name of a line, where the taxonomy has one."""

from __future__ import annotations

from functools import cache

from budget.line import bare_label
from budget.taxonomy.terms import load_terms


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for term in load_terms():
        if term.english:
            names.setdefault(term.name, term.english[0])
    return names


def english_name(label: str) -> str:
    """The first English name of the term that the label prints; "" where the taxonomy has none."""
    return _names().get(label) or _names().get(bare_label(label), "")
