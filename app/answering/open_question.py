"""Open questions: where no plan fits and words are asked for, the best passages of the library are quoted as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.question.phrases import phrase
from budget.sentence_facts import text_fact

# A passage must hold this share of the question's words, and so many are quoted.
_LEAST, _MOST = 0.4, 2
# Who asks for a name is not served by a passage that has none.
_NAME = phrase("asks_name")


class Hit(Protocol):
    """A found passage."""

    @property
    def filing(self) -> str: ...
    @property
    def paragraph(self) -> int: ...
    @property
    def text(self) -> str: ...


class Search(Protocol):
    """Finds passages by words and by meaning."""

    def __call__(self, query: str, k: int, filings: Sequence[str]) -> Sequence[Hit]: ...


def quoted_passages(desk: Desk, outcome: Outcome, search: Search) -> Outcome:
    """The outcome itself, or, where it found nothing and words are asked for, the passages that hold the question's words."""
    plain = outcome.status is Status.NOT_FOUND and outcome.lines[0].key == "not_found.plain"
    if (
        not plain
        or phrase("never_told").search(desk.reading.text)
        or phrase("attribute").search(desk.reading.text)
        or desk.reading.asks_figure
        or not desk.reading.units
        or _NAME.search(desk.reading.text)
    ):
        return outcome
    hits = search(desk.reading.text, _MOST * 2, [filing.file for filing in desk.frame])
    units = desk.reading.units
    held = [hit for hit in hits if hit.filing in desk.shelf.filings]
    told = [hit for hit in held if desk.known_share(hit.text, units) >= _LEAST][:_MOST]
    lines = []
    for hit in told:
        filing = desk.shelf.filings[hit.filing]
        fact = text_fact(filing, filing.paragraphs[hit.paragraph], hit.text)
        lines.append(Line("quote.passage", {"quote": hit.text, "subject": fact.subject}, facts=(fact,)))
    return Outcome(Status.ANSWERED, tuple(lines), operation="open") if lines else outcome
