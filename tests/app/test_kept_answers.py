"""Answers that are kept: asked once, as long as the library stays as it is."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.answering.kept_answers import KeptAnswers
from budget.answer import Answer, Status
from budget.filing import Filing

LIBRARY = (Filing("a.txt"),)


class Asked:
    """Counts what it is asked, and takes its time."""

    def __init__(self) -> None:
        self.times: list[str] = []

    def __call__(self, question: str, filings: Collection[str], history: Sequence[Answer]) -> Answer:
        self.times.append(question)
        time.sleep(0.02)
        if question == "坏":
            raise RuntimeError("broken")
        return Answer(question, "zh", Status.ANSWERED, f"{question}{filings}{len(history)}")


def test_a_question_is_asked_once_though_many_ask_it_together() -> None:
    asked = Asked()
    kept = KeptAnswers(asked)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: kept.ask("问", LIBRARY, (), ()), range(16)))
    assert len(set(map(id, answers))) == 1 and asked.times == ["问"]


def test_another_library_choice_of_filings_or_conversation_is_another_question() -> None:
    asked = Asked()
    kept = KeptAnswers(asked)
    before = [Answer("前", "zh", Status.ANSWERED, "", plan={"asked": "前"})]
    other = [Answer("前", "zh", Status.ANSWERED, "", plan={"asked": "另"})]
    for filings, history in (((), ()), (("a.txt",), ()), ((), before), ((), other)):
        kept.ask("问", LIBRARY, filings, history)
    assert len(asked.times) == 4
    assert kept.ask("问", LIBRARY, ("a.txt",), ()).text == "问('a.txt',)0" and len(asked.times) == 4
    kept.ask("问", (Filing("a.txt"),), (), ())
    assert len(asked.times) == 5


def test_only_the_last_ones_are_kept() -> None:
    asked = Asked()
    kept = KeptAnswers(asked, most=2)
    for question in ("一", "二", "一", "三", "一", "二"):
        kept.ask(question, LIBRARY, (), ())
    assert asked.times == ["一", "二", "三", "二"]


def test_a_question_that_broke_is_asked_again() -> None:
    asked = Asked()
    kept = KeptAnswers(asked)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            kept.ask("坏", LIBRARY, (), ())
    assert asked.times == ["坏", "坏"]


def test_what_was_kept_for_long_is_asked_again() -> None:
    asked, hours = Asked(), [0.0]
    kept = KeptAnswers(asked, now=lambda: hours[0] * 3600)
    for hour in (0.0, 0.1, 1.0, 1.1):
        hours[0] = hour
        kept.ask("问", LIBRARY, (), ())
    assert asked.times == ["问", "问"]
