"""Judges how well a fact fits a question's units: how much of the question it explains, how much of its name the question says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from budget.fact import Fact, Measure
from budget.question.strings import CLEAR, PrintedStrings, bare_name, folded, pairs
from budget.question.words import Unit
from budget.sentence_facts import CELL

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


class Row(NamedTuple):
    """What names a fact's row: the numbers of its strings, its code."""

    label: int
    detail: int
    code: str | None
    detailed: bool
    total: bool


class Side(NamedTuple):
    """What stands beside a row's name: the numbers of the table's title, the subject, the sentence and the lines above."""

    table: int
    subject: int
    quote: int
    parents: tuple[int, ...]
    is_text: bool


class Worth(NamedTuple):
    """What a figure is worth by its sort: one of its column or one of the whole, blank or zero, printed in a form."""

    whole_column: bool
    blank: float
    form: float


class Fields(NamedTuple):
    """All that a judge looks at of a fact: few rows, sides and columns make many facts, so each is judged once."""

    row: Row
    side: Side
    column: int
    worth: Worth


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


def fact_to_fields(fact: Fact, id: Callable[[str], int]) -> Fields:
    """What a judge looks at, by the numbers that `id` gives to strings."""
    is_text = fact.measure is Measure.TEXT
    told = fact.statement is not None or is_text and (fact.source.table is None or fact.kind == CELL)
    return Fields(
        Row(id(fact.label), id(fact.detail), fact.code, bool(fact.detail), fact.total_row),
        Side(
            id(fact.table),
            id(fact.subject),
            id(fact.quote) if told else 0,
            tuple(id(parent) for parent in fact.parents),
            is_text,
        ),
        id(fact.column),
        Worth(
            fact.total_column or not fact.column,
            _BLANK if fact.value is None else _ZERO if not fact.value and fact.from_cell else 1.0,
            _FORM if fact.kind == "project_form" else 1.0,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A row before the question: how well its label holds each unit, how much of its name the question says."""

    values: _Values
    share: float
    whole: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """How rows, columns and sides that hold the units so well fit the question, whatever they are called."""

    recall: float
    setting: float
    unnamed: float
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
        self._codes = {unit.text for unit in units if unit.kind == "code"}
        self._rows: dict[int, _Named] = {}
        self._columns: dict[int, _Values] = {}
        self._sides: dict[int, _Values] = {}
        self._fits: dict[tuple[_Values, _Values, _Values], Fit] = {}
        self._held = set().union(*self._tables)
        self._nowhere = (0.0,) * len(units)

    def judge(self, fact: Fact, row: int, side: int, fields: Fields) -> tuple[float, float, Fit]:
        """Score, precision and fit of a fact; `row` and `side` are the numbers of its row and side."""
        named = self._rows.get(row) or self._row(row, fact, fields.row)
        columns = self._columns.get(fields.column) or self._column(fields.column)
        besides = self._sides.get(side) or self._side(side, fields.side)
        key = (named.values, columns, besides)
        fit = self._fits.get(key) or self._fit(key)
        precision = self._precision(fields, named.share, max(columns) >= CLEAR * _COLUMN)
        score = fit.recall * (_RECALL + _PRECISION * precision) + fit.setting
        if named.whole or fields.row.total and self._is_whole(fact.column.split("/")[-1]):
            score += _WHOLE_NAME * precision
        return score * fit.unnamed, precision, fit

    def _fit(self, key: tuple[_Values, _Values, _Values]) -> Fit:
        got = named = setting = 0.0
        explained, naming = [], []
        for n, (label, column, beside) in enumerate(zip(*key, strict=True)):
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
        fits = _LEAST_SETTING + (1 - _LEAST_SETTING) * named / self.total
        unnamed = 1.0 if any(n < self._own for n in naming) else _UNNAMED
        around = _SETTING * fits * setting / (setting + self.total)
        fit = Fit(got / self.total, around, unnamed, frozenset(explained), frozenset(naming))
        self._fits[key] = fit
        return fit

    def _is_whole(self, name: str) -> bool:
        """True where one unit is this whole name."""
        return bool(self._whole_names) and bare_name(name) in self._whole_names

    def _row(self, number: int, fact: Fact, row: Row) -> _Named:
        code = row.code if row.code in self._codes else None
        values = tuple(
            1.0
            if code is not None and unit.kind == "code" and code == unit.text
            else max(table.get(row.label, 0.0), table.get(row.detail, 0.0))
            for unit, table in zip(self._units, self._tables, strict=True)
        )
        by_label = [n for n, value in enumerate(values) if value >= _NAMING]
        share = self._share(fact.label, by_label)
        if row.detailed and not row.total:
            share = max(self._share(fact.detail, by_label), _PART_OF_LINE * share)
        whole = not row.total and (self._is_whole(fact.label) or self._is_whole(fact.detail))
        named = self._rows[number] = _Named(values, share, whole)
        return named

    def _column(self, id: int) -> _Values:
        # Money in general names no column: every one holds money.
        values = self._columns[id] = tuple(
            0.0 if unit.generic else table.get(id, 0.0) * _COLUMN
            for unit, table in zip(self._units, self._tables, strict=True)
        )
        return values

    def _side(self, number: int, side: Side) -> _Values:
        if self._held.isdisjoint((side.table, side.subject, side.quote, *side.parents)):
            values = self._nowhere
        else:
            values = tuple(_beside(table, side) for table in self._tables)
        self._sides[number] = values
        return values

    def _precision(self, fields: Fields, share: float, column_named: bool) -> float:
        """How much of the fact's own name the question says."""
        if fields.row.total:
            share = _TOTAL_NAMED if column_named or share >= CLEAR else _TOTAL
        worth = fields.worth
        column = 1.0 if column_named or worth.whole_column else _OTHER_COLUMN
        return share * column * worth.blank * worth.form

    def _share(self, name: str, by_label: Sequence[int]) -> float:
        if not by_label:
            return 0.0
        coded = any(self._units[n].kind == "code" for n in by_label)
        named = frozenset().union(*(self._pairs[n] for n in by_label), *((pairs(folded(name)),) if coded else ()))
        return self._strings.share(name, named)


def _beside(table: dict[int, float], side: Side) -> float:
    """How well a unit is found beside the name: in the table's title, the subject, the sentence, the parents."""
    return max(
        table.get(side.table, 0.0) * _TABLE,
        table.get(side.subject, 0.0) * (_TEXT_SUBJECT if side.is_text else _SUBJECT),
        table.get(side.quote, 0.0) * (_TEXT_QUOTE if side.is_text else _QUOTE),
        max((table.get(parent, 0.0) for parent in side.parents), default=0.0) * _PARENT,
    )
