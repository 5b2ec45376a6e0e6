"""Search in a library that is stored: passages from its database, vectors from its store as far as they are made."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from index.catalogue import Catalogue, Indexed
from index.locking import WriteLock
from index.searching import PassageHit, PassageSearch, Ranker
from index.settings import LibraryError, LibrarySettings

if TYPE_CHECKING:
    from langchain_core.embeddings import Embeddings

    from index.vectors import VectorStore

_log = logging.getLogger(__name__)

# A store keeps vectors of superseded filings until it is pruned: ask for more than is needed.
_SPARE = 2


@dataclass(frozen=True, slots=True)
class _Searchable:
    """The passages at one revision of the library."""

    revision: str
    indexed: tuple[Indexed, ...]
    places: dict[str, int]
    search: PassageSearch


class LibrarySearch:
    """Keeps the passages of a library searchable, and makes their vectors."""

    def __init__(self, folder: Path, settings: LibrarySettings, catalogue: Catalogue) -> None:
        self._folder = folder / "chroma"
        self._settings = settings
        self._catalogue = catalogue
        self._lock = WriteLock(folder / ".embedding.lock", "making vectors for", settings.lock_timeout)
        self._guard = RLock()
        self._searchable: _Searchable | None = None
        self._vectors: VectorStore | None = None
        self._seen = ""  # the store's state that self._vectors knows
        self._ready = False
        self._failed = False

    def close(self) -> None:
        """Let go of the vector store."""
        with self._guard:
            if self._vectors is not None:
                self._vectors.close()
            self._vectors = None

    def search(self, query: str, k: int, filings: Collection[str] | None) -> list[PassageHit]:
        """The k best passages by keywords, and by vectors where there are any."""
        at = self._now()
        nearest = self._nearest(at) if self._settings.vectors else None
        for again in (True, False) if nearest else ():
            try:
                return at.search.search(query, k, filings, nearest)
            except LibraryError as error:
                # Another thread may just have closed the store to open it anew: once more, then by words alone.
                if not again:
                    self._give_up(error)
        return at.search.search(query, k, filings)

    def embed(self, progress: Callable[[int, int], None] | None) -> int:
        """Store the vectors that are lacking and delete those of passages that are gone."""
        with self._lock.held():
            store = self._store_or_anew()
            passages = self._catalogue.passages()
            lacking = [indexed for indexed in passages if indexed.embedded != self._settings.model]
            store.delete(store.keys() - {indexed.key for indexed in passages})
            for at in range(0, len(lacking), self._settings.embed_batch):
                batch = lacking[at : at + self._settings.embed_batch]
                store.put(batch)
                self._catalogue.mark_embedded([indexed.key for indexed in batch], self._settings.model)
                self._seen, self._ready, self._failed = self._catalogue.embeddings(), True, False
                if progress is not None:
                    progress(at + len(batch), len(lacking))
            return len(lacking)

    def _store_or_anew(self) -> VectorStore:
        """The vector store; one of ours that is lost or can't be opened is begun anew, for it can be made again."""
        if self._settings.chroma_url:
            return self._open()
        if not self._folder.exists():
            self.close()
            self._catalogue.forget_embedded()
        try:
            return self._open()
        except LibraryError as error:
            _log.warning("making the vector store anew: %s", error)
            shutil.rmtree(self._folder, ignore_errors=True)
            self._catalogue.forget_embedded()
            return self._open()

    def warm(self) -> None:
        """Load what the first search would load."""
        self.search("预算", 1, None)

    def _now(self) -> _Searchable:
        with self._guard:
            revision = self._catalogue.revision()
            if self._searchable is None or self._searchable.revision != revision:
                indexed = tuple(self._catalogue.passages())
                places = {item.key: place for place, item in enumerate(indexed)}
                search = PassageSearch((item.passage for item in indexed), self._settings)
                self._searchable = _Searchable(revision, indexed, places, search)
            return self._searchable

    def _nearest(self, at: _Searchable) -> Ranker | None:
        """The ranking by vectors; None where there are none."""
        with self._guard:
            self._notice_changes()
            if not self._ready or self._failed:
                return None

        def rank(query: str, limit: int, allowed: Collection[int] | None) -> Sequence[int]:
            ids = None if allowed is None else {at.indexed[place].filing_id for place in allowed}
            keys = self._open().nearest(query, _SPARE * limit, ids)
            return [at.places[key] for key in keys if key in at.places][:limit]

        return rank

    def _notice_changes(self) -> None:
        """Another process changed the vectors: an embedded client doesn't see that by itself, so open it anew."""
        state = self._catalogue.embeddings()
        if state != self._seen:
            self.close()
            there = bool(self._settings.chroma_url) or self._folder.exists()
            self._seen, self._failed = state, False
            self._ready = there and self._catalogue.has_embedded(self._settings.model)

    def _open(self) -> VectorStore:
        with self._guard:
            if self._vectors is None:
                from index.vectors import VectorStore

                url, model = self._settings.chroma_url, self._settings.model
                self._vectors = VectorStore(self._folder, url, model, self._embeddings)
            return self._vectors

    @cached_property
    def _embeddings(self) -> Embeddings:
        from index.embedding import CachedEmbeddings, SentenceEmbeddings

        model = self._settings.model
        return CachedEmbeddings(SentenceEmbeddings(model), model, self._catalogue)

    def _give_up(self, error: LibraryError) -> None:
        """Words alone still answer; say so once instead of failing every question."""
        _log.warning("searching by words alone: %s", error)
        self._failed = True
