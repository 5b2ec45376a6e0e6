"""Search over passages: BM25 and vectors, each a ranking, fused by reciprocal ranks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from budget.filing import Filing
from index.keywords import Keywords, is_chinese
from index.passages import Passage
from index.settings import LibrarySettings

# How deep each method's ranking is fused: what is first for one method may be far down for the other.
_DEPTH: Final = 200


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A found passage: `text` is verbatim in paragraph `paragraph` of the filing from `start` on.

    `score` is the fused score (higher is better, comparable within one search only); `ranks` tells at which place each
    method ("keywords", "vectors") had it, 1 the best.
    """

    filing: str
    paragraph: int
    text: str
    score: float
    ranks: Mapping[str, int] = field(default_factory=dict)
    start: int = 0
    headings: tuple[str, ...] = ()


class LibraryLike(Protocol):
    """What answering needs of a library, whether it lives in a folder or in memory."""

    def filings(self) -> tuple[Filing, ...]:
        """The filings that are asked, ordered by file name."""

    def search(self, query: str, k: int = 8, filings: Collection[str] | None = None) -> list[PassageHit]:
        """The k passages that fit the query best, of the filings with these file names or of all."""


# A second method: the positions of the nearest passages among those allowed, best first.
Ranker = Callable[[str, int, Collection[int] | None], Sequence[int]]


class PassageSearch:
    """Searches a fixed sequence of passages."""

    def __init__(self, passages: Iterable[Passage], settings: LibrarySettings) -> None:
        self.passages = tuple(passages)
        self._settings = settings
        self._keywords = Keywords(passage.in_context for passage in self.passages)

    def search(
        self, query: str, k: int, filings: Collection[str] | None = None, nearest: Ranker | None = None
    ) -> list[PassageHit]:
        """The k best passages; `nearest` adds a second ranking beside that of the keywords."""
        allowed = self._of(filings)
        depth = max(_DEPTH, 2 * k)
        rankings = {"keywords": self._keywords.rank(query, depth, allowed)}
        if nearest is not None:
            rankings["vectors"] = list(nearest(query, depth, allowed))
        # Another language shares but numbers with the filings: there vectors know as much as words do.
        weights = {"vectors": self._settings.vector_weight if is_chinese(query) else 1.0}
        fused = fuse(rankings, self._settings.fusion_constant, weights)
        return [self._hit(place, score, ranks) for place, score, ranks in fused[: max(k, 0)]]

    def _of(self, filings: Collection[str] | None) -> Collection[int] | None:
        if filings is None:
            return None
        return [place for place, passage in enumerate(self.passages) if passage.filing in filings]

    def _hit(self, place: int, score: float, ranks: dict[str, int]) -> PassageHit:
        at = self.passages[place]
        return PassageHit(at.filing, at.paragraph, at.text, score, ranks, at.start, at.headings)


def fuse(
    rankings: Mapping[str, Sequence[int]], constant: int, weights: Mapping[str, float]
) -> list[tuple[int, float, dict[str, int]]]:
    """Reciprocal rank fusion: (item, score, its rank by method), best first; equals by item.

    A method without a weight counts 1.
    """
    ranks: dict[int, dict[str, int]] = {}
    for method, items in rankings.items():
        for rank, item in enumerate(items, start=1):
            ranks.setdefault(item, {})[method] = rank
    scored = [
        (item, sum(weights.get(method, 1.0) / (constant + rank) for method, rank in by.items()), by)
        for item, by in ranks.items()
    ]
    return sorted(scored, key=lambda entry: (-entry[1], entry[0]))
