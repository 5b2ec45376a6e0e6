"""Planned against spent: execution rates, budget and final figure of one year or of two filings."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.filing import FilingKind
from tests.answer_rules import broken_promises
from tests.answering import ask_these, desk_of, figs, money, stated, values
from tests.made_up_filing import filing, row, table

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
