"""Chinese names that an English question spells in Latin letters: Laizhou → 莱州, where a filing prints it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from budget.number import squeeze
from budget.question.words import Unit

# Gives a Chinese text's reading in Latin letters, one string a character.
Romanise = Callable[[str], list[str]]
_SHORTEST, _LONGEST = 2, 4
# Names that English has of its own.
_NAMES = Path(__file__).parent / "data" / "english_names.toml"
_SPELLED = re.compile(r"[A-Z][a-z]{3,}(?:['’]s)?")
# So many readings of one spelling are tried.
_MOST = 6


def bare_word(word: str) -> str:
    """An English word in lower case without its genitive, and without the mark that parts syllables (Xi'an)."""
    return re.sub(r"['’]s$", "", word.lower()).replace("'", "").replace("’", "")


@cache
def readings(name: str, romanise: Romanise | None) -> frozenset[str]:
    """All runs of two to four characters of one name, in Latin letters, and what English calls its places."""
    if romanise is None:
        return frozenset()
    syllables = romanise(squeeze(name))
    runs = frozenset(
        "".join(syllables[i : i + size])
        for size in range(_SHORTEST, _LONGEST + 1)
        for i in range(len(syllables) - size + 1)
    )
    return runs | {english for english, chinese in _english_names().items() if chinese in name}


@cache
def _english_names() -> dict[str, str]:
    """English names of places that are no readings, to Chinese."""
    return tomllib.loads(_NAMES.read_text(encoding="utf-8"))


def spelled_units(units: Sequence[Unit], printed: str, romanise: Romanise | None) -> list[Unit]:
    """The units, unknown words that spell a name of the printed text with that name."""
    if romanise is None:
        return list(units)
    return [
        replace(unit, alternatives=found, kind="name", known=True)
        if not unit.known and _SPELLED.fullmatch(unit.text) and (found := _runs(unit.text, printed, romanise))
        else unit
        for unit in units
    ]


def _runs(word: str, printed: str, romanise: Romanise) -> tuple[str, ...]:
    """The printed runs of characters that the word spells, the commonest first."""
    characters = _characters(printed, romanise)
    ways = [
        "".join(f"[{characters[syllable]}]" for syllable in syllables)
        for syllables in _split(bare_word(word), characters)
        if _SHORTEST <= len(syllables) <= _LONGEST
    ]
    found = Counter(re.findall("|".join(ways), printed)) if ways else Counter[str]()
    return tuple(run for run, _ in sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_MOST])


@lru_cache(maxsize=4)
def _characters(printed: str, romanise: Romanise) -> Mapping[str, str]:
    """The Chinese characters of the text by their reading."""
    by_reading: dict[str, str] = defaultdict(str)
    for char in sorted(set(re.findall(r"[㐀-鿿]", printed))):
        by_reading[romanise(char)[0]] += char
    return dict(by_reading)


def _split(word: str, syllables: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The ways to read a word as syllables."""
    if not word:
        yield ()
    for size in range(1, min(6, len(word)) + 1):
        if word[:size] in syllables:
            for rest in _split(word[size:], syllables):
                yield (word[:size], *rest)
