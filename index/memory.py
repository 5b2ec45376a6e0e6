"""A library that lives in memory: for evaluation runs and for asking one file, with no folder and no vectors."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property

from budget.filing import Filing
from index.passages import filing_to_passages
from index.searching import PassageHit, PassageSearch
from index.settings import LibrarySettings


class MemoryLibrary:
    """Some filings, asked together; keyword search alone."""

    def __init__(self, filings: Iterable[Filing], settings: LibrarySettings) -> None:
        self._filings = tuple(sorted(filings, key=lambda filing: filing.file))
        self._settings = settings

    def filings(self) -> tuple[Filing, ...]:
        """The filings, ordered by file name."""
        return self._filings

    def search(self, query: str, k: int = 8, filings: Collection[str] | None = None) -> list[PassageHit]:
        """The k passages that fit the query best, of the filings with these file names or of all."""
        return self._search.search(query, k, filings)

    @cached_property
    def _search(self) -> PassageSearch:
        length = self._settings.passage_length
        passages = (passage for filing in self._filings for passage in filing_to_passages(filing, length))
        return PassageSearch(passages, self._settings)


def memory_library(filings: Iterable[Filing], settings: LibrarySettings | None = None) -> MemoryLibrary:
    """A library of these filings that needs no folder."""
    return MemoryLibrary(filings, settings or LibrarySettings())
