"""Which units and offices a body has: the sentence of its structure, the numbered items behind it, the table of units."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.answer import Answer, Status
from budget.filing import Filing, Paragraph
from budget.source import Source
from tests.answer_rules import broken_promises
from tests.answering import ask_these
from tests.made_up_filing import expenditure, filing, row, table

TEXTS = (
    "绿水市园林处内设3个科室，分别为办公室、绿化科、养护科。",
    "本部门中，行政单位1家，事业单位2家，具体包括：",
    "1.绿水市园林处本部。",
    "2.绿水市苗圃中心。",
    "三、主要工作任务",
    "下属单位的机关运行经费预算为12.00万元。",
)


def with_texts(*texts: str, more: Filing | None = None) -> Filing:
    base = more or filing(expenditure(row("", "合计", "90", "60", "30")))
    told = (Paragraph(text, Source(base.file, line=i + 1, paragraph=i)) for i, text in enumerate(texts))
    return replace(base, paragraphs=tuple(told))


def asked(question: str, one: Filing) -> Answer:
    answer = ask_these(question, one)
    assert broken_promises(answer) == []
    return answer


@pytest.mark.parametrize("question", ["园林处下属有哪几家单位？", "园林处的部门预算把哪两家单位算在一起？"])
def test_units_are_listed_behind_their_sentence(question: str) -> None:
    answer = asked(question, with_texts(*TEXTS))
    assert "绿水市苗圃中心" in answer.text
    assert "主要工作任务" not in answer.text and "运行经费" not in answer.text


def test_offices_are_quoted() -> None:
    answer = asked("园林处设了几个科室？都是哪些？", with_texts(*TEXTS))
    assert "绿化科" in answer.text and answer.figures[0].value == 3


def test_the_table_of_units_held_to_the_words_of_the_question() -> None:
    rows = [replace(row("", name), cells=()) for name in ("驻东湖办事处", "驻西山办事处", "苗圃中心")]
    more = filing(expenditure(row("", "合计", "90", "60", "30")), table("bodies", (), *rows, title="单位构成"))
    answer = asked("园林处在外地设了哪些办事处？", with_texts("从预算单位构成看，详细情况见下表：", more=more))
    assert "驻东湖办事处" in answer.text and "苗圃中心" not in answer.text


def test_what_units_spend_is_no_question_of_structure() -> None:
    answer = ask_these("下属单位的机关运行经费是多少钱？", with_texts(*TEXTS))
    assert "苗圃中心" not in answer.text
    assert ask_these("园林处下属有哪几家单位？", with_texts("职责是养护。")).status is Status.NOT_FOUND
