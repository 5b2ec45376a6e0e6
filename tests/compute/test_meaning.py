"""Where words fail, meaning is tried, and the answer says what it took a word to mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.answering.service import AnswerService
from app.answering.trace import is_taken
from app.screens.staff_words import staff_words
from app.views.trace import trace_to_html
from budget.answer import Answer, Status
from index.memory import memory_library
from tests.answer_rules import broken_promises
from tests.answering import money
from tests.made_up_filing import basic, filing, row, statement
from tests.question.test_meaning import Likeness

PARK = filing(
    basic(
        row("30201", "办公费", "12.30"),
        row("30217", "公务接待费", "5.00"),
        row("30229", "福利费", "7.00"),
        row("", "合计", "24.30"),
    ),
    statements=[statement("职责", "园林处负责公园管养和杜鹃展览。")],
)
NEAR = Likeness(
    soirees=[("banquets", 0.8), ("hospitality", 0.7)],
    burlesque=[("banquets", 0.68)],
    flapdoodle=[("banquets", 0.5)],
    筵席=[("宴请", 0.8), ("请客", 0.7)],
    杜鹃=[("宴请", 0.9)],
)


def ask(question: str) -> Answer:
    answer = AnswerService(memory_library((PARK,)), NEAR).ask(question)
    assert broken_promises(answer) == []
    return answer


def said(answer: Answer) -> list[str]:
    return [caveat.text for caveat in answer.caveats if caveat.code == "meaning"]


@pytest.mark.parametrize(
    ("question", "official", "told"),
    [
        ("筵席花了多少钱？", "公务接待费花了多少钱？", "“筵席”按“公务接待费”理解。"),
        (
            "How much was spent on soirees?",
            "How much was spent on official reception?",
            "“soirees” is taken to mean “official hospitality (公务接待费)”.",
        ),
    ],
)
def test_a_word_is_taken_for_the_nearest_name_and_that_is_said(question: str, official: str, told: str) -> None:
    answer, plain = ask(question), ask(official)
    assert money(answer) == money(plain) == [Decimal("5.00")]
    assert [c.row for c in answer.citations] == [c.row for c in plain.citations] == ["公务接待费"]
    assert said(answer) == [told]
    assert said(plain) == [], "words that link are not second-guessed"


def test_a_question_for_two_lines_gets_both_when_one_is_named_by_meaning() -> None:
    answer = ask("福利费和筵席各是多少？")
    assert sorted(money(answer)) == [Decimal("5.00"), Decimal("7.00")]
    assert said(answer) == ["“筵席”按“公务接待费”理解。"]
    assert "没有找到" not in answer.text


def test_what_is_less_sure_is_only_told_as_the_nearest_thing() -> None:
    answer = ask("How much was spent on burlesque?")
    assert (answer.status, answer.figures, said(answer)) == (Status.NOT_FOUND, (), [])
    assert "公务接待费" in answer.text
    assert "公务接待费" not in ask("How much was spent on flapdoodle?").text


def test_a_word_that_a_sentence_of_the_filing_prints_is_not_taken_for_another() -> None:
    assert said(ask("杜鹃花了多少钱？")) == []


def test_without_a_measure_of_meaning_the_word_is_not_found() -> None:
    answer = AnswerService(memory_library((PARK,))).ask("筵席花了多少钱？")
    assert answer.status is Status.NOT_FOUND


def test_the_trace_tells_what_a_word_may_mean_and_how_surely() -> None:
    service = AnswerService(memory_library((PARK,)), NEAR)
    taken = service.trace("筵席花了多少钱？")
    assert [(one.word, "公务接待费" in one.names, is_taken(one)) for one in taken.meant] == [("筵席", True, True)]
    doubtful = service.trace("How much was spent on burlesque?")
    assert [(one.word, is_taken(one)) for one in doubtful.meant] == [("burlesque", False)]
    assert service.trace("公务接待费花了多少钱？").meant == ()
    words = staff_words("zh")
    assert "按意思理解的词" in trace_to_html(taken, (), words)
    assert "<td>●</td><td>筵席</td>" in trace_to_html(taken, (), words)
    assert "<td></td><td>burlesque</td>" in trace_to_html(doubtful, (), words)
