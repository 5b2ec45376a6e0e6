"""Offered questions: every one of them is answered, of the same body, and says something new."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.answering.next_questions import OFFERED, next_questions
from budget.answer import Answer, Status
from tests.answering import sample_filings, service
from tests.app.fake_desk import UNKNOWN, FakeDesk

ASKED = [
    "万里街道2025年的“三公”经费是多少？",
    "万里街道三年来的项目支出怎么变化？",
    "万里街道2025年人员经费占基本支出的比例是多少？",
    "喀什市社会保险中心哪个项目的预算最多？",
    "喀什市社会保险中心的项目支出为什么下降了73%？",
    "喀什市社会保险中心2026年的收入从哪里来？",
    "How did the Wanli subdistrict's project spending change over the three years?",
    "Why did project spending at the Kashgar social insurance center fall by 73%?",
]


@pytest.mark.parametrize("question", ASKED)
def test_what_is_offered_is_answered_of_the_same_body(question: str) -> None:
    whose = {filing.file: filing.department for filing in sample_filings()}
    first = service().ask(question)
    assert first.status is Status.ANSWERED

    def ask(text: str, history: Sequence[Answer]) -> Answer:
        return service().ask(text, history=history)

    offered = next_questions([first], ask, whose)
    assert 1 <= len(offered) <= OFFERED
    seen = {first.text}
    for each in offered:
        answer = service().ask(each, history=[first])
        assert answer.status is Status.ANSWERED and answer.language == first.language
        assert {whose[one.filing] for one in answer.citations} == {whose[one.filing] for one in first.citations}
        assert answer.text not in seen
        seen.add(answer.text)


def test_nothing_is_offered_after_no_answer() -> None:
    desk = FakeDesk()
    assert next_questions([desk.ask(UNKNOWN)], lambda text, history: desk.ask(text), {}) == ()


def test_what_is_not_answered_is_not_offered() -> None:
    desk = FakeDesk()
    asked = desk.ask("why")
    assert next_questions([asked], lambda text, history: desk.ask(text, history=history), {}) == ()
    assert len(desk.asked) > 3
