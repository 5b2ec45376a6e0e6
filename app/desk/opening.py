"""Opening the desk: once a process for each library, again where another folder took its place, closed at the end."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from app.desk.counts import FOLDER as COUNTS
from app.desk.counts import Counts
from app.desk.desk import Desk, LibraryDesk
from app.desk.reviews import FILE, ReviewList
from app.errors import UnknownLibrary
from app.settings import Settings, load_settings

if TYPE_CHECKING:
    from app.answering.service import AnswerService
    from app.answering.workers import Search
    from index.library import Library


def _work(folder: Path, search: Search) -> AnswerService:
    """A worker's service, over a library of its own that searches nothing itself."""
    from app.answering.service import AnswerService, SearchedElsewhere
    from index.word_vectors import nearest_words

    settings = load_settings()
    library = open_library(folder, settings.model_copy(update={"vectors": False}))
    return AnswerService(SearchedElsewhere(library, search), nearest_words if settings.vectors else None)


def library_folder() -> Path:
    """The library's folder: the environment's WENZHANG_LIBRARY, ./library where it is not set."""
    return load_settings().library


def open_library(folder: Path, settings: Settings) -> Library:
    """The library in that folder, with the database and the vector store that the settings name."""
    # These imports are heavy (SQL, vectors): they happen when a library is opened, not when the module is read.
    from index.library import open_library as open_it
    from index.settings import LibrarySettings

    stores = LibrarySettings(
        database_url=settings.database_url, chroma_url=settings.chroma_url, vectors=settings.vectors
    )
    return open_it(folder, stores)


_LOCK = Lock()
_OPENED: dict[str, tuple[int, LibraryDesk]] = {}


def open_desk(name: str = "") -> Desk:
    """The desk over the library of that name, the settings' own where there is none; raises UnknownLibrary.

    It is opened once a process, and again where another folder took its place.
    """
    settings = load_settings()
    if name:
        settings = _named(name, settings)
    folder = settings.library.absolute()
    with _LOCK:
        stamp, desk = _OPENED.get(str(folder), (0, None))
        if desk is None or stamp != _stamp(folder):
            if desk is not None:
                desk.close()
            desk = _open(folder, settings, 0 if name else settings.answer_processes)
            _OPENED[str(folder)] = (_stamp(folder), desk)
        return desk


def close_desks() -> None:
    """Lets go of every desk that is open, at the end."""
    with _LOCK:
        for _, desk in _OPENED.values():
            desk.close()
        _OPENED.clear()


def _named(name: str, settings: Settings) -> Settings:
    """The settings for one of the further libraries, whose database and vectors lie in its folder."""
    if name not in settings.libraries:
        raise UnknownLibrary(name)
    return settings.model_copy(update={"library": settings.libraries[name], "database_url": "", "chroma_url": ""})


def _stamp(folder: Path) -> int:
    """Which folder it is: one that was removed and made anew is another, though it has the same name."""
    shelf = folder / "filings"
    return shelf.stat().st_ino if shelf.is_dir() else 0


def _open(folder: Path, settings: Settings, processes: int) -> LibraryDesk:
    from app.answering.service import AnswerService
    from app.answering.workers import Workers
    from index.word_vectors import nearest_words

    library = open_library(folder, settings)
    service = AnswerService(library, nearest_words if settings.vectors else None)
    workers = Workers(processes, partial(_work, folder), service, library.search) if processes else None
    reviews = ReviewList(folder / FILE) if settings.review else None
    counts = Counts(folder / COUNTS) if settings.statistics else None
    desk = LibraryDesk(library, service, workers, reviews, counts)
    Thread(target=desk.make_ready, name="warm", daemon=True).start()
    return desk
