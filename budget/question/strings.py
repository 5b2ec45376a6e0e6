"""The strings that a library prints, compared with words by their character pairs: each distinct string once."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache

from budget.number import squeeze
from budget.question.words import Unit

_SYNONYM = 0.92
# From here on a string holds a unit clearly.
CLEAR = 0.7
# What an English word that nothing printed answers to weighs.
_FOREIGN = 2.0
# A string that holds half of a word's pairs may still mean it, for less.
_PART, _PART_WORTH = 0.5, 0.9
# So many alternatives of a unit are weighed.
_WEIGHED = 6
# What the strings hold of so many words is kept.
_KEPT = 2000
_NUMBERING = re.compile(
    r"^(?:其中[:：]?|[一二三四五六七八九十]+、|\d{1,2}[、.．](?!\d)|[（(][一二三四五六七八九十\d]+[)）])+"
)


@cache
def pairs(text: str) -> frozenset[str]:
    """The character pairs of a squeezed text; a single character is its own pair."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset((text,))


@cache
def folded(text: str) -> str:
    """A text as it is compared: squeezed, in lower case."""
    return squeeze(text).lower()


@cache
def bare_name(name: str) -> str:
    """A printed name without its numbering, as it is compared."""
    return _NUMBERING.sub("", folded(name))


class PrintedStrings:
    """Distinct printed strings by number; number 0 is the empty string. They are all taken in before they are compared."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._texts: list[str] = []
        self._postings: dict[str, list[int]] = defaultdict(list)
        self._known: dict[tuple[str, ...], dict[int, float]] = {}
        self._weights: dict[tuple[str, ...], float] = {}
        self._rarities: dict[str, float] = {}
        self._wholes: dict[str, float] = {}
        self.id("")

    def id(self, text: str) -> int:
        """The number of a string; a new one is taken in."""
        bare = folded(text)
        if bare not in self._ids:
            self._ids[bare] = len(self._texts)
            for pair in pairs(bare):
                self._postings[pair].append(len(self._texts))
            self._texts.append(bare)
        return self._ids[bare]

    def rarity(self, pair: str) -> float:
        """How telling a character pair is among these strings."""
        known = self._rarities.get(pair)
        if known is None:
            held = self._postings.get(pair)
            known = math.log(1 + len(self._texts) / (1 + len(held or ())))
            if held:
                self._rarities[pair] = known
        return known

    def weight(self, text: str) -> float:
        """How telling a text is: the rarity of its pairs, dampened so that long names do not drown the rest."""
        return float(math.fsum(self.rarity(pair) for pair in pairs(folded(text))) ** 0.75)

    def occurs(self, text: str) -> bool:
        """True where some string holds the text."""
        return any(value == 1.0 for value in self._holding(folded(text)).values())

    def matches(self, unit: Unit) -> dict[int, float]:
        """How well each string holds the unit, by its number: 1 where it stands there word for word."""
        key = (unit.text, *unit.alternatives)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _KEPT:  # questions bring ever new words
                self._known.clear()
            found = self._known[key] = self._best_of(unit)
        return found

    def unit_weight(self, unit: Unit) -> float:
        """What explaining the unit is worth: its best alternative that is printed, or the unit itself."""
        key = (unit.text, *unit.alternatives)
        weight = self._weights.get(key)
        if weight is None:
            if len(self._weights) >= _KEPT:
                self._weights.clear()
            weight = self._weights[key] = self._weigh(unit)
        return weight

    def _weigh(self, unit: Unit) -> float:
        clear = any(value >= CLEAR for value in self.matches(unit).values())
        printed = [a for a in unit.alternatives if clear and self.occurs(a)]
        if printed:
            return max(self.weight(a) for a in printed[:_WEIGHED])
        return _FOREIGN if unit.text.isascii() else self.weight(unit.text)

    def share(self, name: str, named: frozenset[str]) -> float:
        """How much of a name's telling pairs are among those named."""
        own = pairs(bare_name(name))
        if name not in self._wholes:
            self._wholes[name] = math.fsum(map(self.rarity, own))
        whole = self._wholes[name]
        return math.fsum(map(self.rarity, own & named)) / whole if whole else 0.0

    def _best_of(self, unit: Unit) -> dict[int, float]:
        best: dict[int, float] = {}
        for k, alternative in enumerate(unit.alternatives):
            factor = 1.0 if k == 0 or alternative == unit.text else _SYNONYM
            for id, value in self._holding(folded(alternative)).items():
                if value * factor > best.get(id, 0.0):
                    best[id] = value * factor
        return best

    def _holding(self, bare: str) -> dict[int, float]:
        wanted = pairs(bare)
        counts: Counter[int] = Counter()
        for pair in wanted:
            counts.update(self._postings.get(pair, ()))
        least = max(1, math.ceil(len(wanted) * _PART))
        return {
            id: 1.0 if bare in self._texts[id] else (n / len(wanted)) ** 1.5 * _PART_WORTH
            for id, n in counts.items()
            if n >= least
        }
