"""Keyword search: BM25 over pairs of neighbouring characters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from budget.number import fold

_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")

# A passage that explains a figure is long by its nature: the usual length penalty (0.75) favours bare headlines.
_SATURATION: Final = 1.2
_LENGTH_PENALTY: Final = 0.4


def is_chinese(text: str) -> bool:
    """True where the text has Chinese characters in it."""
    return _CHINESE.search(text) is not None


def text_to_tokens(text: str) -> list[str]:
    """The terms of a text: pairs of neighbouring Chinese characters, Latin words, numbers.

    Pairs need no dictionary, and match what one would split differently in question and text (招待费, 公务接待费). A
    number with decimals is also found by its whole part: people ask for 73% where 73.15% is printed.
    """
    bare = fold(text).lower()
    runs = _CHINESE.findall(bare)
    tokens = [run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))]
    tokens += _LATIN.findall(bare)
    for printed in _NUMBER.findall(bare):
        number = printed.replace(",", "")
        whole = number.partition(".")[0]
        tokens += [number, whole] if whole != number else [number]
    return tokens


class Keywords:
    """A BM25 index of some documents, named by their positions."""

    def __init__(self, documents: Iterable[str]) -> None:
        corpus = [text_to_tokens(text) for text in documents]
        self._count = len(corpus)
        self._terms = {token for tokens in corpus for token in tokens}
        self._bm25: Any = None
        if self._terms:
            import bm25s

            self._bm25 = bm25s.BM25(method="lucene", k1=_SATURATION, b=_LENGTH_PENALTY)
            self._bm25.index(corpus, show_progress=False)

    def rank(self, query: str, limit: int, allowed: Collection[int] | None = None) -> list[int]:
        """The documents that share a term with the query, best first; equals in the order of the documents."""
        terms = [token for token in text_to_tokens(query) if token in self._terms]
        if self._bm25 is None or not terms:
            return []
        scores: Sequence[float] = self._bm25.get_scores(terms).tolist()
        places = range(self._count) if allowed is None else allowed
        found = [place for place in places if scores[place] > 0]
        return sorted(found, key=lambda place: (-scores[place], place))[:limit]
