"""The desk as the public may see it: without the names and telephone numbers of natural persons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from app.answering.persons import covered_boxes, personal, withhold, withhold_answer
from app.desk.desk import Desk
from budget.answer import Answer
from budget.checks import Finding
from budget.filing import Filing

if TYPE_CHECKING:
    from ingest.page_image import PageImage

_KEPT: Final = 16
"""So many desks, one a library, have their public side kept."""


class PageWithheld(Exception):
    """A page that shows a person at a place that is not known, so that it can't be covered."""


@lru_cache(maxsize=_KEPT)
def public_desk(desk: Desk) -> PublicDesk:
    """The public's side of this desk."""
    return PublicDesk(desk)


class PublicDesk:
    """Asks the desk behind it, and withholds what is not for everyone: in answers, filings and pictures of pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._seen: dict[int, tuple[Filing, frozenset[str], Filing]] = {}
        self.reviews = desk.reviews
        self.counts = desk.counts
        # The public only asks: what is added or taken out goes past this desk.
        self.library = None

    @property
    def ready(self) -> bool:
        """Whether questions are answered at once."""
        return self._desk.ready

    @property
    def filings(self) -> tuple[Filing, ...]:
        """Every filing that is asked."""
        return tuple(shown for _, _, shown in self._known())

    def by_id(self) -> dict[str, Filing]:
        """The filings by their ids in the library."""
        shown = {held.file: public for held, _, public in self._known()}
        return {id: shown.get(held.file, held) for id, held in self._desk.by_id().items()}

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """The desk's answer."""
        answer = self._desk.ask(question, filings, history)
        return withhold_answer(answer, self._names())

    def trace(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> None:
        """None: how an answer comes about is for staff."""

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the consistency rules find in the filing of that name."""
        found: tuple[Finding, ...] = withhold(self._desk.findings(file), self._names())
        return found

    def follow(self) -> None:
        """Nothing: it is the desk behind this one that the library's keepers work at."""

    def originals(self, filings: Collection[str]) -> dict[str, Path]:
        """None: files are as they were published."""
        return {}

    def picture(self, file: str, page: int) -> PageImage | None:
        """The page as printed, covered where it shows a person; raises UnreadableFile, or PageWithheld."""
        from ingest.page_image import cover_boxes

        picture = self._desk.picture(file, page)
        if picture is None:
            return None
        boxes = [
            box for held, names, _ in self._known() if held.file == file for box in covered_boxes(held, names, page)
        ]
        if None in boxes:
            raise PageWithheld
        return cover_boxes(picture, [box for box in boxes if box]) if boxes else picture

    def _names(self) -> frozenset[str]:
        return frozenset(name for _, names, _ in self._known() for name in names)

    def _known(self) -> list[tuple[Filing, frozenset[str], Filing]]:
        """Each filing with what is withheld of it and as it is shown; looked through once."""
        with self._lock:
            filings = self._desk.filings
            for filing in filings:
                # By identity: a filing that was read again is another value, and comparing whole filings takes long.
                if id(filing) not in self._seen or self._seen[id(filing)][0] is not filing:
                    names = personal(filing)
                    self._seen[id(filing)] = (filing, names, withhold(filing, names))
            current = {id(filing) for filing in filings}
            self._seen = {key: seen for key, seen in self._seen.items() if key in current}
            return [self._seen[id(filing)] for filing in filings]
