"""The units of a body, each with a section of its own in the filing: ranked by one line, or by their whole budget."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from tests.answering import desk_of, figs, values
from tests.made_up_filing import filing, row, statement, table

UNITS = (
    ("绿水市园林处（本级）", "300.00", "40.00"),
    ("绿水市苗圃中心", "500.00", "90.00"),
    ("绿水市公园管理站", "200.00", "70.00"),
)


def _section(at: int, unit: str, budget: str, staff: str) -> list:  # type: ignore[type-arg]
    headings = ("第三部分 部门预算支出具体情况", f"{'一二三'[at]}、{unit}")
    return [
        statement(name, f"{name}{amount}万元。", at, amount=amount, headings=headings)
        for name, amount in ((f"{unit}预算", budget), ("编外人员", staff))
    ]


SECTIONS = filing(statements=[told for at, unit in enumerate(UNITS) for told in _section(at, *unit)])


@pytest.mark.parametrize(
    ("question", "names", "amounts"),
    [
        ("园林处系统里，编外人员花得最多的是哪两家？", ["绿水市苗圃中心", "绿水市公园管理站"], ["90.00", "70.00"]),
        ("园林处的下属单位中预算最少的是哪家？", ["绿水市公园管理站"], ["200.00"]),
        (
            "Of the 园林处's units, which two have the biggest budgets?",
            ["绿水市苗圃中心", "绿水市园林处(本级)"],
            ["500.00", "300.00"],
        ),
    ],
)
def test_units_are_ranked_by_what_their_sections_tell(question: str, names: list[str], amounts: list[str]) -> None:
    outcome = operate(desk_of(question, SECTIONS))
    assert outcome.operation == "rank"
    assert [fig.label for fig in figs(outcome)] == names
    assert values(outcome) == [(Decimal(amount), "万元") for amount in amounts]


def test_the_bodys_own_total_is_no_unit_though_it_is_rounded() -> None:
    rows = [
        row("", unit, amount) for unit, amount in (("绿水市园林处", "10.01"), ("苗圃中心", "3.33"), ("公园站", "3.33"))
    ]
    told = filing(table("expenditure", ("合计",), *rows, row("", "花卉中心", "3.34"), title="部门支出总表"))
    assert values(operate(desk_of("园林处哪个下属单位的支出最多？", told)))[0] == (Decimal("3.34"), "万元")


def test_where_no_change_is_told_the_largest_is_not_what_grew_most() -> None:
    outcome = operate(desk_of("园林处的下属单位里今年预算涨得最多的是哪家？", SECTIONS))
    assert not any(fig.label == "绿水市苗圃中心" and fig.amount.value == 500 for fig in figs(outcome)), values(outcome)


@pytest.mark.parametrize("whole", ["苗木补助项目", "项目总预算"])
def test_the_parts_that_one_sentence_spells_out_are_ranked(whole: str) -> None:
    quote = f"{whole}100.00万元，其中：树苗购置55.00万元、浇水养护30.00万元、病虫防治15.00万元。"
    parts = ((whole, "100.00"), ("树苗购置", "55.00"), ("浇水养护", "30.00"), ("病虫防治", "15.00"))
    told = [statement(name, quote, amount=amount) for name, amount in parts]
    told.append(statement("苗木补助项目", "苗木补助项目安排100.00万元。", 7, amount="100.00"))
    outcome = operate(desk_of("苗木补助项目里，花得最多的是哪一块、最少的是哪一块？", filing(statements=told)))
    assert [(fig.label, fig.amount.value) for fig in figs(outcome)] == [("树苗购置", 55), ("病虫防治", 15)]


@pytest.mark.parametrize(
    "question",
    [
        "园林处收入总表里哪个下属单位最多？比绿水市公园站多多少？",
        "In the 园林处's income table (收入总表), which unit has most, and how much larger is it than that of the office proper?",
    ],
)
def test_how_far_the_first_is_ahead_of_the_one_that_is_named(question: str) -> None:
    rows = [
        row("", unit, amount)
        for unit, amount in (("绿水市园林处", "30.00"), ("绿水市苗圃中心", "80.00"), ("绿水市公园站", "30.00"))
    ]
    told = filing(table("income", ("合计",), *rows, row("", "合计", "140.00"), title="收入总表"))
    assert values(operate(desk_of(question, told))) == [(Decimal("80.00"), "万元"), (Decimal("50.00"), "万元")]


def test_a_rate_is_no_whole_that_parts_add_up_to() -> None:
    quote = "苗木补助50.00万元、病虫防治20.00万元。"
    told = [statement(name, quote, amount=amount) for name, amount in (("苗木补助", "50.00"), ("病虫防治", "20.00"))]
    told.append(statement("人均福利标准", "人均福利标准2500元/人/年。", 5, amount="2500", unit="元/人/年"))
    outcome = operate(desk_of("人均福利标准里最多的是哪一块？", filing(statements=told)))
    assert (Decimal(2500), "元/人/年") in values(outcome)
