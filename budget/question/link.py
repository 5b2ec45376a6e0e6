"""Links a question's units to the facts of a library: which lines do these words mean, and how surely.

Each distinct printed string (label, column, title, sentence) is compared with each unit once, by its character pairs; a fact
is as good as the share of the question's words that it explains, times how much of its own label the question names.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from budget.fact import Fact, Measure
from budget.number import squeeze
from budget.question.words import Unit

# What a unit found in this part of a fact is worth.
_LABEL, _COLUMN, _PARENT, _TABLE, _SUBJECT, _QUOTE = 1.0, 0.95, 0.6, 0.75, 0.85, 0.55
# A sentence is found by its own words before the heading above it.
_TEXT_SUBJECT = 0.7
# From here on a unit names a line.
_NAMING = 0.4
_SYNONYM = 0.92
_CLEAR = 0.7
# What an English word that nothing printed answers to weighs.
_FOREIGN = 2.0
# A row named by its functional item alone is a part of that item; a column that is not asked for is a part of the row; a form
# repeats what the tables say.
_PART_OF_LINE, _OTHER_COLUMN, _FORM, _BLANK = 0.8, 0.65, 0.85, 0.85
# What the units of the context weigh, and how much they may add.
_CONTEXT, _SETTING = 1.0, 1.0
# How much explaining the question and being named by it count.
_RECALL, _PRECISION = 0.6, 0.4
# What it adds that the question prints the line's whole name.
_WHOLE_NAME = 0.12


def pairs(text: str) -> frozenset[str]:
    """The character pairs of a squeezed text; a single character is its own pair."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


@cache
def bare_name(name: str) -> str:
    """A printed name without its numbering, in lower case."""
    return re.sub(r"^(?:其中[:：]?|[一二三四五六七八九十]+、|\d{1,2}[、.．](?!\d)|[（(][一二三四五六七八九十\d]+[)）])+", "", squeeze(name).lower())


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


@dataclass(frozen=True, slots=True)
class _Fields:
    label: int
    detail: int
    column: int
    table: int
    subject: int
    quote: int
    parents: tuple[int, ...]


class Links:
    """The facts of some filings, ready to be linked to."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self._ids: dict[str, int] = {}
        self._texts: list[str] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._fields = [self._fields_of(fact) for fact in self.facts]
        self._by_string: dict[int, list[int]] = defaultdict(list)
        for i, f in enumerate(self._fields):
            for id in {f.label, f.detail, f.column, f.subject, f.quote} - {0}:
                self._by_string[id].append(i)
        self._by_code: dict[str, list[int]] = defaultdict(list)
        for i, fact in enumerate(self.facts):
            if fact.code:
                self._by_code[fact.code].append(i)
        self._total = max(1, len(self._texts))

    def _id(self, text: str) -> int:
        bare = squeeze(text).lower()
        if bare not in self._ids:
            self._ids[bare] = len(self._texts)
            for pair in pairs(bare):
                self._postings[pair].append(len(self._texts))
            self._texts.append(bare)
        return self._ids[bare]

    def _fields_of(self, fact: Fact) -> _Fields:
        if not self._texts:
            self._id("")
        quote = self._id(fact.quote) if fact.statement is not None or fact.measure is Measure.TEXT else 0
        return _Fields(
            self._id(fact.label), self._id(fact.detail), self._id(fact.column), self._id(fact.table),
            self._id(fact.subject), quote, tuple(self._id(parent) for parent in fact.parents),
        )

    def rarity(self, pair: str) -> float:
        """How telling a character pair is in this library."""
        return math.log(1 + self._total / (1 + len(self._postings.get(pair, ()))))

    def weight(self, text: str) -> float:
        """How telling a text is: the rarity of its pairs, dampened so that long names do not drown the rest."""
        bare = squeeze(text).lower()
        total = sum(self.rarity(pair) for pair in pairs(bare))
        return total ** 0.75

    def occurs(self, text: str) -> bool:
        """True where some string of the library holds the text."""
        return bool(self._matches_one(squeeze(text).lower(), only_whole=True))

    def _matches_one(self, bare: str, only_whole: bool = False) -> dict[int, float]:
        wanted = pairs(bare)
        counts: Counter[int] = Counter()
        for pair in wanted:
            counts.update(self._postings.get(pair, ()))
        least = len(wanted) if only_whole else max(1, math.ceil(len(wanted) * 0.5))
        found = {}
        for id, n in counts.items():
            if n < least:
                continue
            if bare in self._texts[id]:
                found[id] = 1.0
            elif not only_whole:
                found[id] = (n / len(wanted)) ** 1.5 * 0.9
        return found

    def unit_matches(self, unit: Unit) -> dict[int, float]:
        """How well each printed string holds the unit, by string id: 1 where it stands there word for word."""
        best: dict[int, float] = {}
        for k, alternative in enumerate(unit.alternatives):
            factor = 1.0 if k == 0 or alternative == unit.text else _SYNONYM
            for id, value in self._matches_one(squeeze(alternative).lower()).items():
                if value * factor > best.get(id, 0.0):
                    best[id] = value * factor
        return best

    def unit_weight(self, unit: Unit, matches: dict[int, float]) -> float:
        """What explaining the unit is worth: its best alternative that the library prints, or the unit itself."""
        printed = [a for a in unit.alternatives if any(m >= _CLEAR for m in matches.values()) and self.occurs(a)]
        return max((self.weight(a) for a in printed[:6]), default=self.weight(unit.text) if not unit.text.isascii() else _FOREIGN)

    def known_weight(self, unit: Unit) -> float:
        """The weight of a unit by itself."""
        return self.unit_weight(unit, self.unit_matches(unit))

    def match(
        self, units: Sequence[Unit], accept: Callable[[Fact], bool], extra: Sequence[Unit] = (), limit: int = 400
    ) -> list[Match]:
        """The facts that the units may mean, best first; `extra` units (the context) only add."""
        refused = self._strings_of([u for u in (*units, *extra) if u.excluded])
        units, extra = [u for u in units if not u.excluded], [u for u in extra if not u.excluded]
        everything = [*units, *extra]
        tables = [self.unit_matches(unit) for unit in everything]
        weights = [self.unit_weight(u, t) for u, t in zip(everything, tables, strict=True)]
        weights = [w if i < len(units) else w * _CONTEXT for i, w in enumerate(weights)]
        total = sum(weights[: len(units)])
        if not total:
            return []
        found = []
        for i in self._candidates(everything, tables):
            if accept(self.facts[i]) and not refused & {self._fields[i].label, self._fields[i].column}:
                found.append(self._judge(i, everything, tables, weights, total, len(units)))
        return sorted(found, key=lambda m: -m.score)[:limit]

    def _strings_of(self, units: Sequence[Unit]) -> set[int]:
        """The printed strings that hold one of these units word for word."""
        return {id for unit in units for id, value in self.unit_matches(unit).items() if value >= _SYNONYM}

    def _candidates(self, units: Sequence[Unit], tables: Sequence[dict[int, float]]) -> Iterable[int]:
        seen: set[int] = set()
        for unit, table in zip(units, tables, strict=True):
            if unit.kind == "code":
                seen.update(self._by_code.get(unit.text, ()))
            for id in table:
                seen.update(self._by_string.get(id, ()))
        return sorted(seen)

    def _judge(
        self, i: int, units: Sequence[Unit], tables: Sequence[dict[int, float]], weights: Sequence[float], total: float, own: int
    ) -> Match:
        fact, f = self.facts[i], self._fields[i]
        got, setting, explained, naming = 0.0, 0.0, set(), set()
        named: set[str] = set()
        quote_worth = _LABEL if fact.measure is Measure.TEXT else _QUOTE
        subject_worth = _TEXT_SUBJECT if fact.measure is Measure.TEXT else _SUBJECT
        column_named = False
        for n, (unit, table) in enumerate(zip(units, tables, strict=True)):
            label = max(table.get(f.label, 0.0) * _LABEL, table.get(f.detail, 0.0) * _LABEL)
            column = table.get(f.column, 0.0) * _COLUMN
            if unit.kind == "code" and fact.code == unit.text:
                label = 1.0
                named |= pairs(squeeze(fact.label).lower())
            rest = max(
                table.get(f.table, 0.0) * _TABLE, table.get(f.subject, 0.0) * subject_worth,
                table.get(f.quote, 0.0) * quote_worth if f.quote else 0.0,
                max((table.get(p, 0.0) for p in f.parents), default=0.0) * _PARENT,
            )
            best = max(label, column, rest)
            if n < own:
                got += best * weights[n]
            else:
                setting += best * weights[n]
            if best >= 0.5 and unit.kind != "code":
                explained.add(n)
            if max(label, column) >= _NAMING:
                naming.add(n)
            if label >= 0.4:
                for alternative in unit.alternatives:
                    named |= pairs(squeeze(alternative).lower())
            column_named = column_named or column >= _CLEAR * _COLUMN
        precision = self._precision(fact, named, column_named)
        recall = got / total
        names = {bare_name(fact.label), bare_name(fact.detail)}
        whole = _WHOLE_NAME if any(len(u.text) >= 4 and squeeze(u.text).lower() in names for u in units) else 0.0
        score = recall * (_RECALL + _PRECISION * precision) + whole * precision + _SETTING * setting / (setting + total)
        return Match(fact, score, recall, precision, frozenset(explained), frozenset(naming))

    def _precision(self, fact: Fact, named: set[str], column_named: bool) -> float:
        """How much of the fact's own name the question says."""
        if fact.total_row:
            label = 0.9 if column_named or self._share(fact.label, named) >= _CLEAR else 0.55
        elif fact.detail:
            label = max(self._share(fact.detail, named), _PART_OF_LINE * self._share(fact.label, named))
        else:
            label = self._share(fact.label, named)
        column = 1.0 if column_named or fact.total_column or not fact.column else _OTHER_COLUMN
        return label * column * (1.0 if fact.value is not None else _BLANK) * (_FORM if fact.kind == "project_form" else 1.0)

    def _share(self, name: str, named: set[str]) -> float:
        own = pairs(bare_name(name))
        whole = sum(self.rarity(pair) for pair in own)
        return sum(self.rarity(pair) for pair in own & named) / whole if whole else 0.0
