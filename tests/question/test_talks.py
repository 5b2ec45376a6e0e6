"""Conversations over the sample filings: each question but the first leans on the ones before it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Answer, Status
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, WANLI_2023, WANLI_2024, WANLI_2025, ask, stated

WANLI = (WANLI_2023, WANLI_2024, WANLI_2025)
BOTH = (KASHGAR, WANLI_2025)


def talk(filings: tuple[str, ...], *questions: str) -> Answer:
    """The answer to the last question."""
    answers: list[Answer] = []
    for question in questions:
        answers.append(ask(question, *filings, history=tuple(answers)))
        assert broken_promises(answers[-1]) == []
    return answers[-1]


def in_wan(answer: Answer) -> set[tuple[str, str]]:
    """The answer's figures without their sign, money in 万元, rounded to two places."""
    found = set()
    for value, unit in stated(answer):
        value = value / 10_000 if unit == "元" else value
        found.add((str(abs(value).quantize(Decimal("0.01"))), "万元" if unit == "元" else unit))
    return found


FIGURES = [
    ((KASHGAR,), ("住房公积金是多少？", "那去年呢？"), ("22.20", "万元")),
    ((KASHGAR,), ("项目支出是多少？", "比去年呢？"), ("8261.02", "万元")),
    ((KASHGAR,), ("项目支出是多少？", "占总支出的比例呢？"), ("78.90", "%")),
    ((KASHGAR,), ("项目支出为什么下降？", "基本支出呢？"), ("27.23", "%")),
    ((KASHGAR,), ("基本支出比上年增加多少？", "那项目支出呢？"), ("8261.02", "万元")),
    ((KASHGAR,), ("退休费预算是多少？", "生活补助呢？", "津贴补贴呢？"), ("76.56", "万元")),
    ((KASHGAR,), ("项目支出比上年减少多少？", "百分之几？"), ("73.15", "%")),
    ((KASHGAR,), ("基本工资是多少？", "它比津贴补贴少多少？"), ("3.76", "万元")),
    ((KASHGAR,), ("政府采购预算是多少？", "其中服务类占多少？"), ("36.05", "%")),
    ((KASHGAR,), ("津贴补贴和基本工资哪个多？", "那退休费是多少？"), ("12.52", "万元")),
    (WANLI, ("万里街道2025年政府采购预算多少？", "2024年呢？"), ("1662.44", "万元")),
    (WANLI, ("万里街道2023年政府采购预算多少？", "2024年呢？", "那2025年的呢？"), ("4821.20", "万元")),
    (WANLI, ("万里街道2024年水费是多少？", "那邮电费呢？"), ("39.00", "万元")),
    (WANLI, ("万里街道2024年水费是多少？", "那邮电费安排了多少？"), ("39.00", "万元")),
    (WANLI, ("万里街道2025年支出预算是多少？", "比2024年多多少？"), ("3355.65", "万元")),
    (WANLI, ("万里街道2025年支出预算是多少？", "跟上年相比增加了多少钱？"), ("3355.65", "万元")),
    (WANLI, ("万里街道2025年三公经费多少？", "其中公务接待费呢？"), ("1.35", "万元")),
    (WANLI, ("万里街道2024年公用经费是多少？", "占基本支出多少？"), ("11.20", "%")),
    (BOTH, ("喀什社保中心的机关运行经费是多少？", "万里街道呢？"), ("464.64", "万元")),
    (BOTH, ("万里街道的机关运行经费是多少？", "和喀什社保中心比呢？"), ("459.00", "万元")),
    ((KASHGAR,), ("How much is budgeted for the housing provident fund?", "And last year?"), ("22.20", "万元")),
    ((KASHGAR,), ("By how much did project spending fall?", "And in percent?"), ("73.15", "%")),
    ((KASHGAR,), ("Why did project spending change?", "What about basic expenditure?"), ("27.23", "%")),
    ((KASHGAR,), ("How much is project spending?", "What share of total spending is that?"), ("78.90", "%")),
    (WANLI, ("What is Wanli's electricity budget in 2025?", "And water?"), ("10.60", "万元")),
    (WANLI, ("What is Wanli's procurement budget in 2025?", "And in 2023?"), ("830.00", "万元")),
    (WANLI, ("What is Wanli's expenditure budget in 2025?", "How does that compare with 2024?"), ("3355.65", "万元")),
]  # fmt: skip


@pytest.mark.parametrize(("filings", "questions", "figure"), FIGURES, ids=lambda value: str(value)[:60])
def test_what_a_question_leaves_out_is_taken_from_before(
    filings: tuple[str, ...], questions: tuple[str, ...], figure: tuple[str, str]
) -> None:
    answer = talk(filings, *questions)
    assert figure in in_wan(answer), answer.text


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        (("住房公积金是多少？", "为什么增加？"), "缴存基数"),
        (("住房公积金是多少？", "那去年呢？", "为什么变了？"), "缴存基数"),
        (("How much is budgeted for the housing provident fund?", "Why did it go up?"), "缴存基数"),
    ],
)
def test_the_reason_is_asked_of_the_line_before(questions: tuple[str, ...], words: str) -> None:
    assert words in talk((KASHGAR,), *questions).text


@pytest.mark.parametrize("fresh", ["清空", "重新开始", "换个话题", "Start over"])
def test_nothing_is_taken_from_before_a_fresh_start(fresh: str) -> None:
    assert talk((KASHGAR,), "项目支出是多少？", fresh).status is Status.REFUSED
    answer = talk((KASHGAR,), "项目支出是多少？", fresh, "Why?" if fresh.isascii() else "为什么？")
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize(
    ("first", "second", "gone"),
    [
        ("项目支出为什么下降？", "住房公积金是多少？", "项目支出"),
        ("Why did project spending fall?", "How much is the housing provident fund?", "project"),
    ],
)
def test_a_new_subject_starts_afresh(first: str, second: str, gone: str) -> None:
    answer = talk((KASHGAR,), first, second)
    assert gone not in str(answer.plan["asked"])
    assert ("24.13", "万元") in in_wan(answer)


def test_a_question_back_is_answered_with_the_body_alone() -> None:
    first = ask("机关运行经费是多少？", *BOTH)
    answer = ask("万里街道", *BOTH, history=[first])
    assert ("464.64", "万元") in in_wan(answer), answer.text
