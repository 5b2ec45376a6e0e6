"""One meaning, one figure: however a question is put, the headline is the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from app.answering.service import AnswerService
from budget.answer import Answer, Status
from budget.filing import Filing
from tests.answering import KASHGAR, WANLI_2025, ask, headline, results, sample_filings, stated

# Each group: the filing (none: all samples), the headline, ways to ask for it.
GROUPS = {
    "housing fund": (
        KASHGAR,
        ("24.13", "万元"),
        [
            "住房公积金是多少？",
            "住房公积金多少钱",
            "公积金有多少",
            "请问住房公积金是多少呢",
            "2026年住房公积金是多少？",
            "２０２６年住房公积金是多少?",
            "喀什市社会保险中心住房公积金是多少",
            "How much is the housing provident fund?",
            "what's the housing fund",
        ],
    ),
    "by code or name": (
        KASHGAR,
        ("728.29", "万元"),
        [
            "行政运行是多少？",
            "2080101是多少？",
            "２０８０１０１是多少？",
            "行政运行（2080101）是多少",
            "How much is administrative operation?",
        ],
    ),
    "class by code or name": (
        KASHGAR,
        ("3776.90", "万元"),
        [
            "社会保障和就业支出是多少？",
            "208是多少？",
            "社保和就业花了多少",
            "How much goes to social security and employment?",
        ],
    ),
    "the card": (
        KASHGAR,
        ("-8261.02", "万元"),
        [
            "为什么项目支出下降了73%？",
            "为什么项目支出下降了７３％？",
            "项目支出下降73%是为什么",
            "项目支出为何减少了73%",
            "项目经费为什么少了73%？",
            "项目支出怎么一下子少了这么多？",
            "Why did project spending fall by 73%?",
            "Why did project expenditure drop 73%?",
            "why was project spending cut by 73%",
        ],
    ),
    "receptions": (
        WANLI_2025,
        ("1.35", "万元"),
        [
            "公务接待费是多少？",
            "招待费是多少？",
            "接待费花了多少",
            "吃喝招待花了多少",
            "公务招待费多少钱",
            "How much is spent on official receptions?",
        ],
    ),
    "three public": (
        WANLI_2025,
        ("37.91", "万元"),
        [
            "三公经费是多少？",
            "“三公”经费是多少？",
            "「三公」经费是多少？",
            "三公消费多少",
            "How much are the three public expenses?",
        ],
    ),
    "office": (
        WANLI_2025,
        ("433.3478", "万元"),
        ["办公费是多少？", "30201是多少？", "办公用品花了多少钱", "How much are office expenses?"],
    ),
    "travel": (WANLI_2025, ("8", "万元"), ["差旅费是多少？", "出差花了多少钱", "30211 多少", "How much is travel?"]),
    "share": (
        WANLI_2025,
        ("89.32", "%"),
        [
            "人员经费占基本支出的比例是多少？",
            "基本支出中人员经费占多少？",
            "基本支出里人员经费占百分之几",
            "What share of basic expenditure goes to personnel?",
            "personnel expenditure as a percentage of basic expenditure",
        ],
    ),
    "last year": (
        KASHGAR,
        ("560.12", "万元"),
        [
            "去年的行政运行是多少？",
            "行政运行上年是多少？",
            "2025年行政运行是多少？",
            "What was administrative operation last year?",
        ],
    ),
    "body and year": (
        "",
        ("8842.5805", "万元"),
        [
            "万里街道2025年项目支出是多少？",
            "上海市普陀区人民政府万里街道办事处2025年项目支出是多少？",
            "2025年，万里街道的项目支出有多少？",
            "How much was Wanli subdistrict's project spending in 2025?",
        ],
    ),
    "procurement": (
        KASHGAR,
        ("23.22", "万元"),
        [
            "政府采购预算是多少？",
            "采购预算多少钱",
            "How much is the procurement budget?",
            "government procurement budget",
        ],
    ),
    "sum": (
        KASHGAR,
        ("149.36", "万元"),
        [
            "基本工资和津贴补贴加起来是多少？",
            "津贴补贴和基本工资合在一起多少钱？",
            "基本工资、津贴补贴之和",
            "What do basic wages and allowances add up to?",
        ],
    ),
}
CASES = [pytest.param(name, way, id=f"{name}: {way}") for name, (_, _, ways) in GROUPS.items() for way in ways]
UNUSUAL = {
    "body by its office": ("", "8842.5805", "2025年万里街道办的项目支出"),
    "Chinese year": ("", "8842.5805", "万里街道二〇二五年项目支出是多少"),
    "spaced out": (KASHGAR, "24.13", "住 房 公 积 金 是多少？"),
    "code in three cells": (WANLI_2025, "384.6732", "221 02 01是多少？"),
}


def asked(file: str, question: str) -> Answer:
    return ask(question, *([file] if file else []))


@pytest.mark.parametrize(("name", "way"), CASES)
def test_the_same_headline(name: str, way: str) -> None:
    file, (value, unit), _ = GROUPS[name]
    answer = asked(file, way)
    assert answer.status is Status.ANSWERED, answer.text
    assert headline(answer) == (Decimal(value).normalize(), unit)


@pytest.mark.parametrize(
    "name",
    [
        "Chinese year",
        "spaced out",
        "code in three cells",
        "body by its office",
    ],
)
def test_the_same_headline_put_unusually(name: str) -> None:
    file, value, way = UNUSUAL[name]
    assert headline(asked(file, way)) == (Decimal(value).normalize(), "万元")


@pytest.mark.parametrize("name", GROUPS)
def test_both_languages_state_the_same_results(name: str) -> None:
    file, _, ways = GROUPS[name]
    chinese = asked(file, ways[0])
    english = [asked(file, way) for way in ways if way.isascii()]
    for answer in english:
        assert answer.language == "en"
        assert (results(answer)[0].value, results(answer)[0].unit) == (
            results(chinese)[0].value,
            results(chinese)[0].unit,
        )


@pytest.mark.parametrize("name", GROUPS)
def test_the_same_question_twice_gives_the_same_answer(name: str) -> None:
    file, _, ways = GROUPS[name]
    first, second = (replace(asked(file, ways[0]), timings_ms={}) for _ in range(2))
    assert first == second


def test_the_order_of_two_lines_does_not_matter() -> None:
    one, other = (ask(f"{a}和{b}各是多少？", KASHGAR) for a, b in (("退休费", "办公费"), ("办公费", "退休费")))
    assert stated(one) == stated(other) == {(Decimal("12.52"), "万元"), (Decimal("3.51"), "万元")}


def test_a_filing_beside_it_changes_nothing_for_a_named_body() -> None:
    alone = ask("喀什市社会保险中心的住房公积金为什么增加？", KASHGAR)
    among = ask("喀什市社会保险中心的住房公积金为什么增加？")
    assert stated(alone) == stated(among) and alone.text == among.text


def test_units_of_the_question_do_not_change_the_amount() -> None:
    assert headline(ask("住房公积金是多少元？", KASHGAR)) == headline(ask("住房公积金是多少万元？", KASHGAR))


def test_the_order_of_the_filings_does_not_matter() -> None:
    class Backwards:
        def filings(self) -> tuple[Filing, ...]:
            return sample_filings()[::-1]

        def search(self, query: str, k: int, filings: Collection[str] | None) -> Sequence[Any]:
            return ()

    backwards = AnswerService(Backwards())
    for question in (
        "万里街道2025年项目支出是多少？",
        "喀什市社会保险中心的退休费是多少？",
        "万里街道三年来的项目支出",
    ):
        assert stated(backwards.ask(question)) == stated(ask(question))
