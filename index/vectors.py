"""The vector store: a Chroma collection through LangChain, embedded in the library's folder or on a server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from langchain_core.embeddings import Embeddings

from index.catalogue import Indexed
from index.settings import LibraryError

# Chroma takes at most 5461 records a call.
_MOST = 5000


class VectorStore:
    """The vectors of a library's passages by one model."""

    def __init__(self, folder: Path, url: str, model: str, embeddings: Embeddings) -> None:
        self._embeddings = embeddings
        self._where = url or str(folder)
        with self._explained("be opened"):
            self._client = _client(folder, url)
            try:
                self._chroma = _collection(
                    self._client, model_to_collection(model, folder if url else None), embeddings
                )
            except Exception:
                self._client.close()
                raise

    def close(self) -> None:
        """Let go of the store."""
        self._client.close()

    def put(self, passages: Sequence[Indexed]) -> None:
        """Embed and store these passages; one that is there already is replaced."""
        texts = [indexed.passage.in_context for indexed in passages]
        with self._explained("store vectors"):
            self._chroma.add_texts(
                texts,
                metadatas=[_metadata(indexed) for indexed in passages],
                ids=[indexed.key for indexed in passages],
            )

    def keys(self) -> set[str]:
        """The keys of all stored passages."""
        with self._explained("be read"):
            return set(self._chroma.get(include=[])["ids"])

    def delete(self, keys: Collection[str]) -> None:
        """Delete these passages."""
        listed = sorted(keys)
        for at in range(0, len(listed), _MOST):
            with self._explained("delete vectors"):
                self._chroma.delete(ids=listed[at : at + _MOST])

    def nearest(self, query: str, limit: int, filing_ids: Collection[str] | None = None) -> list[str]:
        """The keys of the passages nearest to the query, nearest first."""
        if filing_ids is not None and not filing_ids:
            return []
        where = None if filing_ids is None else {"filing": {"$in": sorted(filing_ids)}}
        with self._explained("be searched"):
            vector = self._embeddings.embed_query(query)
            found = self._chroma.similarity_search_by_vector_with_relevance_scores(vector, k=limit, filter=where)
        # Equal distances come in no fixed order.
        ranked = sorted((round(distance, 6), str(document.id)) for document, distance in found)
        return [key for _, key in ranked]

    @contextmanager
    def _explained(self, what: str) -> Iterator[None]:
        """Chroma raises whatever its Rust core and its HTTP client raise: say what that means."""
        try:
            yield
        except LibraryError:
            raise
        except Exception as error:
            raise LibraryError(f"{self._where}: the vector store can't {what} ({error})") from error


def model_to_collection(model: str, folder: Path | None = None) -> str:
    """The collection's name: ASCII, as Chroma wants it, and one a model, for a collection has one dimension.

    On a server the library's folder belongs to it: another library's vectors must stay its own.
    """
    plain = re.sub(r"[^a-zA-Z0-9]+", "-", model).strip("-")[-30:].strip("-") or "model"
    whose = model if folder is None else f"{model}\n{folder.resolve()}"
    return f"passages-{plain}-{hashlib.sha256(whose.encode()).hexdigest()[:8]}"


def _metadata(indexed: Indexed) -> dict[str, str | int]:
    """What a vector carries; Chroma takes no None."""
    passage = indexed.passage
    return {"filing": indexed.filing_id, "paragraph": passage.paragraph, "start": passage.start}


def _client(folder: Path, url: str) -> Any:
    import chromadb

    quiet = chromadb.Settings(anonymized_telemetry=False)
    if not url:
        return _embedded(str(folder), quiet)
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    return chromadb.HttpClient(host=parts.hostname or "", port=port, ssl=secure, settings=quiet)


def _embedded(path: str, settings: Any) -> Any:
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient

    try:
        return chromadb.PersistentClient(path=path, settings=settings)
    except Exception:
        # Chroma keeps one system a path, one that failed to start too: the next attempt would get that one.
        if path not in SharedSystemClient._identifier_to_refcount:
            SharedSystemClient._identifier_to_system.pop(path, None)
        raise


def _collection(client: Any, name: str, embeddings: Embeddings) -> Any:
    from langchain_chroma import Chroma

    return Chroma(name, embeddings, client=client, collection_metadata={"hnsw:space": "cosine"})
