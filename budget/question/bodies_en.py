"""Bodies that an English question names: Finance Bureau, Wanli Sub-district, the petitions office, the audit and finance bureaus."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from budget.number import squeeze
from budget.question.bodies import BodyMention, bodies_data
from budget.question.spelling import Romanise, bare_word, readings
from budget.question.words import Unit

# Words that no body's name goes on before.
_BEFORE_WORDS = """
    the a an its their our this that each every which what how much many did does do is was are were at in for of by from has have
    had between why to than and or other does's rank compare
"""
_BEFORE = frozenset(_BEFORE_WORDS.split())
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")


@cache
def _ending() -> re.Pattern[str]:
    words = "|".join(sorted(bodies_data()["english_endings"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})(?:\s+(?:{words}))*s?\b(?:['’]s?)?", re.I)


def _phrase_start(text: str, end: int, several: bool) -> int:
    """Where the words before a body's ending begin: back to an article, a preposition or a verb of asking; over commas where
    the ending stands for several bodies."""
    start = end
    between = r"\s*,?\s*" if several else r"\s*"
    for match in reversed(list(_WORD.finditer(text[:end]))):
        word = match.group().lower()
        if word in _BEFORE and not (word == "and" and start != end and _joins(text, match.start(), several)):
            break
        if not several and _ending().fullmatch(word) and (joined := re.match(r"and\s+", text[start:])):
            # Another body's ending before "and": one name ends there.
            return start + joined.end()
        if not re.fullmatch(between, text[match.end() : start]):
            break
        start = match.start()
    return start


def _joins(text: str, at: int, several: bool) -> bool:
    """True where "and" joins two words of one name (human resources and social security bureau) or of a list."""
    before = re.search(rf"([A-Za-z-]+){',?' if several else ''} $", text[:at])
    return bool(before) and before is not None and before.group(1).lower() not in _BEFORE


def find_english_bodies(
    text: str, bodies: Sequence[str], words: Callable[[str], list[Unit]], romanise: Romanise | None = None
) -> tuple[list[BodyMention], str | None, tuple[Unit, ...]]:
    """The library's bodies that the text names; a body that it names and the library lacks (None where there is none), and the
    words of its name."""
    found: list[BodyMention] = []
    unknown: str | None = None
    said: tuple[Unit, ...] = ()
    official = [u for u in words(text) if u.kind == "body" and u.text.isascii()]
    for match in _ending().finditer(text):
        several = bool(re.search(r"s(?:['’]s?)?$", match.group())) and not match.group().endswith(("'s", "’s"))
        start = _phrase_start(text, match.start(), several)
        phrase = text[start : match.start()].strip()
        if not phrase:
            if re.search(r"\b(?:the|its|this|their|our)\s*$", text[: match.start()], re.I):
                found.append(BodyMention(match.group(), (), match.start(), match.end()))
            continue
        hits = _listed(phrase, bodies, words, romanise) if several else ()
        named = bool(hits)
        if not hits:
            hits, named = _bodies_of(phrase, bodies, words, romanise)
        if (
            not several
            and len(hits) != 1
            and (known := next((u for u in official if u.start <= match.start() < u.end), None))
        ):
            hits = _called(known, text[start : known.start], hits, bodies, words, romanise) or hits
        if hits:
            found.append(BodyMention(text[start : match.end()], hits, start, match.end()))
        elif named or _is_proper(phrase, words):
            unknown = text[start : match.end()]
            said = tuple(unit for unit in words(unknown) if unit.known or unit.text[0].isupper())
    return found + _proper_names(text, bodies, found, romanise), unknown, said


def _called(
    unit: Unit,
    before: str,
    hits: tuple[str, ...],
    bodies: Sequence[str],
    words: Callable[[str], list[Unit]],
    romanise: Romanise | None,
) -> tuple[str, ...]:
    """The bodies that the vocabulary's own name for such a body means (the data bureau), of the place named before it."""
    pool = (
        hits or _bodies_of(before, bodies, words, romanise)[0] or (() if _is_proper(before, words) else tuple(bodies))
    )
    return tuple(b for b in pool if any(_stands_in(a, b) for a in unit.alternatives))


def _is_proper(phrase: str, words: Callable[[str], list[Unit]]) -> bool:
    """True where the phrase has a name that nothing printed answers to (Changshou)."""
    return any(not unit.known and unit.text[0].isupper() for unit in words(phrase))


def _listed(
    phrase: str, bodies: Sequence[str], words: Callable[[str], list[Unit]], romanise: Romanise | None
) -> tuple[str, ...]:
    """The bodies of a list that shares its ending (the audit, finance and justice bureaus); none where one is not there."""
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", phrase)
    found = [_bodies_of(part, bodies, words, romanise)[0] for part in parts] if len(parts) > 1 else []
    return tuple(dict.fromkeys(body for hits in found for body in hits)) if all(found) else ()


def _bodies_of(
    phrase: str, bodies: Sequence[str], words: Callable[[str], list[Unit]], romanise: Romanise | None
) -> tuple[tuple[str, ...], bool]:
    """The bodies whose names hold every known word of the phrase; whether the phrase has a known word at all."""
    pool = list(bodies)
    named = False
    for token in re.findall(r"[A-Za-z]+(?:['’][a-rt-z][a-z]*)?", re.sub(r"['’]s\b", "", phrase)):
        if romanise and (read := [b for b in pool if bare_word(token) in readings(b, romanise)]):
            pool, named = read, True
    regions = set(bodies_data()["english_regions"])
    for unit in words(phrase):
        if not unit.known or any(bare_word(unit.text) in readings(b, romanise) for b in bodies if romanise):
            continue
        if set(re.findall(r"[a-z]+", unit.text.lower())) <= regions:
            continue
        named = True
        pool = [b for b in pool if any(_stands_in(a, b) for a in unit.alternatives)]
    return (tuple(pool), named) if named else ((), False)


def _stands_in(word: str, body: str) -> bool:
    bare = word.rstrip("局委办厅院部")
    return len(bare) > 1 and bare in squeeze(body)


def _proper_names(
    text: str, bodies: Sequence[str], known: list[BodyMention], romanise: Romanise | None
) -> list[BodyMention]:
    """Names in Latin letters that stand alone (Wanli) and belong to some of the bodies; of all of them, they tell none apart."""
    found = []
    for match in re.finditer(r"\b(?:[A-Z][a-z]{3,}|[A-Z][a-z]+['’][a-rt-z][a-z]*)\b(?:['’]s\b)?", text):
        inside = any(m.start <= match.start() < m.end for m in known)
        hits = tuple(b for b in bodies if bare_word(match.group()) in readings(b, romanise))
        if hits and not inside:
            telling = len(hits) < max(2, len(bodies))
            found.append(BodyMention(match.group(), hits if telling else (), match.start(), match.end()))
    return found
