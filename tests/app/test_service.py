"""The answering service: one library, many questions; no model, nothing remembered but the library."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.answering.intake import LONGEST_QUESTION
from app.answering.service import AnswerService
from budget.answer import Answer, Status
from budget.filing import Filing
from index.memory import memory_library
from tests.answer_rules import broken_promises
from tests.answering import (
    KASHGAR,
    WANLI_2023,
    WANLI_2024,
    WANLI_2025,
    ask,
    headline,
    money,
    sample_filings,
    service,
    stated,
)
from tests.made_up_filing import basic, filing, row

PARK = filing(basic(row("30201", "办公费", "12.30"), row("", "合计", "12.30")))


class Shelf:
    """A library whose filings change, and that counts how often it is looked at."""

    def __init__(self, *filings: Filing) -> None:
        self.held = filings
        self.looked = 0

    def filings(self) -> tuple[Filing, ...]:
        self.looked += 1
        return self.held

    def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
        return ()


@pytest.mark.parametrize(
    ("question", "language"),
    [("项目支出是多少？", "zh"), ("What is project spending?", "en"), ("GDP是多少", "zh")],
)
def test_the_answer_is_in_the_questions_language(question: str, language: str) -> None:
    answer = ask(question, KASHGAR)
    assert (answer.language, answer.question) == (language, question)


def test_a_library_that_changed_is_read_again() -> None:
    shelf = Shelf(PARK)
    one = AnswerService(shelf)
    assert money(one.ask("办公费是多少？")) == [Decimal("12.30")]
    shelf.held = (filing(basic(row("30201", "办公费", "99.00"))),)
    assert money(one.ask("办公费是多少？")) == [Decimal("99.00")]
    shelf.held = ()
    assert one.ask("办公费是多少？").status is Status.NOT_FOUND


def test_an_empty_library_finds_nothing_and_says_so() -> None:
    empty = AnswerService(memory_library(()))
    for question in ("项目支出是多少？", "Why did it fall?", "哪个项目最多？", "三年来的变化", "万里街道的办公费"):
        answer = empty.ask(question)
        assert answer.figures == () and answer.text.strip(), question


def test_an_empty_library_has_no_errors_to_report() -> None:
    assert AnswerService(memory_library(())).ask("有没有错误？").status is not Status.ANSWERED


@pytest.mark.parametrize(
    "question", ["项目支出是多少？", "有没有错误？", "哪个项目最多？", "为什么下降？", "人均多少？", "占比多少？"]
)
def test_a_filing_of_which_nothing_was_read(question: str) -> None:
    answer = AnswerService(memory_library((Filing("blank.pdf"),))).ask(question)
    assert broken_promises(answer) == []
    assert all(figure.unit == "项" for figure in answer.figures)


def test_a_question_can_be_kept_to_some_filings() -> None:
    for file, value in ((WANLI_2023, "6557.2343"), (WANLI_2024, "5650.5103"), (WANLI_2025, "8842.5805")):
        answer = ask("项目支出是多少？", file)
        assert headline(answer) == (Decimal(value), "万元")
        assert {citation.filing for citation in answer.citations} == {file}


def test_nothing_leaks_from_a_filing_that_was_not_asked() -> None:
    answer = ask("城管执法是多少？", KASHGAR)
    assert {citation.filing for citation in answer.citations} <= {KASHGAR}
    assert Decimal("652.2681") not in {value for value, _ in stated(answer)}


def test_a_filing_that_is_not_there_gives_nothing() -> None:
    answer = ask("项目支出是多少？", "no-such-filing.pdf")
    assert answer.status is Status.NOT_FOUND and answer.figures == ()


def test_refusing_needs_no_library() -> None:
    shelf = Shelf(PARK)
    one = AnswerService(shelf)
    assert one.ask("？？").status is Status.REFUSED
    assert one.ask("项" * (LONGEST_QUESTION + 1)).status is Status.REFUSED
    assert shelf.looked == 0


def test_control_characters_are_blanks() -> None:
    assert money(ask("住房公积金\n是多少？\x00", KASHGAR)) == [Decimal("24.13")]


def test_the_plan_tells_how_the_question_was_understood_and_is_json() -> None:
    plan = ask("一般公共预算里万里街道2025年的项目支出是多少？").plan
    assert json.loads(json.dumps(plan, ensure_ascii=False)) == plan
    assert plan["operation"] in ("lookup", "cell") and plan["years"] == [2025] and plan["scopes"] == ["general"]
    assert plan["bodies"] == ["上海市普陀区人民政府万里街道办事处"] and "项目支出" in plan["units"]


def test_timings_are_told() -> None:
    timings = ask("项目支出是多少？", KASHGAR).timings_ms
    assert {"plan", "compute", "total"} <= set(timings)
    assert timings["total"] >= timings["plan"] >= 0


def test_the_library_is_opened_once() -> None:
    fresh = AnswerService(memory_library(sample_filings()))
    first, second = (fresh.ask("住房公积金是多少？").timings_ms["open"] for _ in range(2))
    assert second < first / 10


def test_several_may_ask_at_once() -> None:
    questions = ["住房公积金是多少？", "退休费是多少？", "为什么项目支出下降了73%？", "机关运行经费是多少？"] * 4
    alone = [replace(service().ask(q, (KASHGAR,)), timings_ms={}) for q in questions]
    with ThreadPoolExecutor(4) as pool:
        together = [replace(a, timings_ms={}) for a in pool.map(lambda q: service().ask(q, (KASHGAR,)), questions)]
    assert together == alone


def test_a_first_question_may_come_from_several_at_once() -> None:
    one = AnswerService(memory_library((PARK,)))
    with ThreadPoolExecutor(4) as pool:
        assert {headline(a) for a in pool.map(lambda _: one.ask("办公费是多少？"), range(8))} == {
            (Decimal("12.3"), "万元")
        }


def talk(*questions: str) -> list[Answer]:
    answers: list[Answer] = []
    for question in questions:
        answers.append(ask(question, KASHGAR, history=answers))
    return answers


def test_a_talk_fills_its_gaps_from_the_last_question() -> None:
    first, before, why, other = talk("住房公积金是多少？", "那去年呢？", "为什么增加？", "退休费呢？")
    assert headline(first)[0] == Decimal("24.13")
    assert headline(before)[0] == Decimal("22.2")
    assert "缴存基数" in why.text
    assert Decimal("12.52") in money(other)


def test_an_english_talk() -> None:
    first, why = talk("How much is the housing provident fund?", "Why did it rise?")
    assert headline(first)[0] == Decimal("24.13")
    assert why.language == "en" and (Decimal("1.93"), "万元") in stated(why)


def test_a_new_subject_starts_afresh() -> None:
    _, second = talk("住房公积金是多少？", "政府采购预算是多少？")
    assert money(second) == [Decimal("23.22")]


def test_a_refusal_in_between_does_no_harm() -> None:
    *_, last = talk("住房公积金是多少？", "？？？", "那去年呢？")
    assert headline(last)[0] == Decimal("22.2")


def test_nothing_is_remembered_without_history() -> None:
    ask("住房公积金是多少？", KASHGAR)
    assert ask("那去年呢？", KASHGAR).figures == ()


@pytest.mark.parametrize("question", ["项目支出是多少？", "办公费是多少？"])
def test_which_filing_was_taken_is_said_where_the_question_does_not_say(question: str) -> None:
    assert "year" in {caveat.code for caveat in ask(question).caveats}


def test_and_only_there() -> None:
    assert "year" not in {caveat.code for caveat in ask("2024年公用经费是多少？", WANLI_2024).caveats}
