"""Questions that follow on an answer: made by general rules, tried out, and offered only where they are answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from budget.answer import Answer, Status
from budget.data_file import read_data

OFFERED: Final = 3
_DATA: Final = Path(__file__).with_suffix(".toml")
_KEYS: Final = {"zh", "en", "unless", "after", "subject"}


@dataclass(frozen=True, slots=True)
class Follow:
    """One question that may follow: its words by language, the operations that it follows or doesn't, whether of one subject."""

    words: dict[str, str]
    unless: frozenset[str]
    after: frozenset[str]
    subject: bool

    def fits(self, operations: frozenset[str]) -> bool:
        """True where it may follow on an answer of these operations."""
        return not self.unless & operations and (not self.after or bool(self.after & operations))


def next_questions(
    history: Sequence[Answer],
    ask: Callable[[str, Sequence[Answer]], Answer],
    whose: Mapping[str, str],
    most: int = OFFERED,
) -> tuple[str, ...]:
    """Up to `most` questions to ask after the last answer, each of which `ask` answers, and not with what was said already.

    `whose` gives a file's body: a question that led on to another body's filings is no follow-up.
    """
    last = history[-1]
    if last.status is not Status.ANSWERED:
        return ()
    found: list[str] = []
    known = set[object]().union(*(_told(answer) for answer in history))
    bodies = _bodies(last, whose)
    for question in _candidates(last):
        answer = ask(question, history)
        if answer.status is Status.ANSWERED and _told(answer) - known and _bodies(answer, whose) == bodies:
            found.append(question)
            known |= _told(answer)
        if len(found) == most:
            break
    return tuple(found)


def _candidates(last: Answer) -> Iterator[str]:
    plan = last.plan
    operations = frozenset((str(plan.get("operation", "")), *map(str, plan.get("operations", ()))))
    one = len(plan.get("units", ())) == 1
    asked = {last.question, str(plan.get("asked", ""))}
    for follow in _follows():
        question = follow.words[last.language if last.language in follow.words else "zh"]
        if follow.fits(operations) and (one or not follow.subject) and question not in asked:
            yield question


def _told(answer: Answer) -> set[object]:
    """What an answer tells: its results, and the places it leads to. A question whose answer tells nothing new is no offer."""
    results = {(figure.value, figure.unit) for figure in answer.figures if figure.role == "result"}
    places = {(one.filing, one.table_id, one.row_index, one.column_index, one.quote) for one in answer.citations}
    return results | places


def _bodies(answer: Answer, whose: Mapping[str, str]) -> set[str]:
    return {whose.get(citation.filing, citation.filing) for citation in answer.citations}


@cache
def _follows() -> tuple[Follow, ...]:
    rows = read_data(_DATA, {"question"})["question"]
    for row in rows:
        if set(row) - _KEYS or not {"zh", "en"} <= set(row):
            raise ValueError(f"{_DATA.name}: a question has zh and en, and may have unless, after and subject: {row}")
    return tuple(
        Follow(
            {"zh": row["zh"], "en": row["en"]},
            frozenset(row.get("unless", ())),
            frozenset(row.get("after", ())),
            bool(row.get("subject", False)),
        )
        for row in rows
    )
