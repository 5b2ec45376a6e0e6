"""The answering service: a question before a library becomes an Answer. No model is involved; the same question gives the same answer."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from threading import RLock
from typing import Any, Final, Protocol

from app.answering.compose import Composer
from app.answering.follow_up import fill_from_history
from app.answering.intake import LONGEST_QUESTION
from app.answering.open_question import quoted_passages
from app.answering.trace import PASSAGES, Trace, desk_to_trace
from budget.answer import Answer, Status
from budget.checks import Finding
from budget.compute.desk import Desk
from budget.compute.meaning import operate_by_meaning, words_meant
from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.compute.provenance import with_provenance
from budget.compute.shelf import Shelf
from budget.filing import Filing
from budget.join import join_filings, joined_file
from budget.question.follow import starts_afresh
from budget.question.meaning import Nearest
from budget.question.phrases import phrase
from budget.question.reading import Reading, language_of, read_question
from budget.question.typing_slips import Spelling
from budget.question.words import Vocabulary
from budget.versions import older_versions
from prompts.wording import load_wording

_KEPT: Final = 4
"""So many choices between versions of filings are kept ready to be asked."""


class FilingSource(Protocol):
    """What the service needs of a library: its filings."""

    def filings(self) -> Iterable[Filing]: ...
    def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]: ...


@dataclass(frozen=True)
class SearchedElsewhere:
    """A library whose passages another one searches."""

    library: FilingSource
    elsewhere: Callable[[str, int, Collection[str] | None], Sequence[Any]]

    def filings(self) -> Iterable[Filing]:
        """The library's own filings."""
        return self.library.filings()

    def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
        """What is found elsewhere."""
        return self.elsewhere(query, k, filings)


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


@dataclass(frozen=True)
class _Asked:
    """The filings that questions are asked of, and all that was made of them; never changed once it is made."""

    filings: tuple[Filing, ...]
    older: dict[str, str]
    shelf: Shelf
    vocabulary: Vocabulary
    spelling: Spelling


class AnswerService:
    """Answers questions on one library; made once, asked many times, by several threads. A changed library is read again.

    `nearest` finds names by meaning where words fail; without it such words are not found.
    """

    def __init__(self, library: FilingSource, nearest: Nearest | None = None) -> None:
        self._library = library
        self._nearest = nearest
        self._lock = RLock()
        self._seen: tuple[Filing, ...] = ()
        self._older: dict[str, str] = {}
        self._made: dict[frozenset[str], _Asked] = {}

    def _open(self, named: Collection[str]) -> _Asked:
        """The filings that are asked: of two versions of one the newer, unless the older alone is named."""
        with self._lock:
            filings = tuple(self._library.filings())
            if not self._made or filings != self._seen:
                self._older, self._seen = older_versions(filings), filings
                self._made.clear()
            choice = self._choice(set(named))
            asked = self._made.pop(choice, None) or self._make(choice)
            self._made[choice] = asked  # the last one, so that the first is the one that was not asked for longest
            if len(self._made) > _KEPT:
                del self._made[next(iter(self._made))]
            return asked

    def _choice(self, named: set[str]) -> frozenset[str]:
        """The files that are asked: the newer versions of all; of those named alone, with their other parts, where one is older."""
        wanted = {file for file in named & self._older.keys() if self._older[file] not in named}
        hidden = self._older.keys() - wanted | {self._older[file] for file in wanted}
        whose = {filing.whose for filing in self._seen if filing.file in named}
        return frozenset(
            filing.file
            for filing in self._seen
            if filing.file not in hidden and (not wanted or filing.file in named or (filing.whose or "") in whose)
        )

    def _make(self, choice: frozenset[str]) -> _Asked:
        asked = tuple(filing for filing in self._seen if filing.file in choice)
        shelf = Shelf(join_filings(asked))
        vocabulary = Vocabulary(shelf.names, _cut, "\n".join(sorted(shelf.printed)))
        return _Asked(asked, self._older, shelf, vocabulary, Spelling(vocabulary.names, _speak, _simplify, _cut))

    def warm(self) -> None:
        """Make all that questions wait for: the filings linked, each of them checked, words ready to be compared by meaning."""
        shelf = self._open(()).shelf
        if self._nearest:
            self._nearest(("预算",))
        for file in shelf.filings:
            shelf.findings(file)

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the consistency rules find in the filing of that name, or in the one that it was joined to; checked once."""
        held = self._open((file,))
        return held.shelf.findings(joined_file(file, held.filings, held.shelf.filings.values()))

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """Answer one question, of all filings or of those named; `history` are the answers before it, oldest first."""
        clean = "".join(c if c.isprintable() else " " for c in question).strip()
        language = language_of(clean)
        if refusal := _refusal(clean):
            wording = load_wording(language)
            text = wording.say(refusal, {"limit": str(LONGEST_QUESTION)})
            return Answer(question, language, Status.REFUSED, text)
        started = time.perf_counter()
        held = self._open(filings)
        shelf = held.shelf
        opened = time.perf_counter()
        asked, desk = _understand(held, clean, filings, history)
        reading = desk.reading
        planned = time.perf_counter()
        outcome = quoted_passages(desk, self._operate(held, desk), self._library.search)
        outcome = with_provenance(outcome, shelf, held.older)
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

    def _operate(self, held: _Asked, desk: Desk) -> Outcome:
        return operate_by_meaning(desk, self._nearest, held.vocabulary) if self._nearest else operate(desk)

    def trace(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Trace:
        """How the same question comes about its answer: for who has to understand one."""
        held = self._open(filings)
        asked, desk = _understand(held, question, filings, history)
        files = [filing.file for filing in desk.frame]
        meant = words_meant(desk, self._nearest, held.vocabulary) if self._nearest else ()
        return desk_to_trace(desk, asked, self._library.search(asked, PASSAGES, files), meant)


def _understand(held: _Asked, question: str, named: Collection[str], history: Sequence[Answer]) -> tuple[str, Desk]:
    """The question in full, and the desk it lies on."""
    shelf = held.shelf
    read = partial(read_question, vocabulary=held.vocabulary, bodies=shelf.bodies, romanise=_romanise)
    asked = fill_from_history(held.spelling.mended(question), history, read)
    only = dict.fromkeys(joined_file(name, held.filings, shelf.filings.values()) for name in named)
    return asked, Desk(shelf, read(asked), tuple(only))


def keep_in_memory() -> None:
    """What is there now stays: the collector no longer looks through all of it whenever a question leaves some rubbish."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


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
