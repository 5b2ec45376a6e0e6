"""What the chat stands on: a desk that knows the library's filings and answers questions about them."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any, Final, Protocol

import streamlit as st

from app.reviews import FILE, ReviewList
from budget.answer import Answer
from budget.filing import Filing

LIBRARY_VARIABLE: Final = "WENZHANG_LIBRARY"


class Desk(Protocol):
    """What the chat needs: the filings, and an answer to a question asked of some of them (of all, where none is named).

    `reviews` keeps what visitors think of answers; None where nothing may be kept.
    """

    reviews: ReviewList | None

    @property
    def filings(self) -> tuple[Filing, ...]: ...

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer: ...

    def originals(self, filings: Collection[str]) -> dict[str, Path]: ...


@dataclass
class LibraryDesk:
    """The desk over a library on disk, and its answering service."""

    library: Any
    service: Any
    reviews: ReviewList | None = None

    @cached_property
    def filings(self) -> tuple[Filing, ...]:
        """Every filing of the library, read once."""
        return tuple(self.library.filings())

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """The service's answer; `history` are the conversation's answers so far, in order."""
        answer: Answer = self.service.ask(question, filings=filings, history=history)
        return answer

    def originals(self, filings: Collection[str]) -> dict[str, Path]:
        """Where the files lie that the filings of these names were read from."""
        asked = [entry for entry in self.library.entries() if not entry.superseded and entry.file in filings]
        return {entry.file: self.library.original(entry.id) for entry in asked}


def library_folder() -> Path:
    """The library's folder: the environment's WENZHANG_LIBRARY, ./library where it is not set."""
    return Path(os.environ.get(LIBRARY_VARIABLE) or "library")


def open_desk() -> Desk:
    """The desk over the library's folder, opened once a process and again when filings were added or taken out."""
    folder = library_folder()
    return _opened(str(folder), _stamp(folder))


def _stamp(folder: Path) -> int:
    """Changes whenever a filing is added or taken out: each has a folder of its own in filings/."""
    shelf = folder / "filings"
    return shelf.stat().st_mtime_ns if shelf.is_dir() else 0


@st.cache_resource(show_spinner=False, max_entries=2)
def _opened(folder: str, stamp: int) -> Desk:
    # These imports are heavy (SQL, vectors): they happen when the first visitor comes, not when the module is read.
    from app.answering.service import AnswerService
    from app.settings import load_settings
    from index.library import open_library
    from index.settings import LibrarySettings

    settings = load_settings()
    library = open_library(Path(folder), LibrarySettings(vectors=settings.vectors))
    service = AnswerService(library)
    Thread(target=service.warm, daemon=True).start()
    return LibraryDesk(library, service, ReviewList(Path(folder) / FILE) if settings.review else None)
