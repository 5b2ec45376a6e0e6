"""Cells that a question names outright: the printed names say which, whatever else their words mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from tests.answering import desk_of, values
from tests.made_up_filing import expenditure, filing, row, table

PARK = filing(
    expenditure(
        row("212", "城乡社区支出", "400.00", "100.00", "300.00"),
        row("21201", "城乡社区管理事务", "400.00", "100.00", "300.00", level=2, parents=("城乡社区支出",)),
        row("", "合计", "400.00", "100.00", "300.00"),
    ),
    table(
        "general_public_budget",
        ("2025年决算数", "2026年 / 预算数", "2026年 / 执行数", "比较 / 比2025年决算数增长%", "占比"),
        row("212", "城乡社区支出", "390.00", "400.00", "380.00", "-2.6", "95"),
        row("213", "农林水支出", "10.00", "20.00", "15.00", "50.0", "5"),
        title="2026年一般公共预算支出执行情况表",
    ),
    table(
        "general_public_budget",
        ("2025年 / 预算数", "2026年预算数"),
        row("213", "农林水支出", "9.00", "20.00"),
        title="2026年市级一般公共预算支出情况表",
        id="city",
    ),
    table(
        "performance",
        ("指标值", "分值权重", "上年完成值"),
        row("", "苗木成活率", "90", "15", "88", parents=("产出指标", "质量指标")),
        row("", "预算执行率", "95", "10", "93", parents=("产出指标", "时效指标")),
        title="项目支出绩效目标表",
        unit="",
    ),
    table(
        "basic_expenditure",
        ("合计",),
        row("", "绿水市苗圃管理站", "9.00"),
        row("", "办公费", "3.00"),
        row("", "差旅费", "6.00"),
        row("", "绿水市公园管理中心", "5.00"),
        row("", "办公费", "4.00"),
        row("", "差旅费", "1.00"),
        title="基本支出明细表",
    ),
    table("other", ("金额",), *(row("", "补助资金", f"{n}.00") for n in range(11, 24)), title="补助资金明细表"),
)


def asked(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("城乡社区管理事务的基本支出是多少？", "100.00"),
        ("城乡社区管理事务的项目支出有多少", "300.00"),
        ("2026年一般公共预算支出执行情况表里农林水支出的执行数是多少？", "15.00"),
        ("执行情况表中，农林水支出的预算数", "20.00"),
        ("农林水支出的2025年决算数是多少", "10.00"),
        ("农林水支出比2025年决算数增长%是多少？", "50.0"),
        ("农林水支出的占比", "5"),
        ("苗木成活率的分值权重是多少？", "15"),
        ("苗木成活率的上年完成值", "88"),
        ("预算执行率是多少？", "95"),
        ("213的2025年决算数", "10.00"),
        ("2026年农林水支出的预算数", "20.00"),
        ("2026年市级一般公共预算支出情况表里农林水支出2025年的预算数", "9.00"),
        ("农林水支出2026年的预算数", "20.00"),
        ("2025年农林水支出的决算数", "10.00"),
        ("公园管理中心的办公费是多少？", "4.00"),
        ("绿水市苗圃管理站的差旅费", "6.00"),
        ("What is the 执行数 of 农林水支出?", "15.00"),
    ],
)
def test_the_named_cell(question: str, value: str) -> None:
    outcome = asked(question)
    assert outcome.status is Status.ANSWERED
    assert [found for found, _ in values(outcome)] == [Decimal(value)]


@pytest.mark.parametrize(
    "question", ["农林水支出为什么比2025年决算数增长?", "农林水支出，为什么？", "农林水支出和城乡社区支出哪个执行数多"]
)
def test_a_question_that_says_more_is_not_a_cell(question: str) -> None:
    assert asked(question).operation != "cell"


def test_one_name_in_two_sections_is_told_apart() -> None:
    outcome = asked("基本支出明细表里办公费是多少？")
    assert {value for value, _ in values(outcome)} == {Decimal("3.00"), Decimal("4.00")}
    names = [line.words["name"] for line in outcome.lines if "name" in line.words]
    assert names == ["绿水市苗圃管理站的办公费", "绿水市公园管理中心的办公费"]


def test_rows_of_one_name_are_all_given() -> None:
    outcome = asked("补助资金明细表里补助资金是多少？")
    assert outcome.lines[0].key == "cell.alike"
    assert [value for value, _ in values(outcome)] == [Decimal(n) for n in range(11, 24)]
