"""What words may mean that nothing links to: the names nearest to them, as a measure from outside tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budget.question.reading import Reading
from budget.question.words import Unit, Vocabulary

# For each word the names that are nearest to it in meaning, the nearest first, each with its similarity (at most 1).
Nearest = Callable[[Sequence[str]], Sequence[Sequence[tuple[str, float]]]]

TAKEN: Final = 0.72
"""A word that means a name so surely is taken for it."""
NAMED: Final = 0.65
"""A name that is so sure may be told as the nearest thing there is."""
# So many names are looked at; another name that means the same speaks for it with this share of what it has above the least.
_LOOKED_AT, _WITNESSES, _WEIGHT, _LEAST = 6, 2, 0.4, 0.4


@dataclass(frozen=True, slots=True)
class Meant:
    """A run of a question's words, what filings print that it may mean (the likeliest first), and how surely."""

    units: tuple[Unit, ...]
    word: str
    names: tuple[str, ...]
    sureness: float


def runs(units: Sequence[Unit], text: str, is_unlinked: Callable[[Unit], bool]) -> list[tuple[Unit, ...]]:
    """The words that nothing links to, those together that stand side by side."""
    found: list[tuple[Unit, ...]] = []
    for unit in sorted((u for u in units if is_unlinked(u)), key=lambda u: u.start):
        beside = found and not text[found[-1][-1].end : unit.start].strip()
        found = [*found[:-1], (*found[-1], unit)] if beside else [*found, (unit,)]
    return found


def meant_by(
    run: tuple[Unit, ...], text: str, nearest: Nearest, vocabulary: Vocabulary, is_printed: Callable[[str], bool]
) -> list[Meant]:
    """What the run may mean as a whole, else what each of its words may mean; only what is printed counts."""
    ways = [run] if len(run) == 1 else [run, *((unit,) for unit in run)]
    words = [text[way[0].start : way[-1].end] for way in ways]
    found = [
        _weighed(way, word, near, vocabulary, is_printed)
        for way, word in zip(ways, words, strict=True)
        for near in nearest([word])
    ]
    if len(run) > 1 and found[0] is not None and found[0].sureness >= TAKEN:
        found = found[:1]
    return [meant for meant in found if meant is not None]


def _weighed(
    units: tuple[Unit, ...],
    word: str,
    near: Sequence[tuple[str, float]],
    vocabulary: Vocabulary,
    is_printed: Callable[[str], bool],
) -> Meant | None:
    """The nearest name, the surer the more of the names next to it mean the same: likeness of letters alone has no witness."""
    known = [(similarity, vocabulary.meanings(name) or (name,)) for name, similarity in near]
    known = [(similarity, names) for similarity, names in known if any(map(is_printed, names))][:_LOOKED_AT]
    if not known:
        return None
    best, names = known[0]
    agree = [(similarity, others) for similarity, others in known[1:] if set(names) & set(others)]
    sureness = best + _WEIGHT * sum(max(similarity - _LEAST, 0) for similarity, _ in agree[:_WITNESSES])
    votes = {name: sum(name in others for _, others in agree) for name in names if is_printed(name)}
    return Meant(units, word, tuple(sorted(votes, key=lambda name: -votes[name])), sureness)


def understood(reading: Reading, meant: Sequence[Meant]) -> Reading:
    """The reading with these words as if the vocabulary had them."""
    known: dict[Unit, Unit | None] = {}
    for one in meant:
        first, last = one.units[0], one.units[-1]
        whole = Unit(one.word, (one.word, *one.names), first.start, last.end, "everyday")
        known |= dict.fromkeys(one.units[1:]) | {first: whole}
    clauses = tuple(replace(clause, units=_put(clause.units, known)) for clause in reading.clauses)
    return replace(reading, units=_put(reading.units, known), clauses=clauses, context=_put(reading.context, known))


def _put(units: Sequence[Unit], known: Mapping[Unit, Unit | None]) -> tuple[Unit, ...]:
    changed = (known.get(unit, unit) for unit in units)
    return tuple(unit for unit in changed if unit is not None)
