"""A question, read: language, clauses, figures, what is left out, what is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.amount import Amount
from budget.fact import Measure
from budget.question.operations import Operation
from budget.question.reading import language_of
from budget.question.shapes import claimed_bound, each_units, share_shape
from budget.scope import Scope
from tests.answering import read


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("项目支出是多少", "zh"),
        ("What is project spending?", "en"),
        ("2026年GDP是多少", "zh"),
        ("How much is 住房公积金 this year?", "en"),
        ("", "zh"),
        ("208", "zh"),
    ],
)
def test_the_language_of_a_question(text: str, language: str) -> None:
    if not any(c.isalpha() for c in text):
        assert language_of(text) in ("zh", "en")
    else:
        assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("项目支出下降了73%？", [Amount(Decimal(73), "%")]),
        ("1801人每人每月120元", [Amount(Decimal(1801), "人"), Amount(Decimal(120), "元")]),
        ("超过1,234.5万元吗", [Amount(Decimal("1234.5"), "万元")]),
        ("over 5 million yuan", [Amount(Decimal(500), "万元")]),
        ("有7名代办员", [Amount(Decimal(7), "人")]),
        ("办公费是多少", []),
        ("2026年是多少", []),
    ],
)
def test_figures_of_the_question(text: str, numbers: list[Amount]) -> None:
    assert list(read(text).numbers) == numbers


def test_clauses_split_where_two_things_are_asked() -> None:
    clauses = read("基本支出是多少，项目支出为什么下降？").clauses
    assert [clause.asks for clause in clauses] == [True, True]
    assert [[u.text for u in clause.units] for clause in clauses] == [["基本支出"], ["项目支出"]]
    assert Operation.WHY in clauses[1].operations and Operation.WHY not in clauses[0].operations


def test_english_clauses() -> None:
    clauses = read("What is basic expenditure and why did project expenditure fall?").clauses
    assert len(clauses) == 2 and all(clause.asks for clause in clauses)


def test_what_is_to_be_left_out_is_marked() -> None:
    units = {u.text: u.excluded for u in read("不含退休费，工资福利支出是多少").units}
    assert (units["退休费"], units["工资福利支出"]) == (True, False)


def test_what_is_left_out_ends_with_its_own_words() -> None:
    assert {u.text: u.excluded for u in read("除人员经费以外的基本支出是多少").units if u.known} == {
        "人员经费": True,
        "基本支出": False,
    }


def test_an_aside_says_how_not_which() -> None:
    reading = read("项目支出（含上年结转）是多少")
    assert [u.text for u in reading.units] == ["项目支出"]
    assert not reading.periods.last_year and Operation.PRIOR not in reading.operations


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("决算数是多少", (Measure.FINAL, Measure.AMOUNT)),
        ("项目支出是多少", (Measure.AMOUNT, Measure.BUDGET, Measure.TARGET, Measure.FINAL)),
    ],
)
def test_the_measures_of_a_plain_question(text: str, measures: tuple[Measure, ...]) -> None:
    assert read(text).measures == measures


@pytest.mark.parametrize(
    ("text", "final", "budget"),
    [
        ("实际花了多少", True, False),
        ("年初预算是多少", False, True),
        ("预算和决算差多少", True, True),
        ("what was actually spent", True, False),
        ("项目支出", False, False),
    ],
)
def test_planned_or_spent(text: str, final: bool, budget: bool) -> None:
    reading = read(text)
    assert (reading.wants_final, reading.wants_budget) == (final, budget)


def test_scopes_and_full_width() -> None:
    assert read("一般公共预算的项目支出").scopes == (Scope.GENERAL,)
    assert read("２０２６年项目支出").periods.years == (2026,)
    assert read("项目支出　是多少？").text == read("项目支出 是多少?").text


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("人员经费占基本支出的比例是多少", ["人员经费"], ["基本支出"]),
        ("基本支出中人员经费占多少", ["人员经费"], ["基本支出"]),
        ("What share of basic expenditure goes to personnel?", ["personnel"], ["basic expenditure"]),
        ("personnel expenditure as a share of basic expenditure", ["personnel expenditure"], ["basic expenditure"]),
        ("项目支出占比", ["项目支出"], []),
    ],
)
def test_part_and_whole_of_a_share(text: str, part: list[str], whole: list[str]) -> None:
    shape = share_shape(read(text))
    assert [u.text for u in shape.part] == part
    assert [u.text for u in shape.whole] == whole


def test_what_a_figure_is_divided_by() -> None:
    assert [u.text for u in each_units(read("公车费摊到每辆公务用车上是多少"))] == ["公务用车"]
    assert each_units(read("办公费是多少")) == ()


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("办公费超过500万元吗", 1),
        ("办公费不到500万元吗", -1),
        ("办公费没超过500万元吧", -1),
        ("办公费是500万元吗", 0),
        ("Is it over 5 million yuan?", 1),
        ("Is it below 5 million yuan?", -1),
    ],
)
def test_a_claimed_bound(text: str, bound: int) -> None:
    # "没超过" holds 超过 as well: under leads.
    assert claimed_bound(read(text)) == bound


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    assert reading.operations and reading.language in ("zh", "en")


@pytest.mark.parametrize(
    "question",
    [
        "基本支出和项目支出都算上，物业费比电费多多少？",
        "How much more is property management than electricity, counting basic and project spending together?",
    ],
)
def test_both_kinds_of_spending_counted_together_name_no_line(question: str) -> None:
    reading = read(question)
    assert not any("项目支出" in unit.alternatives or "基本支出" in unit.alternatives for unit in reading.units)
    assert not reading.shows(Operation.SUM)


def test_what_is_arranged_or_listed_somewhere_is_no_question() -> None:
    clauses = read("今年安排的公务接待费里，列在基本支出的，有多少？").clauses
    assert [clause.asks for clause in clauses] == [False, False, True]
    assert read("把项目支出列出来").clauses[0].asks and read("项目支出从高到低排序").clauses[0].asks
