"""Links a question's units to the facts of a library: which lines do these words mean, and how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nlargest

from budget.fact import Fact, Measure
from budget.question.judge import Fields, Judge, Match
from budget.question.strings import PrintedStrings, pairs
from budget.question.words import Unit

__all__ = ["Links", "Match", "pairs"]

# A string that holds a unit this well makes its facts candidates; where none does, any that holds some of it.
_STRONG = 0.85
_REFUSED = 0.92

# The places of facts, by filing.
_Places = dict[str, list[int]]


class Links:
    """The facts of some filings, ready to be linked to."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = tuple(facts)
        self.strings = PrintedStrings()
        self._fields = [self._fields_of(fact) for fact in self.facts]
        self._by_string: dict[int, _Places] = defaultdict(lambda: defaultdict(list))
        self._by_code: dict[str, _Places] = defaultdict(lambda: defaultdict(list))
        for i, (fact, fields) in enumerate(zip(self.facts, self._fields, strict=True)):
            # A column names a fact by itself only where the row is the table's total.
            named = {fields.label, fields.detail, fields.subject, fields.quote} | (
                {fields.column} if fact.total_row else set()
            )
            # A table's title names its grand total.
            if fact.total_row and fact.total_column:
                named.add(fields.table)
            for id in named - {0}:
                self._by_string[id][fact.filing].append(i)
            if fact.code:
                self._by_code[fact.code][fact.filing].append(i)

    def _fields_of(self, fact: Fact) -> Fields:
        told = fact.statement is not None or fact.measure is Measure.TEXT and fact.source.table is None
        id = self.strings.id
        return Fields(
            id(fact.label),
            id(fact.detail),
            id(fact.column),
            id(fact.table),
            id(fact.subject),
            id(fact.quote) if told else 0,
            tuple(id(parent) for parent in fact.parents),
        )

    def known_weight(self, unit: Unit) -> float:
        """The weight of a unit by itself."""
        return self.strings.unit_weight(unit)

    def is_strange(self, unit: Unit) -> bool:
        """True where no printed string holds even half of the unit: a Chinese name of three characters or more."""
        return not unit.text.isascii() and len(unit.text) > 2 and not self.strings.matches(unit)

    def match(
        self,
        units: Sequence[Unit],
        accept: Callable[[Fact], bool],
        extra: Sequence[Unit] = (),
        files: Collection[str] | None = None,
        limit: int = 400,
    ) -> list[Match]:
        """The facts of these filings (or of all) that the units may mean, best first; `extra` units (the context) only add."""
        refused = {
            id for u in (*units, *extra) if u.excluded for id, v in self.strings.matches(u).items() if v >= _REFUSED
        }
        own = [u for u in units if not u.excluded]
        judge = Judge(self.strings, [*own, *(u for u in extra if not u.excluded)], len(own))
        if not judge.total:
            return []
        found = [
            judge.judge(self.facts[i], self._fields[i])
            for i in self._candidates(own, files)
            if accept(self.facts[i]) and not refused & {self._fields[i].label, self._fields[i].column}
        ]
        return nlargest(limit, found, key=lambda m: m.score)

    def _candidates(self, units: Sequence[Unit], files: Collection[str] | None) -> Iterable[int]:
        seen: set[int] = set()
        for unit in units:
            if unit.kind == "code":
                seen.update(_places_in(self._by_code.get(unit.text), files))
            table = self.strings.matches(unit)
            strong = [id for id, value in table.items() if value >= _STRONG]
            for id in strong or table:
                seen.update(_places_in(self._by_string.get(id), files))
        return sorted(seen)


def _places_in(places: _Places | None, files: Collection[str] | None) -> Iterable[int]:
    """The places in these filings, or in all; looked up by whichever of the two is shorter."""
    if not places:
        return ()
    if files is None:
        return (i for held in places.values() for i in held)
    named = [f for f in files if f in places] if len(files) < len(places) else [f for f in places if f in files]
    return (i for file in named for i in places[file])
