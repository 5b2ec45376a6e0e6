"""Follow-ups fill their gaps from the question before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.answering.follow_up import fill_from_history
from budget.answer import Answer, Status
from budget.number import fold
from budget.question.follow import complete_question as complete_reading
from budget.question.follow import stands_alone
from budget.question.operations import Operation
from tests.answering import KASHGAR, ask, money, read, stated


def complete_question(question: str, before: str) -> str:
    return complete_reading(read(question), read(before))


@pytest.mark.parametrize("question", ["项目支出是多少？", "What is the office budget?", "住房公积金为什么增加"])
def test_whole_questions_stand_alone(question: str) -> None:
    assert stands_alone(read(question))


@pytest.mark.parametrize(
    "question", ["那去年呢？", "为什么？", "and for 2024?", "Why?", "是多少", "比去年多多少？", "2024年呢"]
)
def test_gaps_do_not(question: str) -> None:
    assert not stands_alone(read(question))


@pytest.mark.parametrize(
    ("before", "question", "named", "operation"),
    [
        ("住房公积金是多少？", "那去年呢？", "住房公积金", Operation.PRIOR),
        ("住房公积金是多少？", "为什么增加？", "住房公积金", Operation.WHY),
        ("办公费是多少？", "它比去年多多少？", "办公费", Operation.CHANGE),
        ("办公费是多少？", "退休费呢？", "退休费", Operation.LOOKUP),
        ("项目支出为什么下降？", "基本支出呢？", "基本支出", Operation.WHY),
        ("What is the housing provident fund?", "Why did it rise?", "housing provident fund", Operation.WHY),
    ],
)
def test_the_subject_or_the_operation_is_taken_over(
    before: str, question: str, named: str, operation: Operation
) -> None:
    whole = complete_question(question, before)
    reading = read(whole)
    assert named in whole
    assert operation in reading.operations


def test_the_old_subject_gives_way_to_the_new_one() -> None:
    assert "办公费" not in complete_question("退休费呢？", "办公费是多少？")


def test_a_new_year_takes_the_place_of_the_old() -> None:
    assert read(complete_question("2024年呢？", "2025年项目支出是多少？")).periods.years == (2024,)
    assert read(complete_question("and for 2024?", "What was project spending in 2025?")).periods.years == (2024,)


@pytest.mark.parametrize("question", ["项目支出为什么下降？", "换个话题", "What is the office budget?", "清空"])
def test_a_question_of_its_own_is_left_alone(question: str) -> None:
    assert complete_question(question, "办公费是多少？") == fold(question)


def test_a_share_of_the_subject_before_keeps_it() -> None:
    assert "项目支出" in complete_question("占总支出的比例呢？", "项目支出是多少？")


def test_an_english_why_is_carried_over() -> None:
    whole = complete_question("What about basic spending?", "Why did project spending change?")
    assert Operation.WHY in read(whole).operations


def test_the_first_question_has_nothing_before_it() -> None:
    assert fill_from_history("那去年呢？", [], read) == "那去年呢？"
    refused = Answer("", "zh", Status.REFUSED, "…")
    assert fill_from_history("那去年呢？", [refused], read) == "那去年呢？"


def test_a_talk_over_the_sample() -> None:
    first = ask("住房公积金是多少？", KASHGAR)
    assert money(first) == [Decimal("24.13")]
    why = ask("为什么增加？", KASHGAR, history=[first])
    assert (Decimal("1.93"), "万元") in stated(why) and "缴存基数" in why.text
    before = ask("那去年呢？", KASHGAR, history=[first, why])
    assert money(before)[0] == Decimal("22.20")
    other = ask("退休费呢？", KASHGAR, history=[first])
    assert money(other) == [Decimal("12.52")]
