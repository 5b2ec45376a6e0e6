"""How a question is typed: traditional characters, and slips that sound like a name or swap two of its characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

# What speaks a character: its syllable without the tone; what puts a text in simplified characters; and
# what cuts one into words.
Speak = Callable[[str], str]
Simplify = Callable[[str], str]
Cut = Callable[[str], list[str]]

_RUN = re.compile(r"[㐀-鿿]+")
# A name must be so long to be guessed; of it so much must be typed rightly.
_SHORTEST, _LONGEST, _RIGHT = 4, 16, 0.5


class Spelling:
    """Names by how they sound."""

    def __init__(self, names: Iterable[str], speak: Speak, simplify: Simplify, cut: Cut) -> None:
        self._speak, self._simplify, self._cut = speak, simplify, cut
        names = tuple(names)
        self._printed = frozenset(char for name in names for char in name)
        self._names = frozenset(name for name in names if _RUN.fullmatch(name))
        self._by_sound: dict[tuple[str, ...], set[str]] = {}
        for name in self._names:
            if _SHORTEST <= len(name) <= _LONGEST:
                self._by_sound.setdefault(self._sound(name), set()).add(name)
        self._pieces = frozenset(a + b for name in self._names for a, b in pairwise(name))

    def _sound(self, text: str) -> tuple[str, ...]:
        return tuple(map(self._speak, text))

    def mended(self, text: str) -> str:
        """The text in simplified characters with its slips put right; of the same length."""
        text = self._simplified(text)
        for run in _RUN.finditer(text):
            text = text[: run.start()] + self._mended_run(run.group()) + text[run.end() :]
        return text

    def _simplified(self, text: str) -> str:
        """The text in simplified characters; those that names print stay, traditional or not (乾县)."""
        simple = self._simplify(text)
        if len(simple) != len(text):
            return text
        return "".join(old if old in self._printed else new for old, new in zip(text, simple, strict=True))

    def _mended_run(self, run: str) -> str:
        at = 0
        while at <= len(run) - _SHORTEST:
            for size in range(min(_LONGEST, len(run) - at), _SHORTEST - 1, -1):
                piece = run[at : at + size]
                if piece in self._names:
                    at += size - 1
                    break
                name = self._meant(piece)
                if name is not None and not self._parts_a_word(run, at, at + size):
                    run = run[:at] + name + run[at + size :]
                    at += size - 1
                    break
            at += 1
        return run

    def _parts_a_word(self, run: str, start: int, end: int) -> bool:
        """True where a word of the run lies across one of the places: it is no name that stands there."""
        at = 0
        for word in self._cut(run):
            if at < start < at + len(word) or at < end < at + len(word):
                return True
            at += len(word)
        return False

    def _meant(self, piece: str) -> str | None:
        """The one name that the piece sounds like, or is but for two neighbours swapped; None where it may well be right."""
        if all(a + b in self._pieces for a, b in pairwise(piece)):
            return None
        found = {n for n in self._by_sound.get(self._sound(piece), ()) if _alike(piece, n)}
        found |= {swapped for swapped in _swaps(piece) if swapped in self._names}
        return found.pop() if len(found) == 1 else None


def _alike(piece: str, name: str) -> bool:
    return sum(a == b for a, b in zip(piece, name, strict=True)) >= _RIGHT * len(name)


def _swaps(piece: str) -> Iterable[str]:
    """The piece with two neighbours swapped."""
    return (piece[:i] + piece[i + 1] + piece[i] + piece[i + 2 :] for i in range(len(piece) - 1))
