"""Links a question's units to the facts of a library: which lines do these words mean, and how surely."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from heapq import nlargest
from operator import itemgetter

from budget.fact import Fact
from budget.question.judge import Fields, Fit, Judge, Match, Row, Side, fact_to_fields
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
        # The facts' fields, and the numbers of their rows and sides: each sort of them is there once.
        self._fields: list[Fields] = []
        self._rows, self._sides = array("L"), array("L")
        self._by_string: dict[int, _Places] = defaultdict(lambda: defaultdict(list))
        self._by_code: dict[str, _Places] = defaultdict(lambda: defaultdict(list))
        fields_known: dict[Fields, Fields] = {}
        rows: dict[Row, int] = {}
        sides: dict[Side, int] = {}
        for i, fact in enumerate(self.facts):
            fields = fact_to_fields(fact, self.strings.id)
            fields = fields_known.setdefault(fields, fields)
            self._fields.append(fields)
            self._rows.append(rows.setdefault(fields.row, len(rows)))
            self._sides.append(sides.setdefault(fields.side, len(sides)))
            for id in _names(fact, fields) - {0}:
                self._by_string[id][fact.filing].append(i)
            if fact.code:
                self._by_code[fact.code][fact.filing].append(i)

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
        found: list[tuple[float, float, Fit, Fact]] = []
        for i in self._candidates(own, files):
            fact, fields = self.facts[i], self._fields[i]
            if accept(fact) and not (refused and (fields.column in refused or fields.row.label in refused)):
                found.append((*judge.judge(fact, self._rows[i], self._sides[i], fields), fact))
        return [
            Match(fact, score, fit.recall, precision, fit.explained, fit.named)
            for score, precision, fit, fact in nlargest(limit, found, key=itemgetter(0))
        ]

    def _candidates(self, units: Sequence[Unit], files: Collection[str] | None) -> Iterable[int]:
        seen: set[int] = set()
        for unit in units:
            if unit.kind == "code":
                seen.update(*_places_in(self._by_code.get(unit.text), files))
            table = self.strings.matches(unit)
            strong = [id for id, value in table.items() if value >= _STRONG]
            for id in strong or table:
                seen.update(*_places_in(self._by_string.get(id), files))
        return sorted(seen)


def _names(fact: Fact, fields: Fields) -> set[int]:
    """The strings that name a fact by themselves."""
    named = {fields.row.label, fields.row.detail, fields.side.subject, fields.side.quote}
    # A column names a fact by itself only where the row is the table's total; a table's title names its grand total.
    if fact.total_row:
        named.add(fields.column)
        if fact.total_column:
            named.add(fields.side.table)
    return named


def _places_in(places: _Places | None, files: Collection[str] | None) -> Iterable[list[int]]:
    """The places in each of these filings, or in all; looked up by whichever of the two is shorter."""
    if not places:
        return ()
    if files is None:
        return places.values()
    if len(files) < len(places):
        return [places[file] for file in files if file in places]
    return [held for file, held in places.items() if file in files]
