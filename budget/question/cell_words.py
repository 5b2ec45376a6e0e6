"""Reads a question that says nothing but the printed names of a cell: its words, in order, and none left over."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.number import fold
from budget.question.reading import Reading

_FILE = Path(__file__).parent / "data" / "cell_frame.txt"
_DROPPED = re.compile(r"[\s“”\"'‘’《》〈〉「」『』()\[\]【】〔〕{},，、:：;；。.?？!！·…]+")
_YEAR = re.compile(r"((?:19|20)\d\d)(?:年度?)?")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}(?![\d年%])")
_SHORTEST, _LONGEST = 2, 80
# Kinds of unit that are lines of the standard classifications.
_TERMS = ("functional", "economic", "economic_government", "three_public", "revenue")
# So many ways to cut a question into names are tried, the ones with the fewest pieces first.
_WAYS = 6


@dataclass(frozen=True, slots=True)
class CellWord:
    """A piece of the question that names something: as printed names are compared, with how else a filing may print it.

    `kind` is "name" for what the library prints, "term" for a word of the standard vocabulary, "word" for a colloquial one, "year",
    "code" or "body".
    """

    text: str
    alternatives: tuple[str, ...]
    kind: str


@cache
def plain(text: str) -> str:
    """A name as it is compared here: full width folded, in lower case, without blanks, quotes, brackets and stops."""
    return _DROPPED.sub("", fold(text).lower())


@cache
def _frame() -> re.Pattern[str]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(line.strip() for line in lines if line.strip() and not line.startswith("#")))


@dataclass(frozen=True, slots=True)
class _Piece:
    end: int
    word: CellWord | None


def cell_words(reading: Reading, names: Collection[str]) -> Iterator[tuple[CellWord, ...]]:
    """The ways to read the whole question as names of a library and the words around them, the simplest first."""
    text, places = _plain_with_places(reading.text)
    pieces = [sorted(_pieces_at(text, at, names), key=lambda p: -p.end) for at in range(len(text))]
    for at, piece in _given(reading, places):
        pieces[at].insert(0, piece)
    for way in _ways(pieces):
        yield tuple(piece.word for piece in way if piece.word is not None)


def _plain_with_places(text: str) -> tuple[str, dict[int, int]]:
    """The plain text, and where each place of the text is in it."""
    kept: list[str] = []
    places: dict[int, int] = {}
    for i, char in enumerate(text):
        places[i] = len(kept)
        kept += plain(char)
    places[len(text)] = len(kept)
    return "".join(kept), places


def _pieces_at(text: str, at: int, names: Collection[str]) -> Iterator[_Piece]:
    for end in range(at + _SHORTEST, min(len(text), at + _LONGEST) + 1):
        if text[at:end] in names and not _YEAR.fullmatch(text, at, end):
            yield _Piece(end, CellWord(text[at:end], (text[at:end],), "name"))
    for pattern, kind in ((_YEAR, "year"), (_CODE, "code")):
        if (match := pattern.match(text, at)) and not (at and text[at - 1].isdigit()):
            yield _Piece(
                match.end(), CellWord(match.group(), (match.group()[:4] if kind == "year" else match.group(),), kind)
            )
    if match := _frame().match(text, at):
        yield _Piece(match.end(), None)


def _given(reading: Reading, places: dict[int, int]) -> Iterator[tuple[int, _Piece]]:
    """The pieces that the question's reading knows: bodies, and words that filings print otherwise."""
    for body in reading.bodies:
        if reading.text[body.start : body.end] != body.text:  # a part of a question keeps the bodies of the whole
            continue
        names = tuple(dict.fromkeys(map(plain, (body.text, *body.bodies))))
        yield places[body.start], _Piece(places[body.end], CellWord(plain(body.text), names, "body"))
    for unit in reading.units:
        here = reading.text[unit.start : unit.end] == unit.text and places[unit.start] < places[unit.end]
        if here and unit.known and unit.kind not in ("code", "implied"):
            alternatives = tuple(dict.fromkeys(map(plain, unit.alternatives)))
            kind = "term" if unit.kind in _TERMS else "word"
            yield places[unit.start], _Piece(places[unit.end], CellWord(plain(unit.text), alternatives, kind))


def _ways(pieces: Sequence[Sequence[_Piece]]) -> list[tuple[_Piece, ...]]:
    """The ways to cover all places with pieces, those of the fewest pieces first; printed names before other words."""
    best: list[list[tuple[_Piece, ...]]] = [[] for _ in pieces] + [[()]]
    for at in range(len(pieces) - 1, -1, -1):
        found = [(piece, *rest) for piece in pieces[at] for rest in best[piece.end]]
        best[at] = sorted(found, key=_cost)[:_WAYS]
    return best[0]


def _cost(way: tuple[_Piece, ...]) -> tuple[int, int]:
    return len(way), sum(piece.word is None or piece.word.kind in ("term", "word") for piece in way)
