"""Planned against spent: execution rates, budget and final figure of one year or of two filings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.filing import FilingKind
from budget.question.reading import is_about_budget
from tests.answer_rules import broken_promises
from tests.answering import ask_these, desk_of, figs, money, stated, values
from tests.made_up_filing import filing, row, statement, table

COLUMNS = ("年初预算数", "决算数")
FINAL = filing(
    table(
        "general_public_budget",
        COLUMNS,
        row("30201", "办公费", "20.00", "15.00"),
        row("30211", "差旅费", "5.00", "6.00"),
        row("30213", "维修费", "0", "3.00"),
    ),
    file="final-2025.txt",
    year=2025,
    kind=FilingKind.DEPARTMENT_FINAL,
)
BUDGET = filing(
    table("basic_expenditure", ("合计",), row("30201", "办公费", "20.00")), file="budget-2025.txt", year=2025
)


@pytest.mark.parametrize(
    ("question", "rate", "formula"),
    [("办公费的预算执行率是多少？", "75.00", "15.00 / 20.00"), ("差旅费的执行率", "120.00", "6.00 / 5.00")],
)
def test_the_rate_of_execution(question: str, rate: str, formula: str) -> None:
    outcome = operate(desk_of(question, FINAL))
    found = {(fig.amount.value, fig.amount.unit): fig for fig in figs(outcome)}
    assert found[Decimal(rate), "%"].formula == formula


REPORT = filing(
    table(
        "general_public_budget",
        ("2024年决算数", "2025年 / 预算数", "2025年 / 执行数"),
        row("", "全市公共预算收入", "500", "600", "550"),
    ),
    file="report-2025.txt",
    year=2025,
    kind=FilingKind.GOVERNMENT_FINAL,
)


def test_only_figures_of_one_year_make_a_rate() -> None:
    outcome = operate(desk_of("2025年全市公共预算收入完成预算的百分之几？比2024年决算多了多少？", REPORT))
    found = {fig.amount.value for fig in figs(outcome)}
    assert {Decimal("91.67"), Decimal(50), Decimal("10.00")} <= found


def test_the_outturn_that_next_years_budget_tells() -> None:
    budget = filing(
        table("basic_expenditure", ("合计",), row("30201", "办公费", "20.00")), file="budget-2025.txt", year=2025
    )
    after = filing(
        statements=[
            statement(
                "办公费",
                "2025年预算执行数为15.00万元。",
                file="budget-2026.txt",
                amount="15.00",
                year=2025,
                measure="预算执行数",
            )
        ],
        file="budget-2026.txt",
        year=2026,
    )
    outcome = operate(desk_of("2025年办公费年初安排和最后执行差了多少？", budget, after))
    assert {Decimal("20.00"), Decimal("15.00")} <= {f.amount.value for f in figs(outcome)} | {
        value for value, _ in values(outcome, "operand")
    }


def test_the_name_of_a_budget_is_no_word_for_a_plan() -> None:
    assert not is_about_budget("2024年一般公共预算收入决算是多少") and is_about_budget("一般公共预算收入年初预算是多少")


def test_no_rate_of_a_budget_of_nothing() -> None:
    assert not [fig for fig in figs(operate(desk_of("维修费的预算执行率是多少？", FINAL))) if fig.amount.unit == "%"]


def test_budget_and_final_set_against_each_other() -> None:
    outcome = operate(desk_of("2025年办公费的决算比预算少多少？", FINAL))
    everything = [*values(outcome), *values(outcome, "operand")]
    assert {(Decimal("15.00"), "万元"), (Decimal("20.00"), "万元")} <= set(everything)
    assert Decimal("5.00") in {abs(value) for value, _ in everything}


def test_over_two_filings_of_one_year() -> None:
    answer = ask_these("2025年办公费预算是多少，实际花了多少？", FINAL, BUDGET)
    assert {(Decimal("15.00"), "万元"), (Decimal("20.00"), "万元")} <= stated(answer)
    assert broken_promises(answer) == []


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("2025年办公费决算是多少？", "15.00"),
        ("2025年办公费实际花了多少？", "15.00"),
        ("2025年办公费预算是多少？", "20.00"),
    ],
)
def test_one_side_alone(question: str, value: str) -> None:
    assert money(ask_these(question, FINAL, BUDGET))[0] == Decimal(value)


def test_without_final_accounts_there_is_no_rate() -> None:
    answer = ask_these("办公费的预算执行率是多少？", BUDGET)
    assert answer.status is Status.NOT_FOUND and answer.figures == ()


def test_the_reason_stands_beside_the_rate_where_it_is_asked() -> None:
    quote = "规划与管理年初预算为30.00万元，决算支出27.00万元，主要原因是采购流程未完毕。"
    spent = filing(
        table("general_public_budget", COLUMNS, row("21202", "规划与管理", "30.00", "27.00")),
        statements=[statement("规划与管理", quote, amount="27.00", reason="采购流程未完毕", year=2025)],
        file="final-2025.txt",
        year=2025,
        kind=FilingKind.DEPARTMENT_FINAL,
    )
    outcome = operate(desk_of("规划与管理这笔钱为什么没花完？完成了年初预算的百分之几？", spent))
    assert (Decimal("90.00"), "%") in values(outcome)
    assert any("采购流程未完毕" in word for line in outcome.lines for word in line.words.values())
