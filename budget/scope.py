"""Which money a figure speaks of: all spending, fiscal appropriations, the general public budget, a fund.

The same words (项目支出) mean different figures in different scopes; no figure travels without its scope.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from budget.data_file import read_data
from budget.number import squeeze

_FILE = Path(__file__).parent / "taxonomy" / "scopes.toml"


class Scope(StrEnum):
    """The scopes of this genre, the widest first."""

    ALL = "all"
    FISCAL = "fiscal"
    GENERAL = "general"
    FUND = "fund"
    CAPITAL = "capital"
    CARRY_OVER = "carry_over"
    OTHER = "other"


@cache
def _data() -> tuple[dict[str, Scope], tuple[tuple[str, Scope], ...], tuple[tuple[str, Scope], ...]]:
    data = read_data(_FILE, {"table_kinds", "words", "question_words"})
    kinds = {kind: Scope(scope) for scope, names in data["table_kinds"].items() for kind in names}
    words = tuple((word, Scope(scope)) for scope, names in data["words"].items() for word in names)
    asked = tuple((word, Scope(scope)) for scope, names in data["question_words"].items() for word in names)
    return kinds, words, asked


def kind_to_scope(table_kind: str) -> Scope:
    """The scope of a table's figures, by its kind."""
    return _data()[0].get(table_kind, Scope.OTHER)


def words_to_scope(*texts: str) -> Scope:
    """The scope that the first text with a known word names: the sentence's own words before its headings.

    Longer words win over shorter ones that they contain (财政拨款收支 is fiscal, 一般公共预算财政拨款 is general).
    """
    for text in texts:
        bare = squeeze(text)
        found = [(len(word), scope) for word, scope in _data()[1] if word in bare]
        if found:
            return max(found, key=lambda item: item[0])[1]
    return Scope.OTHER


def asked_scopes(question: str) -> tuple[Scope, ...]:
    """The scopes that a question names outright, in the order they stand in it."""
    bare = squeeze(question).lower()
    places = [(bare.index(squeeze(word).lower()), scope) for word, scope in _data()[2] if squeeze(word).lower() in bare]
    return tuple(dict.fromkeys(scope for _, scope in sorted(places)))


def names_scope(text: str) -> bool:
    """True where the words are only a scope's name (一般公共预算, 部门总支出)."""
    bare = squeeze(text).lower()
    return any(bare == squeeze(word).lower() for word, _ in _data()[2])
