"""Files as the command line is given them: found, and written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.errors import CannotWrite, NoSuchPath, NotAFile, NothingToRead

# What a folder may hold of filings; other files in it are no one's question. A file that is named is read whatever it is called.
FILING_ENDINGS = frozenset({".pdf", ".txt", ".html", ".htm", ".docx", ".doc", ".xlsx", ".xls", ".wps", ".et"})
_LIBRARY_MARK = "library.sqlite"


def one_file(path: Path) -> Path:
    """The path itself, if it is a file; raises NoSuchPath or NotAFile."""
    if path.is_dir():
        raise NotAFile(path)
    if not path.exists():
        raise NoSuchPath(path)
    return path


def all_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and the filings under the folders named, each once and in order; a library is not searched."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = _filings_in(path) if path.is_dir() else [one_file(path)]
        if not inside:
            raise NothingToRead(path, sorted(FILING_ENDINGS))
        found.update(dict.fromkeys(inside))
    return list(found)


def _filings_in(folder: Path) -> list[Path]:
    libraries = {mark.parent for mark in folder.rglob(_LIBRARY_MARK)}
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in FILING_ENDINGS
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and libraries.isdisjoint(file.parents)
    ]


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write to that becomes `path` when the block ends well, and is gone when it does not."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
    except OSError as error:
        raise CannotWrite(path, error.strerror or str(error)) from None
    draft = Path(name)
    try:
        yield draft
        draft.chmod(0o644)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
