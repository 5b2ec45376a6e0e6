"""The English name of a line, where the taxonomy has one."""

from __future__ import annotations

from functools import cache

from budget.line import bare_label
from budget.taxonomy.terms import load_terms

# Kinds of term whose other names mean exactly the same.
_EXACT_KINDS = ("measure", "fund", "staff", "three_public", "procurement")


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for term in load_terms():
        if term.english:
            names.setdefault(term.name, term.english[0])
    for term in load_terms():
        for also in term.also if term.english and term.kind in _EXACT_KINDS else ():
            names.setdefault(also, term.english[0])
    return names


def english_name(label: str) -> str:
    """The first English name of the term that the label prints; "" where the taxonomy has none."""
    return _names().get(label) or _names().get(bare_label(label), "")
