"""The desk: the library's filings and the service that answers questions about them, one a process for pages and API alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Final, Protocol

from app.answering.kept_answers import KeptAnswers
from app.desk.counts import Counts
from app.desk.page_pictures import page_picture
from app.desk.reviews import ReviewList
from budget.answer import Answer
from budget.checks import Finding
from budget.filing import Filing

if TYPE_CHECKING:
    from app.answering.service import AnswerService
    from app.answering.trace import Trace
    from app.answering.workers import Workers
    from index.library import Library
    from ingest.page_image import PageImage


# Fewer filings than these are answered in a few milliseconds: processes would only take memory.
_MANY: Final = 10


class Desk(Protocol):
    """What pages and API need: the filings, and an answer to a question asked of some of them (of all, where none is named).

    `reviews` keeps what visitors think of answers, `counts` how many there were; None where nothing may be kept. `library` is
    what staff may add to and take from; None where there is nothing of the sort.
    """

    reviews: ReviewList | None
    counts: Counts | None

    def __hash__(self) -> int: ...

    @property
    def ready(self) -> bool: ...

    @property
    def library(self) -> Library | None: ...

    @property
    def filings(self) -> tuple[Filing, ...]: ...

    def by_id(self) -> dict[str, Filing]: ...

    def findings(self, file: str) -> tuple[Finding, ...]: ...

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer: ...

    def trace(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Trace | None: ...

    def originals(self, filings: Collection[str]) -> dict[str, Path]: ...

    def follow(self) -> None: ...

    def picture(self, file: str, page: int) -> PageImage | None: ...


@dataclass(eq=False)
class LibraryDesk:
    """The desk over a library on disk, and its answering service. Filings that come or go are seen at once.

    `workers` answer in the service's place where there are many filings.
    """

    library: Library
    service: AnswerService
    workers: Workers | None = None
    reviews: ReviewList | None = None
    counts: Counts | None = None
    warm: Event = field(default_factory=Event)

    @property
    def ready(self) -> bool:
        """True when all that questions wait for is made."""
        return self.warm.is_set()

    @property
    def filings(self) -> tuple[Filing, ...]:
        """Every filing that is asked; each is read once."""
        return self.library.filings()

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """The service's answer; `history` are the conversation's answers so far, in order."""
        return self.kept.ask(question, self.filings, filings, history)

    @cached_property
    def kept(self) -> KeptAnswers:
        """The answers that were given and are still right."""
        return KeptAnswers(self.workers.ask if self.workers else self.service.ask)

    def trace(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Trace | None:
        """How the answer to that question comes about."""
        return self.service.trace(question, filings, history)

    def by_id(self) -> dict[str, Filing]:
        """The filings that are asked by their ids in the library, by file name."""
        filings = {filing.file: filing for filing in self.filings}
        asked = sorted((entry.file, entry.id) for entry in self.library.entries() if not entry.superseded)
        return {id: filings[file] for file, id in asked if file in filings}

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the consistency rules find in the filing of that name."""
        return self.service.findings(file)

    def originals(self, filings: Collection[str]) -> dict[str, Path]:
        """Where the files lie that the filings of these names were read from."""
        asked = [entry for entry in self.library.entries() if not entry.superseded and entry.file in filings]
        return {entry.file: self.library.original(entry.id) for entry in asked}

    def follow(self) -> None:
        """After the library changed: make in the background what the next question would wait for, and the vectors."""

        def make() -> None:
            self.make_ready()
            self.library.embed()

        Thread(target=make, name="follow", daemon=True).start()

    def make_ready(self) -> None:
        """Makes all that questions wait for; begins the workers once the filings are worth it."""
        from app.answering.service import keep_in_memory

        if self.workers is not None:
            self.workers.warm()
        self.service.warm()
        self.library.warm()
        keep_in_memory()
        self.warm.set()
        if self.workers is not None and len(self.filings) >= _MANY:
            self.workers.start()

    def close(self) -> None:
        """Ends the workers."""
        if self.workers is not None:
            self.workers.close()

    def picture(self, file: str, page: int) -> PageImage | None:
        """The page of a PDF as printed; None where the file is not there; raises ingest.document.UnreadableFile."""
        path = self.originals([file]).get(file)
        return page_picture(path, page) if path is not None and path.is_file() else None
