"""Tables that a question names without their title, and what cells say in words."""

from __future__ import annotations

from decimal import Decimal

from budget.answer import Status
from budget.compute.operate import operate
from tests.answering import ask_these, desk_of, values
from tests.made_up_filing import filing, row, table

RESERVE = filing(
    table("general_public_budget", ("预算数",), row("227", "预备费", "58.00"), title="一般公共预算支出表"),
    table(
        "other",
        ("金额",),
        row("", "防汛应急资金", "30.00"),
        row("", "桥梁抢修资金", "28.00"),
        title="2026年市本级预备费安排情况表",
    ),
)


def test_the_table_that_says_what_one_line_went_to() -> None:
    found = values(operate(desk_of("预备费都花在哪些事上？", RESERVE)))
    assert {(Decimal("30.00"), "万元"), (Decimal("28.00"), "万元")} <= set(found)


def test_the_lines_own_amount_is_not_its_list() -> None:
    assert values(operate(desk_of("预备费是多少？", RESERVE))) == [(Decimal("58.00"), "万元")]


def test_a_goal_in_a_cell_is_quoted() -> None:
    goal = "适时取消电梯救援热线的号码，整体并入市民热线。"
    rows = row("", "资金总额", "57.00"), row("", "年度目标", goal)
    form = filing(table("project_form", ("内容",), *rows, title="电梯平台项目绩效目标表"))
    answer = ask_these("电梯救援热线的号码打算怎么处理？", form)
    assert answer.status is Status.ANSWERED
    assert any(goal in citation.quote for citation in answer.citations)


def test_the_largest_and_the_list_that_another_clause_asks_for() -> None:
    answer = ask_these("预备费都花在哪些事上？其中最大的一笔是多少？", RESERVE)
    assert answer.figures[0].value == Decimal("30.00")
    assert "防汛应急资金" in answer.text and "桥梁抢修资金" in answer.text
