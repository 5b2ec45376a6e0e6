"""Sentence embeddings: the embedded default model or any other of sentence-transformers, loaded in one way."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from langchain_core.embeddings import Embeddings

from index.settings import DEFAULT_MODEL, LibraryError


class VectorCache(Protocol):
    """Keeps vectors by the model and the hash of their text."""

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """Those that are known."""

    def keep_vectors(self, model: str, vectors: dict[str, bytes]) -> None:
        """Keep these."""


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model as LangChain embeddings; it is loaded when the first text comes."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model
        self._loaded: Any = None
        self._lock = Lock()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a passage."""
        with self._lock:
            vectors = self._transformer().encode_document(texts, normalize_embeddings=True, show_progress_bar=False)
        return [vector.tolist() for vector in vectors]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        with self._lock:
            vector = self._transformer().encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return [float(value) for value in vector]

    def _transformer(self) -> Any:
        if self._loaded is None:
            self._loaded = load_transformer(self.model)
        return self._loaded


class CachedEmbeddings(Embeddings):
    """Embeddings that never embed the same passage twice."""

    def __init__(self, embeddings: Embeddings, model: str, cache: VectorCache) -> None:
        self._embeddings = embeddings
        self._model = model
        self._cache = cache

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a passage: from the cache, or computed and kept there."""
        import numpy

        hashes = [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]
        known = dict(self._cache.vectors(self._model, hashes))
        new = {hash: text for hash, text in zip(hashes, texts, strict=True) if hash not in known}
        if new:
            vectors = numpy.asarray(self._embeddings.embed_documents(list(new.values())), dtype=numpy.float32)
            fresh = {hash: vector.tobytes() for hash, vector in zip(new, vectors, strict=True)}
            self._cache.keep_vectors(self._model, fresh)
            known |= fresh
        return [numpy.frombuffer(known[hash], dtype=numpy.float32).tolist() for hash in hashes]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; questions are not kept."""
        return self._embeddings.embed_query(text)


def load_transformer(model: str) -> Any:
    """The sentence-transformers model of that name or path; LibraryError where it can't be loaded."""
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    try:
        if Path(model).is_absolute() and not Path(model).exists():
            raise FileNotFoundError("there is no such folder")
        from sentence_transformers import SentenceTransformer

        if model != DEFAULT_MODEL:
            return SentenceTransformer(model, device="cpu")
        from index.nano import NanoModule

        # The prompts only tell query from passage; the engine writes its own prefixes.
        prompts = {"query": "query: ", "document": "passage: "}
        return SentenceTransformer(modules=[NanoModule()], prompts=prompts, device="cpu")
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        first = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        advice = "name a model that is on this machine, or search by words alone"
        raise LibraryError(f"the embedding model {model!r} can't be loaded ({first}): {advice}") from error
