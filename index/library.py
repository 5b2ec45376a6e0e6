"""The library: a folder of filings as the truth, and the database and vectors that are made from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from budget.filing import Filing
from index.bin import Bin, Binned
from index.catalogue import Catalogue, Entry, open_catalogue
from index.facts import facts_frame, select_facts
from index.library_search import LibrarySearch
from index.locking import WriteLock
from index.memory import MemoryLibrary, memory_library
from index.searching import LibraryLike, PassageHit
from index.settings import LibraryError, LibrarySettings
from index.store import DamagedRecord, FilingStore, Record, file_to_id, filing_to_record

if TYPE_CHECKING:
    import pandas

__all__ = [
    "Added",
    "Binned",
    "Entry",
    "Library",
    "LibraryError",
    "LibraryLike",
    "LibrarySettings",
    "MemoryLibrary",
    "PassageHit",
    "memory_library",
    "open_library",
]

Outcome = Literal["added", "unchanged", "same_content", "replaced"]
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    "added": new; "unchanged": nothing to do; "same_content": known under another name, which is now another name of it;
    "replaced": another content of the same name, or the same read by another version of the reader, took its place.
    """

    outcome: Outcome
    id: str
    filing: Filing


class Library:
    """Filings in a folder, to be asked. Safe to use from several threads; one process writes at a time."""

    def __init__(self, folder: Path, settings: LibrarySettings, step: Step = lambda done: None) -> None:
        self.folder = folder
        self.settings = settings
        self.problems: tuple[str, ...] = ()
        self._step = step
        self._store = FilingStore(folder)
        self._store.prepare()
        self._bin = Bin(folder)
        self._lock = WriteLock(folder / ".writing.lock", "writing to", settings.lock_timeout)
        self._catalogue: Catalogue = open_catalogue(settings.database_url, folder / "library.sqlite")
        self._search = LibrarySearch(folder, settings, self._catalogue)
        self._guard = RLock()
        self._read: dict[tuple[str, str, str], Filing] = {}
        self._filings: tuple[Filing, ...] = ()
        self._revision: str | None = None
        self._repair()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and the vector store."""
        self._search.close()
        self._catalogue.close()

    def add(self, path: Path, read: Callable[[Path], Filing], reader_version: str = "") -> Added:
        """Add the file, read by `read` where it has to be; it is added whole or not at all.

        What `read` raises goes through. A file that was read by the same `reader_version` before isn't read again.
        """
        id = file_to_id(path)
        known = self._entry(id)
        if known is not None and known.reader == reader_version:
            with suppress(DamagedRecord):
                return self._add_known(id, path.name)
        filing = read(path)
        if file_to_id(path) != id:
            raise LibraryError(f"{path}: changed while it was read: add it again")
        with self._lock.held():
            outcome: Outcome = "replaced" if known or path.name in self._catalogue.claims() else "added"
            self._put(id, path, filing, reader_version)
        return Added(outcome, id, self._load(id))

    def unread(self, paths: Iterable[Path], reader_version: str = "") -> list[Path]:
        """Those of the files that `add` will have to read: of each content that is new to this reader the first."""
        readers = {entry.id: entry.reader for entry in self.entries()}
        fresh: dict[str, Path] = {}
        for path in paths:
            with suppress(LibraryError):  # what can't be opened is told of when it is added
                id = file_to_id(path)
                if readers.get(id) != reader_version:
                    fresh.setdefault(id, path)
        return list(fresh.values())

    def remove(self, id: str) -> None:
        """Take a filing out for good, its file too; an older content of the same name is asked again."""
        with self._lock.held():
            self._known(id)
            self._store.remove(id)
            self._step("removed")
            self._catalogue.drop(id)

    def put_aside(self, id: str) -> None:
        """Take a filing out into the bin, from which `put_back` brings it again as it was."""
        with self._lock.held():
            entry = self._known(id)
            since = datetime.now(UTC).isoformat(timespec="seconds")
            label = Binned(id, entry.file, entry.title, entry.department, entry.year, entry.kind.value, since)
            self._bin.take(self._store.place(id), label)
            self._step("binned")
            self._catalogue.drop(id)

    def put_back(self, id: str) -> bool:
        """Bring a filing back from the bin; False where another content has taken its name since, so that it isn't asked."""
        with self._lock.held():
            self._bin.give(id, self._store.place(id))
            self._step("given back")
            self._index(id)
        return not self._known(id).superseded

    def binned(self) -> list[Binned]:
        """The filings in the bin, the latest first."""
        return self._bin.all()

    def throw_away(self, id: str) -> None:
        """Delete a filing of the bin for good."""
        with self._lock.held():
            self._bin.delete(id)

    def entries(self) -> tuple[Entry, ...]:
        """All filings with what a list shows of them, without loading them; superseded ones are marked."""
        return self._catalogue.entries()

    def filings(self) -> tuple[Filing, ...]:
        """The filings that are asked, ordered by file name; each is loaded once and kept."""
        with self._guard:
            revision = self._catalogue.revision()
            if revision != self._revision:
                wanted = [_version(entry) for entry in self.entries() if not entry.superseded]
                self._read = {key: self._read[key] for key in wanted if key in self._read}
                self._filings = tuple(filing for key in wanted if (filing := self._try_load(*key)) is not None)
                self._revision = revision
            return self._filings

    def facts(
        self,
        filings: Collection[str] | None = None,
        table_kind: str | None = None,
        label: str | None = None,
        code: str | None = None,
        year: int | None = None,
        origin: str | None = None,
    ) -> pandas.DataFrame:
        """The facts that meet all conditions, in reading order, as a frame whose `value` holds Decimals (or None).

        `filings` are file names, `label` any part of a label, `origin` "cell" or "statement".
        """
        return facts_frame(self._catalogue.engine, select_facts(filings, table_kind, label, code, year, origin))

    def search(self, query: str, k: int = 8, filings: Collection[str] | None = None) -> list[PassageHit]:
        """The k passages that fit the query best, of the filings with these file names or of all.

        Keywords rank at once after a filing was added; vectors help where `embed` has made them.
        """
        return self._search.search(query, k, filings)

    def embed(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Make the vectors that are lacking, telling `progress` how many of how many are done; returns how many."""
        return self._search.embed(progress) if self.settings.vectors else 0

    def warm(self) -> None:
        """Load what the first question needs (the filings, the keyword index, the model): for a server's start."""
        self.filings()
        self._search.warm()

    def original(self, id: str) -> Path:
        """Where the filing's original file lies in the library."""
        return self._store.original(self._store.read(id))

    def _entry(self, id: str) -> Entry | None:
        return next((entry for entry in self.entries() if entry.id == id), None)

    def _known(self, id: str) -> Entry:
        entry = self._entry(id)
        if entry is None:
            raise LibraryError(f"{id}: no filing of the library has this id: list them for their ids")
        return entry

    def _load(self, id: str) -> Filing:
        return self._load_version(*_version(self._known(id)))

    def _load_version(self, id: str, stamp: str, file: str) -> Filing:
        with self._guard:
            key = (id, stamp, file)
            if key not in self._read:
                self._read[key] = self._store.read(id).to_filing(file)
            return self._read[key]

    def _try_load(self, id: str, stamp: str, file: str) -> Filing | None:
        try:
            return self._load_version(id, stamp, file)
        except DamagedRecord as damage:
            self.problems = tuple(dict.fromkeys((*self.problems, str(damage))))
            return None

    def _add_known(self, id: str, name: str) -> Added:
        """The content is known: perhaps under another name, perhaps superseded in the meantime."""
        with self._lock.held():
            claims = self._catalogue.claims().get(name, {})
            if claims and max(claims, key=lambda owner: claims[owner]) == id:
                return Added("unchanged", id, self._load(id))
            record = self._store.read(id)
            record = Record(id, record.original, record.reader, record.claims | {name: self._next()}, record.filing)
            self._store.rewrite(record)
            self._index(id)
        return Added("replaced" if claims else "same_content", id, self._load(id))

    def _put(self, id: str, path: Path, filing: Filing, reader: str) -> None:
        claim = {path.name: self._next()}
        try:
            old = self._store.read(id)
            self._store.rewrite(filing_to_record(id, old.original, reader, old.claims | claim, filing))
        except DamagedRecord:  # as of every new filing, there is no record yet
            self._store.add(filing_to_record(id, path.name, reader, claim, filing), path, self._step)
        self._step("stored")
        self._index(id)
        self._step("indexed")

    def _next(self) -> int:
        """When it is, in additions."""
        return 1 + max((at for owners in self._catalogue.claims().values() for at in owners.values()), default=0)

    def _index(self, id: str) -> None:
        stamp = self._stamps()[id]
        record = self._store.read(id)
        filing = record.to_filing(record.original)
        self._catalogue.put(id, filing, record.reader, stamp, record.claims, self.settings.passage_length)

    def _stamps(self) -> dict[str, str]:
        """What must be indexed; passages depend on their length, so that belongs to the stamp."""
        return {id: f"{stamp}-{self.settings.passage_length}" for id, stamp in self._store.stamps().items()}

    def _repair(self) -> None:
        """Make the database agree with the folder, whatever was killed when."""
        usable = self._catalogue.is_current()
        if usable and self._stamps() == self._catalogue.stamps() and not self._store.has_leftovers():
            return
        try:
            # Where another process is just writing, what looks unfinished is its work.
            with self._lock.held(timeout=0 if usable else None):
                self._rebuild()
        except LibraryError:
            if not usable:
                raise

    def _rebuild(self) -> None:
        self._store.clean()
        if not self._catalogue.is_current():
            self._catalogue.make()
        indexed, there = self._catalogue.stamps(), self._stamps()
        for id in indexed.keys() - there.keys():
            self._catalogue.drop(id)
        for id in (id for id, stamp in there.items() if indexed.get(id) != stamp):
            try:
                self._index(id)
            except DamagedRecord as damage:
                self.problems += (str(damage),)
                self._catalogue.drop(id)


def _version(entry: Entry) -> tuple[str, str, str]:
    return entry.id, entry.stamp, entry.file


def open_library(folder: Path, settings: LibrarySettings | None = None) -> Library:
    """Open the library in this folder, made where there is none; what a killed process left is put right.

    LibraryError where the folder, its database or its settings can't be used.
    """
    return Library(folder, settings or LibrarySettings())
