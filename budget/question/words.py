"""The words of a question that name something: found in the vocabulary, each with the ways a filing may print it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from budget.number import fold
from budget.taxonomy.terms import load_english_words, load_everyday_words, load_terms

_DATA = Path(__file__).parent / "data"
_CHINESE = re.compile(r"[㐀-鿿]")
_TOKEN = re.compile(r"[㐀-鿿]+|[A-Za-z][A-Za-z'’]*(?:-[A-Za-z]+)*|\d+(?:\.\d+)?|[^\s]")
# A number with what it counts (一个, 几辆) names nothing.
_NUMERAL = re.compile(
    r"(?:19|20)\d\d年度?|[一二两三四五六七八九十百千万亿零〇几多余来半]+(?:元|[个项笔辆台套张家户名位次份种类])?"
)
_CODE = re.compile(r"(?<![\d,.])\d{3}(?:\d{2}){0,2}(?!\d|[年万亿元%.,])")

# Words for money in general name no line beside a name that does.
_GENERIC = {"支出", "开支", "花费", "花销", "资金", "经费", "钱", "款项"}

Segment = Callable[[str], list[str]]
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Unit:
    """A run of the question that names something: as asked, where it stands, and how a filing may print it.

    `known` tells that the vocabulary or the library has the words; `kind` is the term's kind where it is one ("measure",
    "fund", "functional" …), "label" for a name of the library itself, "code" for a code, "" for other words. `excluded` units
    are named to be left out ("不含上级转移支付").
    """

    text: str
    alternatives: tuple[str, ...]
    start: int
    end: int
    kind: str = ""
    known: bool = True
    excluded: bool = False

    @property
    def generic(self) -> bool:
        """True where the words only say that it is about money."""
        return (set(self.alternatives) - {self.text} or set(self.alternatives)) <= _GENERIC


@dataclass(frozen=True, slots=True)
class _Entry:
    alternatives: tuple[str, ...]
    kind: str


def _lines(name: str) -> frozenset[str]:
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def stem(word: str) -> str:
    """An English word without its commonest endings, so that plural and singular, verb and noun meet."""
    word = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    for ending, least in (("ies", 5), ("ing", 6), ("ed", 5), ("es", 6), ("s", 4)):
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            cut = word.removesuffix(ending) + ("y" if ending == "ies" else "")
            return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut.removesuffix("e")
    return word.removesuffix("e")


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in re.findall(r"[a-z][a-z'’]*", text.lower().replace("-", " ")))


class Vocabulary:
    """All words that questions are searched for: the taxonomy, everyday words, English, and the library's own names.

    `printed` is all that the library prints, for names that a question spells in Latin letters.
    """

    def __init__(self, labels: Iterable[str] = (), segment: Segment | None = None, printed: str = "") -> None:
        chinese, english = _general_words()
        self._chinese = dict(chinese)
        self._english = english
        self.printed = printed
        self._longest_phrase = max(map(len, english))
        for label in labels:
            bare = re.sub(r"\s+", "", fold(label))
            if len(bare) >= 3 and _CHINESE.search(bare) and bare not in self._chinese:
                self._chinese[bare] = _Entry((bare,), "label")
        self._longest = max(map(len, self._chinese))
        self._segment = segment or (lambda text: [text])
        self._stop = _lines("stopwords_zh.txt")
        self._longest_stop = max(map(len, self._stop))

    @property
    def names(self) -> Collection[str]:
        """The Chinese words that name something: those of the vocabulary and of the library, no colloquial ones."""
        return [word for word, entry in self._chinese.items() if entry.kind != "everyday" and entry.alternatives]

    @property
    def phrases(self) -> Collection[str]:
        """All that names something, colloquial words too: the Chinese words and the English phrases, each in one form."""
        chinese = [word for word, entry in self._chinese.items() if entry.alternatives]
        return [*chinese, *(phrase for key, phrase in _english_phrases().items() if self._english[key].alternatives)]

    def meanings(self, phrase: str) -> tuple[str, ...]:
        """How a filing may print what the phrase names; nothing where the phrase names nothing."""
        entry = self._chinese.get(phrase) or self._english.get(_stems(phrase))
        return entry.alternatives if entry else ()

    def units(self, text: str) -> list[Unit]:
        """The naming units of a folded text in the order they stand, codes among them."""
        found = [
            Unit(match.group(), (match.group(),), match.start(), match.end(), "code") for match in _CODE.finditer(text)
        ]
        for match in re.finditer(r"[㐀-鿿A-Za-z0-9（）()“”\-]*[㐀-鿿][㐀-鿿A-Za-z0-9（）()\-]*", text):
            found += self._chinese_units(text, match.start(), match.end())
        found += self._english_units(text)
        return sorted(found, key=lambda unit: unit.start)

    def _chinese_units(self, text: str, start: int, end: int) -> list[Unit]:
        found: list[Unit] = []
        loose = at = start
        while at < end:
            size, entry = self._longest_at(text, at, end)
            if not size:
                at += 1
                continue
            found += self._loose_units(text, loose, at)
            if entry is not None:
                found.append(Unit(text[at : at + size], entry.alternatives, at, at + size, entry.kind))
            at += size
            loose = at
        return found + self._loose_units(text, loose, end)

    def _longest_at(self, text: str, at: int, end: int) -> tuple[int, _Entry | None]:
        for size in range(min(self._longest, end - at), 1, -1):
            run = text[at : at + size]
            if size <= self._longest_stop and run in self._stop:
                return size, None
            if entry := self._chinese.get(run):
                return size, entry if entry.alternatives else None
        return 0, None

    def _loose_units(self, text: str, start: int, end: int) -> list[Unit]:
        found = []
        at = start
        for piece in self._segment(text[start:end]):
            named = len(piece) > 1 and _CHINESE.search(piece) and piece not in self._stop
            if named and not _NUMERAL.fullmatch(piece):
                found.append(Unit(piece, (piece,), at, at + len(piece), known=False))
            at += len(piece)
        return found

    def _english_units(self, text: str) -> list[Unit]:
        tokens = [(m.group(), m.start(), m.end()) for m in re.finditer(r"[A-Za-z][A-Za-z'’]*", text)]
        stems = [stem(word) for word, _, _ in tokens]
        stop = _lines_cached("stopwords_en.txt")
        found, i = [], 0
        while i < len(tokens):
            for size in range(min(self._longest_phrase, len(tokens) - i), 0, -1):
                entry = self._english.get(tuple(stems[i : i + size]))
                idle = all(word.lower() in stop for word, _, _ in tokens[i : i + size])
                if entry and (not idle or tuple(stems[i : i + size]) in _set_phrases()):
                    span = tokens[i][1], tokens[i + size - 1][2]
                    if entry.alternatives:
                        found.append(Unit(text[span[0] : span[1]], entry.alternatives, *span, entry.kind))
                    i += size
                    break
            else:
                word, first, last = tokens[i]
                if word.lower() not in stop and len(word) > 2:
                    found.append(Unit(word, (word,), first, last, known=False))
                i += 1
        return found


@cache
def _lines_cached(name: str) -> frozenset[str]:
    return _lines(name)


@cache
def _general_words() -> tuple[dict[str, _Entry], dict[tuple[str, ...], _Entry]]:
    """The Chinese and English dictionaries; an entry that only means operational words has no alternatives."""
    chinese: dict[str, _Entry] = {}
    english: dict[tuple[str, ...], _Entry] = {}
    for everyday, words in load_everyday_words().items():
        if everyday.isdigit():
            continue
        telling = _telling(words)
        chinese[everyday] = _Entry((everyday, *telling) if telling else (), "everyday")
    for term in load_terms():
        names = _telling((term.name, *term.also)) if term.name not in _operational() else ()
        for word in (term.name, *term.also):
            if len(word) >= 2:
                means = () if not names or word in _operational() else (word, *(n for n in names if n != word))
                _merge(chinese, word, means, term.kind)
        for phrase in term.english:
            _merge(english, _stems(phrase), names, term.kind)
    for phrase, words in load_english_words().items():
        _merge(english, _stems(phrase), _telling(words), "everyday", first=True)
    english.pop((), None)
    return chinese, english


@cache
def _english_phrases() -> dict[tuple[str, ...], str]:
    """The English phrases by their stems, of several forms the first."""
    phrases = [phrase for term in load_terms() for phrase in term.english] + list(load_english_words())
    return {_stems(phrase): phrase.lower() for phrase in reversed(phrases) if _stems(phrase)}


@cache
def _set_phrases() -> frozenset[tuple[str, ...]]:
    return frozenset(_stems(phrase) for phrase in _lines("set_phrases_en.txt"))


@cache
def _operational() -> frozenset[str]:
    return _lines("operational.txt") | _lines("stopwords_zh.txt")


def _telling(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _operational())


def _merge(
    entries: dict[_Key, _Entry], key: _Key, alternatives: tuple[str, ...], kind: str, first: bool = False
) -> None:
    known = entries.get(key)
    if known is None:
        entries[key] = _Entry(alternatives, kind)
        return
    both = (*alternatives, *known.alternatives) if first else (*known.alternatives, *alternatives)
    entries[key] = _Entry(tuple(dict.fromkeys(both)), kind if kind == "three_public" else known.kind)
