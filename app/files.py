"""Files as the command line is given them: found, and written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.errors import CannotWrite, NoSuchPath, NotAFile, NothingToRead


def one_file(path: Path) -> Path:
    """The path itself, if it is a file; raises NoSuchPath or NotAFile."""
    if path.is_dir():
        raise NotAFile(path)
    if not path.exists():
        raise NoSuchPath(path)
    return path


def all_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those under the folders named, each once and in order; hidden files are left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.is_dir():
            found[one_file(path)] = None
            continue
        inside = sorted(file for file in path.rglob("*") if file.is_file() and not _left_out(file.relative_to(path)))
        if not inside:
            raise NothingToRead(path)
        found.update(dict.fromkeys(inside))
    return list(found)


def _left_out(path: Path) -> bool:
    """Hidden files, and what explains a folder of filings rather than being one."""
    return any(part.startswith(".") for part in path.parts) or path.suffix.lower() == ".md"


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
