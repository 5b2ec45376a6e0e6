"""Files that staff adds in the browser: looked at before they are read, then read one by one and added whole or not at all."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from app.files import FILING_ENDINGS
from budget.filing import Filing

if TYPE_CHECKING:
    from index.library import Library

LONGEST_NAME: Final = 180
"""So many bytes a file's name may have: file systems take 255, and the library adds some of its own."""
MEGABYTE: Final = 1024 * 1024
_LOG: Final = logging.getLogger(__name__)


class State(StrEnum):
    """What will become of a file; all but the first three keep it out."""

    NEW = "new"
    KNOWN = "known"
    REPLACES = "replaces"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BAD_NAME = "bad_name"
    BAD_ENDING = "bad_ending"
    TWICE = "twice"

    @property
    def is_fine(self) -> bool:
        """True where the file can be added."""
        return self in (State.NEW, State.KNOWN, State.REPLACES)


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as it was chosen: its name, its content, and what will become of it."""

    name: str
    content: bytes
    state: State


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: its id and filing in the library, or a sentence that says why there is none.

    `outcome` is the library's; "reread" where the same file was there, read by another version of the program.
    """

    name: str
    outcome: str = ""
    id: str = ""
    filing: Filing | None = None
    error: str = ""


def look_at(files: Sequence[tuple[str, bytes]], library: Library, megabytes: int) -> list[Offered]:
    """The files (name and content) in their order, each with what will become of it."""
    held = {entry.file: entry.id for entry in library.entries() if not entry.superseded}
    seen: set[str] = set()
    offered = []
    for name, content in files:
        state = State.TWICE if name in seen else _state(name, content, held, megabytes)
        seen.add(name)
        offered.append(Offered(name, content, state))
    return offered


def _state(name: str, content: bytes, held: dict[str, str], megabytes: int) -> State:
    if not _is_plain_name(name):
        return State.BAD_NAME
    if PurePosixPath(name).suffix.lower() not in FILING_ENDINGS:
        return State.BAD_ENDING
    if not content:
        return State.EMPTY
    if len(content) > megabytes * MEGABYTE:
        return State.TOO_LARGE
    if name not in held:
        return State.NEW
    return State.KNOWN if hashlib.sha256(content).hexdigest().startswith(held[name]) else State.REPLACES


def _is_plain_name(name: str) -> bool:
    """True for a name that is no path, hides nothing and fits into every file system."""
    return (
        bool(name.strip())
        and name.isprintable()
        and not name.startswith(".")
        and not set(name) & set('/\\:*?"|\0')
        and len(name.encode("utf-8", "replace")) <= LONGEST_NAME
    )


def add_files(
    library: Library, files: Sequence[Offered], read: Callable[[Path], Filing], version: str, workers: int
) -> Iterator[Taken]:
    """Add the files that are fine, several being read at once; gives each one's outcome as soon as it is there.

    `read` gives the filing at a path, or raises ingest.document.UnreadableFile; it is called in several threads.
    """
    with tempfile.TemporaryDirectory(prefix="wenzhang-") as folder:
        states = {_lay_down(Path(folder), offered): offered.state for offered in files if offered.state.is_fine}
        paths = list(states)
        pool = ThreadPoolExecutor(workers)
        try:
            reading = {path: pool.submit(read, path) for path in library.unread(paths, version)}
            for path in paths:
                taken = _add(library, path, reading, read, version)
                reread = taken.outcome == "replaced" and states[path] is State.KNOWN
                yield replace(taken, outcome="reread") if reread else taken
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _lay_down(folder: Path, offered: Offered) -> Path:
    path = folder / offered.name
    path.write_bytes(offered.content)
    return path


def _add(
    library: Library,
    path: Path,
    reading: dict[Path, Future[Filing]],
    read: Callable[[Path], Filing],
    version: str,
) -> Taken:
    from index.library import LibraryError
    from ingest.document import UnreadableFile

    def result(asked: Path) -> Filing:
        return reading[asked].result() if asked in reading else read(asked)

    try:
        added = library.add(path, result, version)
    except (UnreadableFile, LibraryError) as error:
        _LOG.warning("an uploaded file was not added: %s", error)
        return Taken(path.name, error=str(error).replace(f"{path.parent}/", ""))
    return Taken(path.name, added.outcome, added.id, added.filing)
