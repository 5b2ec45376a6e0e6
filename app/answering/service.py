"""The answering service: a question before a library becomes an Answer. No model is involved; the same question gives the same answer."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Sequence
from functools import cache, partial
from typing import Any, Protocol

from app.answering.compose import Composer
from app.answering.follow_up import fill_from_history
from app.answering.intake import LONGEST_QUESTION
from app.answering.open_question import quoted_passages
from budget.answer import Answer, Status
from budget.compute.desk import Desk
from budget.compute.operate import operate
from budget.compute.provenance import with_provenance
from budget.compute.shelf import Shelf
from budget.filing import Filing
from budget.join import join_filings, joined_file
from budget.question.follow import starts_afresh
from budget.question.phrases import phrase
from budget.question.reading import Reading, language_of, read_question
from budget.question.typing_slips import Spelling
from budget.question.words import Vocabulary
from budget.versions import older_versions
from prompts.wording import load_wording


class FilingSource(Protocol):
    """What the service needs of a library: its filings."""

    def filings(self) -> Iterable[Filing]: ...
    def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]: ...


def _cut(text: str) -> list[str]:
    """Chinese words of a text that no vocabulary knows."""
    import rjieba

    return [str(word) for word in rjieba.cut(text)]


def _romanise(text: str) -> list[str]:
    """Pinyin without tones, one syllable a character: how English names Chinese bodies."""
    from pypinyin import lazy_pinyin

    return [str(syllable) for syllable in lazy_pinyin(text)]


@cache
def _speak(character: str) -> str:
    """A character's syllable without its tone."""
    return _romanise(character)[0]


@cache
def _simplifier() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def _simplify(text: str) -> str:
    """The text in simplified characters."""
    return str(_simplifier().convert(text))


class AnswerService:
    """Answers questions on one library; made once, asked many times. A changed library is read again."""

    def __init__(self, library: FilingSource) -> None:
        self._library = library
        self._shelf: Shelf | None = None
        self._vocabulary = Vocabulary()
        self._spelling = Spelling((), _speak, _simplify, _cut)
        self._seen: tuple[Filing, ...] = ()
        self._older: dict[str, str] = {}
        self._asked: tuple[Filing, ...] = ()

    def _open(self, named: Collection[str]) -> Shelf:
        """The shelf of the filings that are asked: of two versions of one the newer, unless the older alone is named."""
        filings = tuple(self._library.filings())
        if self._shelf is None or filings != self._seen:
            self._older, self._seen = older_versions(filings), filings
        wanted = {file for file in named if file in self._older and self._older[file] not in named}
        hidden = self._older.keys() - wanted | {self._older[file] for file in wanted}
        asked = tuple(filing for filing in filings if filing.file not in hidden)
        if self._shelf is None or asked != self._asked:
            self._shelf = Shelf(join_filings(asked))
            self._vocabulary = Vocabulary(self._shelf.names, _cut, "\n".join(sorted(self._shelf.printed)))
            self._spelling = Spelling(self._vocabulary.names, _speak, _simplify, _cut)
            self._asked = asked
        return self._shelf

    def warm(self) -> None:
        """Make all that questions wait for: the filings linked, each of them checked."""
        shelf = self._open(())
        for file in shelf.filings:
            shelf.findings(file)

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """Answer one question, of all filings or of those named; `history` are the answers before it, oldest first."""
        clean = "".join(c if c.isprintable() else " " for c in question).strip()
        language = language_of(clean)
        if refusal := _refusal(clean):
            wording = load_wording(language)
            text = wording.say(refusal, {"limit": str(LONGEST_QUESTION)})
            return Answer(question, language, Status.REFUSED, text)
        started = time.perf_counter()
        shelf = self._open(filings)
        opened = time.perf_counter()
        read = partial(read_question, vocabulary=self._vocabulary, bodies=shelf.bodies, romanise=_romanise)
        asked = fill_from_history(self._spelling.mended(clean), history, read)
        reading = read(asked)
        planned = time.perf_counter()
        only = dict.fromkeys(joined_file(name, self._asked, shelf.filings.values()) for name in filings)
        desk = Desk(shelf, reading, tuple(only))
        outcome = quoted_passages(desk, operate(desk), self._library.search)
        outcome = with_provenance(outcome, shelf, self._older)
        computed = time.perf_counter()
        composer = Composer(shelf.filings, load_wording(reading.language))
        timings = {
            "open": opened - started,
            "plan": planned - opened,
            "compute": computed - planned,
            "total": computed - opened,
        }
        milliseconds = {name: round(seconds * 1000, 2) for name, seconds in timings.items()}
        return composer.compose(
            question, reading.language, outcome, _plan(asked, reading, outcome.operation), milliseconds
        )


def _refusal(question: str) -> str | None:
    if starts_afresh(question):
        return "refused.fresh"
    if phrase("injection").search(question):
        return "refused.other"
    if not any(c.isalnum() for c in question):
        return "refused.empty"
    return "refused.long" if len(question) > LONGEST_QUESTION else None


def _plan(asked: str, reading: Reading, operation: str) -> dict[str, object]:
    """How the question was understood, for the trace and for follow-ups."""
    return {
        "asked": asked,
        "operation": operation,
        "operations": [o.value for o in reading.operations],
        "units": [unit.text for unit in reading.units],
        "years": list(reading.periods.years),
        "bodies": [body for mention in reading.bodies for body in mention.bodies],
        "scopes": [scope.value for scope in reading.scopes],
    }
