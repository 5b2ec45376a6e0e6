"""Finds the cells that a question names outright: each of its words is the row's, the column's, the table's or a line's above."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from budget.fact import Fact, Measure, is_total_column
from budget.line import bare_label
from budget.question.bodies import body_name
from budget.question.cell_words import CellWord, plain
from budget.sections import is_organ

_UNIT = re.compile(r"[（(](?:单位[:：]?)?(?:万元|亿元|千元|元|人|%|个|辆|台|套|平方米)[)）]$")
_OF_WHICH = re.compile(r"^(?:其中[:：]?|[一二三四五六七八九十]+、)+")
_NUMBER = r"[\d一二三四五六七八九十]+"
_TITLE_NUMBER = re.compile(rf"^(?:附?表{_NUMBER}|[（(]{_NUMBER}[)）]|{_NUMBER}[、.．:：])[、.．:：]?")
_TITLE_END = re.compile(r"[（(][^（）()]*表[^（）()]*[)）]$")
_YEAR_BEFORE = re.compile(r"^20\d\d年度?")
# A word that is only a part of a name explains it at this price; of a name it must be so long a part.
_PART_PRICE, _LEAST_PART = 2, 2
_OTHER_YEAR = 3
_SHORTEST_TITLE = 4
# Kinds of word that a filing may print otherwise.
_SPOKEN = ("term", "word")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's words: those that tell it from others (none for the whole), and all its parts joined in any run."""

    telling: tuple[str, ...]
    runs: frozenset[str]
    joined: str


@cache
def row_names(label: str, detail: str) -> frozenset[str]:
    """The names that a row goes by, as they are compared."""
    parts = [part for text in (label, detail) for part in (text, bare_label(text) if text else "", *text.split("/"))]
    parts += [body_name(text) for text in (label, detail) if is_organ(text)]
    return frozenset(name for part in parts if (name := plain(part)) and not name.isdigit())


@cache
def _column(path: str) -> _Column:
    parts = [_OF_WHICH.sub("", _UNIT.sub("", part.strip())) for part in path.split("/")]
    words = [plain(part) for part in parts if plain(part)]
    telling = tuple(plain(part) for part in parts if plain(part) and not is_total_column(part))
    runs = {"".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
    runs |= {bare for word in words if (bare := _YEAR_BEFORE.sub("", word))}
    runs |= {"".join(telling[i:j]) for i in range(len(telling)) for j in range(i + 1, len(telling) + 1)}
    return _Column(telling, frozenset(runs), "".join(words))


@cache
def _titles(title: str) -> frozenset[str]:
    bare = _TITLE_NUMBER.sub("", title.strip())
    names = {plain(text) for text in (title, bare, _TITLE_END.sub("", bare), _TITLE_END.sub("", title))}
    return frozenset(names - {""})


@cache
def _title_parts(title: str) -> frozenset[str]:
    """What people leave of a title: its end, from any character on, with 表 or without."""
    return frozenset(
        end[i:]
        for name in _titles(title)
        for end in (name, name.removesuffix("表"), name.removesuffix("情况表"))
        for i in range(len(end) - _SHORTEST_TITLE + 1)
    )


@cache
def _parents(parents: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        plain(name)
        for parent in parents
        for name in (parent, bare_label(parent), *([body_name(parent)] if is_organ(parent) else ()))
    )


class CellIndex:
    """The cells of some filings (`cells`, none from a sentence) by the names that they are asked by."""

    def __init__(self, cells: Iterable[Fact], years: Mapping[str, int | None]) -> None:
        self.names: set[str] = set()
        self._years = years
        self._cells: dict[str, list[Fact]] = defaultdict(list)
        for fact in cells:
            if fact.measure is not Measure.TEXT:
                self._take(fact)

    def _take(self, fact: Fact) -> None:
        column, titles = _column(fact.column), _titles(fact.table)
        keys = set(row_names(fact.label, fact.detail)) | ({fact.code} if fact.code else set())
        self.names |= (
            keys | column.runs | titles | _title_parts(fact.table) | _parents(fact.parents) | {plain(fact.subject)}
        )
        if fact.total_row or not fact.label:
            keys |= column.runs | (titles if not column.telling else frozenset())
        for key in keys:
            self._cells[key].append(fact)

    def find(self, words: Sequence[CellWord], accept: Callable[[Fact], bool]) -> list[Fact]:
        """The cells that the words name best, every word explained; none where no cell explains them all."""
        candidates = {id(f): f for word in words for name in word.alternatives for f in self._cells.get(name, ())}
        priced = [
            (price, fact)
            for fact in candidates.values()
            if accept(fact) and (price := _price(fact, words, self._years.get(fact.filing))) is not None
        ]
        best = min((price for price, _ in priced), default=0)
        return [fact for price, fact in priced if price == best]


def _price(fact: Fact, words: Sequence[CellWord], year: int | None) -> int | None:
    """What is left open when the words name the cell: 0 where they are its names in full, None where they name another."""
    rows = row_names(fact.label, fact.detail) | ({fact.code} if fact.code else set())
    column = _column(fact.column)
    naming = next((i for i, word in enumerate(words) if rows & set(word.alternatives)), None)
    if naming is None and not (fact.total_row or not fact.label):
        return None
    others = [word for i, word in enumerate(words) if i != naming]
    if column.telling and not any(_names_column(word, column) for word in others):
        return None
    prices = [_explain(word, fact, rows, column, year) for word in others]
    if any(price is None for price in prices):
        return None
    said = sum(any(part in name for word in others for name in word.alternatives) for part in column.telling)
    unsaid = len(column.telling) - said + bool(fact.detail and fact.label and len(rows & _said(words)) < 2)
    named = _order(words[naming], rows) if naming is not None else 0
    return sum(price or 0 for price in prices) + unsaid + named


def _order(word: CellWord, rows: frozenset[str] | set[str]) -> int:
    """Which of the ways to print the word is the row's name: the first is what it says itself."""
    return next(i for i, name in enumerate(word.alternatives) if name in rows)


def _said(words: Sequence[CellWord]) -> set[str]:
    return {name for word in words for name in word.alternatives}


def _names_column(word: CellWord, column: _Column) -> bool:
    """True where the word holds the column's last telling part."""
    return word.kind != "year" and any(
        column.telling[-1] in name or name == column.joined for name in word.alternatives
    )


def _explain(word: CellWord, fact: Fact, rows: frozenset[str], column: _Column, year: int | None) -> int | None:
    """At what price the word is one of the cell's; None where it is none of them. `year` is the filing's."""
    if word.kind == "body":
        return 0
    if word.kind == "year":
        return _explain_year(word.alternatives[0], fact, year)
    titles, subject = _titles(fact.table), plain(fact.subject)
    prices = []
    for order, name in enumerate(word.alternatives):
        foreign = order if word.kind in _SPOKEN else 0
        if name in rows or name in column.runs or name in titles or name == subject or name in _parents(fact.parents):
            prices.append(foreign)
        elif len(name) >= _LEAST_PART and any(name in whole for whole in (column.joined, subject, *titles)):
            prices.append(_PART_PRICE + foreign)
    return min(prices, default=None)


def _explain_year(said: str, fact: Fact, year: int | None) -> int | None:
    if said == str(fact.year) or said in fact.column:
        return 0
    # A table or filing of that year may print other years' figures beside its own.
    return _OTHER_YEAR if said == str(year) or said in fact.table else None
