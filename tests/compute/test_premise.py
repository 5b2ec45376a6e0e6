"""What a question takes for granted is told with its figures, and words that narrow a question are heeded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.filing import FilingKind
from tests.answering import desk_of, values
from tests.made_up_filing import expenditure, filing, row, statement, table

PUBLIC = "三公经费预算9.30万元，比上年减少10.00万元，下降51.81%。"
ABROAD = "因公出国（境）费用预算0.00万元。"
CARS = "共有车辆0辆。"


def test_the_change_that_is_taken_for_granted_is_told() -> None:
    told = filing(
        statements=[
            statement("三公经费预算", PUBLIC, amount="9.30", delta="-10.00", percent="-51.81"),
            statement("因公出国（境）费用预算", ABROAD, 1, amount="0.00"),
        ]
    )
    outcome = operate(desk_of("三公经费降了一半多，是不是就因为出国的钱没安排了？", told))
    assert {(Decimal("0.00"), "万元"), (Decimal("-10.00"), "万元")} <= set(values(outcome))


def test_none_at_all_is_checked_by_the_count() -> None:
    told = filing(
        statements=[
            statement("车辆", CARS, amount="0", unit="辆"),
            statement("公务用车运行维护费", "公务用车运行维护费5.00万元。", 1, amount="5.00"),
        ]
    )
    outcome = operate(desk_of("名下一辆车都没有，是不是今年就没安排公车运行费？", told))
    assert (Decimal(0), "辆") in values(outcome)
    assert (Decimal("5.00"), "万元") in values(outcome)


def test_what_has_no_line_and_is_said_to_be_none_is_zero() -> None:
    told = filing(
        expenditure(row("", "合计", "80.00", "50.00", "30.00")),
        statements=[statement("", "2026年本单位无机关运行经费。")],
    )
    outcome = operate(desk_of("机关运行经费是多少？", told))
    assert outcome.status is Status.ANSWERED
    assert values(outcome) == [(Decimal(0), "万元")]


@pytest.mark.parametrize(("asked", "value"), [("单位预算", "20.00"), ("部门预算", "30.00")])
def test_a_units_own_budget_is_told_from_its_departments(asked: str, value: str) -> None:
    whole = filing(expenditure(row("", "合计", "80.00", "50.00", "30.00")))
    own = filing(expenditure(row("", "合计", "60.00", "40.00", "20.00")), file="own.txt", kind=FilingKind.UNIT_BUDGET)
    assert values(operate(desk_of(f"{asked}的项目支出是多少？", whole, own)))[0] == (Decimal(value), "万元")


def test_a_change_is_told_by_the_line_of_the_longer_name() -> None:
    quote = "各单位培训费预算54.98万元，比上年减少22.00万元。"
    told = filing(
        table("basic_expenditure", ("合计",), row("", "培训费", "40.98"), title="基本支出表"),
        statements=[statement("各单位培训费预算", quote, amount="54.98", delta="-22.00")],
    )
    assert (Decimal("76.98"), "万元") in values(operate(desk_of("去年的培训费预算是多少？", told)))


def test_the_whole_of_a_part_is_never_smaller_than_it() -> None:
    key = table(
        "project_list", ("预算数",), row("", "合计", "100.00"), row("", "雪山保护资金", "25.00"), title="重点项目表"
    )
    other = replace(expenditure(row("", "重点项目前期经费", "4.00", "0.00", "4.00")), id="other")
    outcome = operate(desk_of("重点项目里，雪山保护资金占了多大比例？", filing(key, other)))
    assert values(outcome)[0] == (Decimal("25.00"), "%")


def test_words_in_brackets_say_what_the_words_before_them_mean() -> None:
    reading = desk_of("委托外面单位办事的钱（委托业务费）是多少？", filing(expenditure())).reading
    assert [unit.text for unit in reading.units if unit.known] == ["委托业务费"]
