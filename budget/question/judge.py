"""Judges how well a fact fits a question's units: how much of the question it explains, how much of its name the question says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budget.fact import Fact, Measure
from budget.question.strings import CLEAR, PrintedStrings, bare_name, folded, pairs
from budget.question.words import Unit

# What a unit found in this part of a fact is worth.
_COLUMN, _PARENT, _TABLE, _SUBJECT, _QUOTE = 0.95, 0.6, 0.75, 0.85, 0.55
# A sentence is found by its own words before the heading above it.
_TEXT_SUBJECT, _TEXT_QUOTE = 0.7, 1.0
# From here on a unit names a line; from here on it is explained.
_NAMING, _EXPLAINED = 0.4, 0.5
# A row named by its functional item alone is a part of that item; a column that is not asked for is a part of the row; a form
# repeats what the tables say; a blank says nothing, a zero little.
_PART_OF_LINE, _OTHER_COLUMN, _FORM, _BLANK, _ZERO = 0.8, 0.65, 0.85, 0.85, 0.9
# How sure a total is that is named by its column or label, and one that is not.
_TOTAL_NAMED, _TOTAL = 0.9, 0.55
# How much explaining the question and being named by it count, and what the context may add.
_RECALL, _PRECISION, _SETTING = 0.6, 0.4, 1.0
# What the context adds to a fact that is not named by what is asked.
_LEAST_SETTING = 0.3
# What is left of a fact whose own name the question does not say at all.
_UNNAMED = 0.85
# What it adds that the question prints the line's whole name.
_WHOLE_NAME, _SHORTEST_NAME = 0.12, 4


# One value for each unit.
_Values = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """The numbers of a fact's printed strings."""

    label: int
    detail: int
    column: int
    table: int
    subject: int
    quote: int
    parents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that a question may mean. `recall` is the share of the question that it explains, `precision` how much of its
    own name the question says, `explained` the indices of the units that it explains, `named` of those that name its line or
    column; `score` joins them."""

    fact: Fact
    score: float
    recall: float
    precision: float
    explained: frozenset[int]
    named: frozenset[int]


class Judge:
    """One question's units before the facts of a library; the first `own` units are asked, the others set the scene."""

    def __init__(self, strings: PrintedStrings, units: Sequence[Unit], own: int) -> None:
        self._strings = strings
        self._units = units
        self._own = own
        self._tables = [strings.matches(unit) for unit in units]
        self._weights = [strings.unit_weight(unit) for unit in units]
        self._pairs = [frozenset().union(*(pairs(folded(a)) for a in unit.alternatives)) for unit in units]
        self._whole_names = {folded(unit.text) for unit in units if len(unit.text) >= _SHORTEST_NAME}
        self.total = sum(self._weights[:own])
        self._shares: dict[tuple[str, frozenset[int]], float] = {}
        self._codes = {unit.text for unit in units if unit.kind == "code"}
        self._labels: dict[tuple[int, int, str | None], _Values] = {}
        self._columns: dict[int, _Values] = {}
        self._besides: dict[tuple[int, int, int, tuple[int, ...], bool], _Values] = {}

    def judge(self, fact: Fact, fields: Fields) -> Match:
        """How well the fact fits."""
        got = named = setting = 0.0
        explained, naming, by_label = [], [], []
        labels, columns, besides = self._values(fact, fields)
        for n, (label, column, beside) in enumerate(zip(labels, columns, besides, strict=True)):
            by_name = label if label > column else column
            best = by_name if by_name > beside else beside
            if not best:
                continue
            if n < self._own:
                got += best * self._weights[n]
                named += by_name * self._weights[n]
            else:
                setting += best * self._weights[n]
            if best >= _EXPLAINED and self._units[n].kind != "code":
                explained.append(n)
            if by_name >= _NAMING:
                naming.append(n)
            if label >= _NAMING:
                by_label.append(n)
        precision = self._precision(fact, frozenset(by_label), max(columns, default=0.0) >= CLEAR * _COLUMN)
        recall = got / self.total
        fits = _LEAST_SETTING + (1 - _LEAST_SETTING) * named / self.total
        score = recall * (_RECALL + _PRECISION * precision) + _SETTING * fits * setting / (setting + self.total)
        if self._whole_names and self._is_whole_name(fact):
            score += _WHOLE_NAME * precision
        if not any(n < self._own for n in naming):
            score *= _UNNAMED
        return Match(fact, score, recall, precision, frozenset(explained), frozenset(naming))

    def _is_whole_name(self, fact: Fact) -> bool:
        """True where one unit is the line's whole name."""
        if fact.total_row:
            return bare_name(fact.column.split("/")[-1]) in self._whole_names
        return bare_name(fact.label) in self._whole_names or bare_name(fact.detail) in self._whole_names

    def _values(self, fact: Fact, fields: Fields) -> tuple[_Values, _Values, _Values]:
        """How well each unit is found in the fact's label, its column and beside its name: kept, for cells share their rows,
        columns and tables."""
        code = fact.code if fact.code in self._codes else None
        is_text = fact.measure is Measure.TEXT
        row = (fields.label, fields.detail, code)
        side = (fields.table, fields.subject, fields.quote, fields.parents, is_text)
        if row not in self._labels:
            self._labels[row] = tuple(
                1.0
                if code is not None and unit.kind == "code" and code == unit.text
                else max(table.get(fields.label, 0.0), table.get(fields.detail, 0.0))
                for unit, table in zip(self._units, self._tables, strict=True)
            )
        if fields.column not in self._columns:
            # Money in general names no column: every one holds money.
            self._columns[fields.column] = tuple(
                0.0 if unit.generic else table.get(fields.column, 0.0) * _COLUMN
                for unit, table in zip(self._units, self._tables, strict=True)
            )
        if side not in self._besides:
            self._besides[side] = tuple(_beside(table, fields, is_text) for table in self._tables)
        return self._labels[row], self._columns[fields.column], self._besides[side]

    def _precision(self, fact: Fact, by_label: frozenset[int], column_named: bool) -> float:
        """How much of the fact's own name the question says."""
        if fact.total_row:
            label = _TOTAL_NAMED if column_named or self._share(fact, fact.label, by_label) >= CLEAR else _TOTAL
        elif fact.detail:
            label = max(
                self._share(fact, fact.detail, by_label), _PART_OF_LINE * self._share(fact, fact.label, by_label)
            )
        else:
            label = self._share(fact, fact.label, by_label)
        column = 1.0 if column_named or fact.total_column or not fact.column else _OTHER_COLUMN
        blank = _BLANK if fact.value is None else _ZERO if not fact.value and fact.from_cell else 1.0
        return label * column * blank * (_FORM if fact.kind == "project_form" else 1.0)

    def _share(self, fact: Fact, name: str, by_label: frozenset[int]) -> float:
        coded = frozenset(n for n in by_label if self._units[n].kind == "code")
        key = (name, by_label)
        if key not in self._shares:
            named = frozenset().union(*(self._pairs[n] for n in by_label), *((pairs(folded(name)),) if coded else ()))
            self._shares[key] = self._strings.share(name, named)
        return self._shares[key]


def _beside(table: dict[int, float], fields: Fields, is_text: bool) -> float:
    """How well a unit is found beside the name: in the table's title, the subject, the sentence, the parents."""
    return max(
        table.get(fields.table, 0.0) * _TABLE,
        table.get(fields.subject, 0.0) * (_TEXT_SUBJECT if is_text else _SUBJECT),
        table.get(fields.quote, 0.0) * (_TEXT_QUOTE if is_text else _QUOTE),
        max((table.get(parent, 0.0) for parent in fields.parents), default=0.0) * _PARENT,
    )
