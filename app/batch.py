"""A question set answered: each question is asked of a library that holds just its filings."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from app.answering.intake import clean_question
from app.commands.progress import Step
from app.errors import UserError
from app.files import whole_file
from app.question_set import SetQuestion
from app.reading import Reader
from app.wire import answer_to_dict
from budget.answer import Answer, Status


class Service(Protocol):
    """What answers the questions of one group of filings."""

    def ask(self, question: str, *, history: Sequence[Answer] = ()) -> Answer: ...


OpenService = Callable[[tuple[str, ...]], Service]


@dataclass(slots=True)
class BatchReport:
    """What came of a set: the answers in its order, and the ids of the questions that broke the program, each with how."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    seconds: float = 0.0


class FilingGroups:
    """Opens the service over a group of filings; what can't be read is left out and noted in `unread`."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.unread: dict[str, str] = {}
        self._folder = folder
        self._reader = reader

    def open(self, names: tuple[str, ...]) -> Service:
        """The service over those of the filings that can be read."""
        from app.answering.service import AnswerService
        from index.library import memory_library
        from index.word_vectors import nearest_words
        from ingest.document import UnreadableFile

        filings = []
        for name in names:
            try:
                filings.append(self._reader.read(self._folder / name))
            except UnreadableFile as error:
                self.unread[name] = str(error)
        return AnswerService(memory_library(filings), nearest_words)


class _Conversations:
    """The conversations over one group: what was asked before is asked once, however many questions go on from it."""

    def __init__(self, service: Service, limit: int) -> None:
        self._service = service
        self._limit = limit
        self._answers: dict[tuple[str, ...], Answer] = {}

    def ask(self, questions: tuple[str, ...]) -> Answer:
        """The answer to the last question, those before it asked first."""
        if questions not in self._answers:
            history = [self.ask(questions[:length]) for length in range(1, len(questions))]
            asked = clean_question(questions[-1], self._limit)
            self._answers[questions] = self._service.ask(asked, history=history)
        return self._answers[questions]


def answer_set(questions: list[SetQuestion], open_service: OpenService, limit: int, step: Step) -> BatchReport:
    """Answers every question, group by group, so that a group's filings are read and indexed once."""
    begun = time.perf_counter()
    report = BatchReport()
    answers: dict[int, dict[str, Any]] = {}
    for filings, places in _groups(questions).items():
        step(", ".join(filings))
        talk = _Conversations(open_service(filings), limit)
        for place in places:
            step(questions[place].id)
            answers[place] = {**_answer(talk, questions[place], report), "id": questions[place].id}
    report.answers = [answers[place] for place in range(len(questions))]
    report.seconds = time.perf_counter() - begun
    return report


def filings_in_turn(questions: list[SetQuestion]) -> list[str]:
    """The names of the filings in the order in which answer_set opens them, perhaps repeated."""
    return [name for group in _groups(questions) for name in group]


def step_count(questions: list[SetQuestion]) -> int:
    """How many steps answer_set reports: one a group, one a question."""
    return len(_groups(questions)) + len(questions)


def _groups(questions: list[SetQuestion]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = {}
    for place, question in enumerate(questions):
        groups.setdefault(question.filings, []).append(place)
    return groups


def _answer(talk: _Conversations, question: SetQuestion, report: BatchReport) -> dict[str, Any]:
    try:
        answer = talk.ask((*question.after, question.question))
    except UserError as error:
        answer = Answer(question.question, "en", Status.REFUSED, str(error))
    except Exception as error:  # noqa: BLE001 - one question that breaks the program must not cost the other answers
        report.broken.append(f"{question.id} ({type(error).__name__}: {error})")
        answer = Answer(question.question, "en", Status.REFUSED, "A defect of the program prevented an answer.")
    return {**answer_to_dict(answer), "question": question.question}


def write_answers(answers: list[dict[str, Any]], path: Path) -> None:
    """One answer a line; the file is there whole or not at all."""
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
