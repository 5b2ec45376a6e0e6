"""Processes that answer: the same answers as here, lost ones replaced, none left behind."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.answering.service import AnswerService, SearchedElsewhere
from app.answering.workers import Search, Workers, WorkersLost
from budget.answer import Answer, Status
from budget.filing import Filing
from index.memory import memory_library
from tests.made_up_filing import basic, filing, row, statement

TOLD = "项目支出300.00万元，比上年减少50.00万元，主要原因是树木修剪的招标推迟。"
PARK = filing(
    basic(row("30201", "办公费", "12.30"), row("30216", "培训费", "3.00"), row("", "合计", "15.30")),
    statements=[statement("项目支出", TOLD, amount="300.00", delta="-50.00", reason="树木修剪的招标推迟")],
)
QUESTIONS = ("2026年办公费是多少？", "为什么项目支出下降了？", "How much is spent on training?", "天气怎么样？")


def open_park(search: Search) -> AnswerService:
    """A worker's service: over one small filing."""
    return AnswerService(SearchedElsewhere(memory_library([PARK]), search))


class Deadly:
    """A library that ends its process as soon as a question is asked."""

    def __init__(self) -> None:
        self._asked = False

    def filings(self) -> tuple[Filing, ...]:
        if self._asked:
            os.kill(os.getpid(), signal.SIGKILL)
        self._asked = True
        return ()

    def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
        return ()


def open_deadly(search: Search) -> AnswerService:
    """A worker's service that it does not survive."""
    return AnswerService(Deadly())


class Here:
    """The process's own service, which counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        self.asked.append(question)
        return Answer(question, "zh", Status.ANSWERED, "here")


class Searched:
    """A search that finds nothing and counts."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    def __call__(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
        self.queries.append(query)
        return ()


def wait_until(true: Callable[[], bool]) -> None:
    """Returns when it is so."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def bare(answer: Answer) -> Answer:
    """The answer without how long it took."""
    return replace(answer, timings_ms={})


@pytest.fixture(scope="module")
def two() -> Iterator[tuple[Workers, Here, Searched]]:
    """Two workers over one filing, ready."""
    here, searched = Here(), Searched()
    workers = Workers(2, open_park, here, searched)
    workers.start()
    wait_until(lambda: len(workers.ids) == 2)
    yield workers, here, searched
    ids = workers.ids
    workers.close()
    for id in ids:
        assert not Path(f"/proc/{id}").exists() or "Z" in Path(f"/proc/{id}/stat").read_text().split()[2]


def test_they_answer_as_this_process_does_with_what_was_said_before(two: tuple[Workers, Here, Searched]) -> None:
    workers, here, _ = two
    own = open_park(Searched())
    before = own.ask(QUESTIONS[0])
    asked = [(question, (), history) for question in (*QUESTIONS, "那去年呢？") for history in ((), (before,))]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda one: workers.ask(*one), asked))
    assert [bare(answer) for answer in told] == [bare(own.ask(*one)) for one in asked]
    assert any(answer.figures for answer in told) and here.asked == []


def test_passages_are_searched_by_who_asks(two: tuple[Workers, Here, Searched]) -> None:
    workers, _, searched = two
    workers.ask("树木修剪的招标文件里怎么说人才引进？")
    assert len(searched.queries) == 1 and "人才引进" in searched.queries[0]


def test_one_that_is_ended_is_replaced_and_nobody_notices(two: tuple[Workers, Here, Searched]) -> None:
    workers, here, _ = two
    lost = workers.ids
    os.kill(lost[0], signal.SIGKILL)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(workers.ask, QUESTIONS * 2))
    assert all(answer.text != "here" for answer in told) and here.asked == []
    wait_until(lambda: len(workers.ids) == 2 and workers.ids != lost)
    assert lost[0] not in workers.ids


def test_before_they_are_ready_this_process_answers() -> None:
    here = Here()
    workers = Workers(1, open_park, here, Searched())
    assert workers.ask("问").text == "here"
    workers.close()


def test_a_question_that_ends_them_is_given_up() -> None:
    workers = Workers(2, open_deadly, Here(), Searched())
    workers.start()
    wait_until(lambda: len(workers.ids) == 2)
    with pytest.raises(WorkersLost):
        workers.ask("问")
    workers.close()


def test_what_a_question_raises_is_raised_here_and_the_worker_goes_on(two: tuple[Workers, Here, Searched]) -> None:
    workers, _, _ = two
    nothing: Any = None
    with pytest.raises(RuntimeError, match="TypeError"):
        workers.ask(nothing)
    assert workers.ask(QUESTIONS[0]).status is Status.ANSWERED
