"""The folder that is the truth: one folder a filing, with the original file and what was read from it as JSON.

Everything else of a library is made from it. A filing's folder is prepared beside the others, flushed to the disk
and then renamed, so that it is either there whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from budget.filing import Filing
from budget.filing_json import FilingFormatError, filing_from_dict, filing_to_dict
from index.settings import LibraryError

_RECORD: Final = "filing.json"
_UNFINISHED: Final = ".unfinished-"
_ID_LENGTH: Final = 16


class DamagedRecord(LibraryError):
    """A filing's folder whose record can't be read; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a filing.

    `reader` is the version of what read it. `claims` maps the names under which this content was added to when (a
    number that grows with every addition): of two contents of one name, the later claim is asked.
    """

    id: str
    original: str
    reader: str
    claims: dict[str, int] = field(default_factory=dict)
    filing: dict[str, Any] = field(default_factory=dict)

    def to_filing(self, name: str) -> Filing:
        """The filing, called by this file name in itself and in all its sources, and told when it was added."""
        try:
            filing = filing_from_dict(self.filing | {"file": name})
        except FilingFormatError as error:
            raise DamagedRecord(f"filings/{self.id}/{_RECORD} of {self.original}: {error}") from error
        return replace(filing, added=max(self.claims.values(), default=0))


def file_to_id(path: Path) -> str:
    """The id of a file's content."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:_ID_LENGTH]
    except OSError as error:
        raise LibraryError(f"{path}: can't be read ({error.strerror}): check the path and its permissions") from error


def filing_to_record(id: str, name: str, reader: str, claims: dict[str, int], filing: Filing) -> Record:
    """The record of a filing that was just read from the file of this name."""
    return Record(id, name, reader, claims, filing_to_dict(filing))


class FilingStore:
    """The folder `filings/` of a library. Writers must hold the library's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filings = folder / "filings"

    def prepare(self) -> None:
        """Make the folder; LibraryError where that is impossible."""
        try:
            self._filings.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or "something else is there"
            raise LibraryError(f"{self.folder}: can't be made a library ({reason}): name another folder") from error
        if not os.access(self._filings, os.W_OK):
            raise LibraryError(f"{self.folder}: can't be written to: change its permissions or name another folder")

    def stamps(self) -> dict[str, str]:
        """The ids that are there, each with a stamp that changes when its record does."""
        found = {}
        for folder in sorted(self._filings.iterdir()):
            record = folder / _RECORD
            if not folder.name.startswith(".") and record.is_file():
                stat = record.stat()
                found[folder.name] = f"{stat.st_size}-{stat.st_mtime_ns}"
        return found

    def read(self, id: str) -> Record:
        """The record of a filing; DamagedRecord where it is torn or of another program version."""
        path = self._filings / id / _RECORD
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return Record(id, data["original"], data["reader"], dict(data["claims"]), dict(data["filing"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            advice = "remove that folder and ingest the original file again"
            raise DamagedRecord(f"{path}: can't be read ({error}): {advice}") from error

    def place(self, id: str) -> Path:
        """The filing's folder."""
        return self._filings / id

    def original(self, record: Record) -> Path:
        """Where the original file lies."""
        return self.place(record.id) / _beside_record(record.original)

    def add(self, record: Record, original: Path, step: Callable[[str], None]) -> None:
        """Put a new filing in its place, whole or not at all; `step` is told what was just done (tests stop there)."""
        unfinished = self._filings / f"{_UNFINISHED}{uuid.uuid4().hex[:12]}"
        unfinished.mkdir()
        try:
            shutil.copyfile(original, unfinished / _beside_record(record.original))
            step("copied")
            _write(unfinished / _RECORD, record)
            _flush(unfinished / _beside_record(record.original))
            _flush(unfinished)
            step("prepared")
            self._discard(record.id)
            unfinished.rename(self._filings / record.id)
            _flush(self._filings)
        except OSError as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            reason = f"can't be written to ({error.strerror}): {original.name} was not added"
            raise LibraryError(f"{self.folder}: {reason}") from error

    def rewrite(self, record: Record) -> None:
        """Replace the record of a filing that is there, whole or not at all."""
        target = self._filings / record.id / _RECORD
        new = target.with_name(f"{_UNFINISHED}{uuid.uuid4().hex[:12]}")
        _write(new, record)
        new.replace(target)
        _flush(target.parent)

    def remove(self, id: str) -> None:
        """Take a filing out, whole or not at all."""
        self._discard(id)
        _flush(self._filings)

    def clean(self) -> None:
        """Delete what a killed process left unfinished."""
        for left in [*self._filings.glob(f"{_UNFINISHED}*"), *self._filings.glob(f"*/{_UNFINISHED}*")]:
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)

    def has_leftovers(self) -> bool:
        """True where a killed process left something unfinished (or one is at work right now)."""
        return any(self._filings.glob(f"{_UNFINISHED}*"))

    def _discard(self, id: str) -> None:
        folder = self._filings / id
        if folder.exists():
            gone = self._filings / f"{_UNFINISHED}{uuid.uuid4().hex[:12]}"
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)


def _beside_record(name: str) -> str:
    """The original's name in its folder, out of the way of our own files."""
    return f"original-{name}" if name == _RECORD or name.startswith(".") else name


def _write(path: Path, record: Record) -> None:
    data = {"original": record.original, "reader": record.reader, "claims": record.claims, "filing": record.filing}
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    _flush(path)


def _flush(path: Path) -> None:
    """Make sure that the disk has it: a rename must not overtake the content."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
