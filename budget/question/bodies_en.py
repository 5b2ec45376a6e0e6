"""Bodies that an English question names: Finance Bureau, Wanli Sub-district, the petitions office."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from budget.number import squeeze
from budget.question.bodies import BodyMention, bodies_data
from budget.question.words import Unit

# Gives a Chinese text's reading in Latin letters, one string a character.
Romanise = Callable[[str], list[str]]
# Words that no body's name goes on before.
_BEFORE_WORDS = """
    the a an its their our this that each every which what how much many did does do is was are were at in for of by from has have
    had between why to than and or other does's
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
_LONGEST_NAME = 4


@cache
def _ending() -> re.Pattern[str]:
    words = sorted(bodies_data()["english_endings"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})s?\b(?:'s)?", re.I)


def _phrase_start(text: str, end: int) -> int:
    """Where the words before a body's ending begin: back to an article, a preposition or a verb of asking."""
    start = end
    for match in reversed(list(re.finditer(r"[A-Za-z'’-]+", text[:end]))):
        word = match.group().lower()
        if word in _BEFORE and not (
            word == "and" and start != end and match.start() > 0 and _joins(text, match.start())
        ):
            break
        if text[match.end() : start].strip(" "):
            break
        start = match.start()
    return start


def _joins(text: str, at: int) -> bool:
    """True where "and" joins two words of one name (human resources and social security bureau)."""
    before = re.search(r"([A-Za-z]+) $", text[:at])
    return bool(before) and before is not None and before.group(1).lower() not in _BEFORE


def find_english_bodies(
    text: str, bodies: Sequence[str], words: Callable[[str], list[Unit]], romanise: Romanise | None = None
) -> tuple[list[BodyMention], str | None, tuple[Unit, ...]]:
    """The library's bodies that the text names; a body that it names and the library lacks (None where there is none), and the
    words of its name."""
    found: list[BodyMention] = []
    unknown: str | None = None
    said: tuple[Unit, ...] = ()
    for match in _ending().finditer(text):
        start = _phrase_start(text, match.start())
        phrase = text[start : match.start()].strip()
        if not phrase:
            if re.search(r"\b(?:the|its|this|their|our)\s*$", text[: match.start()], re.I):
                found.append(BodyMention(match.group(), (), match.start(), match.end()))
            continue
        hits, named = _bodies_of(phrase, bodies, words, romanise)
        if hits:
            found.append(BodyMention(text[start : match.end()], hits, start, match.end()))
        elif named:
            unknown, said = (
                text[start : match.end()],
                tuple(unit for unit in words(text[start : match.end()]) if unit.known),
            )
    return found + _proper_names(text, bodies, found, romanise), unknown, said


def _bodies_of(
    phrase: str, bodies: Sequence[str], words: Callable[[str], list[Unit]], romanise: Romanise | None
) -> tuple[tuple[str, ...], bool]:
    """The bodies whose names hold every known word of the phrase; whether the phrase has a known word at all."""
    pool = list(bodies)
    named = False
    for token in re.findall(r"[A-Za-z'’]+", phrase):
        if romanise and (read := [b for b in pool if token.lower() in _readings(b, romanise)]):
            pool, named = read, True
    for unit in words(phrase):
        if not unit.known or any(unit.text.lower() in _readings(b, romanise) for b in bodies if romanise):
            continue
        named = True
        pool = [b for b in pool if any(_stands_in(a, b) for a in unit.alternatives)]
    return (tuple(pool), named) if named else ((), False)


def _stands_in(word: str, body: str) -> bool:
    bare = word.rstrip("局委办厅院部")
    return len(bare) > 1 and bare in squeeze(body)


@cache
def _readings(body: str, romanise: Romanise | None) -> frozenset[str]:
    """All runs of two to four characters of the name, in Latin letters."""
    if romanise is None:
        return frozenset()
    syllables = romanise(squeeze(body))
    return frozenset(
        "".join(syllables[i : i + size])
        for size in range(2, _LONGEST_NAME + 1)
        for i in range(len(syllables) - size + 1)
    )


def _proper_names(
    text: str, bodies: Sequence[str], known: list[BodyMention], romanise: Romanise | None
) -> list[BodyMention]:
    """Names in Latin letters that stand alone (Wanli) and belong to some of the bodies."""
    found = []
    for match in re.finditer(r"\b[A-Z][a-z]{3,}\b", text):
        inside = any(m.start <= match.start() < m.end for m in known)
        hits = tuple(b for b in bodies if match.group().lower() in _readings(b, romanise))
        if hits and not inside and len(hits) < max(2, len(bodies)):
            found.append(BodyMention(match.group(), hits, match.start(), match.end()))
    return found
