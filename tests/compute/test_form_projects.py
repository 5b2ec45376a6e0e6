"""Projects that are printed in forms of their own, and what a question may ask of them by their name."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.compute.form_projects import form_project_facts, projects_of_forms
from budget.compute.operate import operate
from budget.fact import filing_to_facts
from budget.line import line_name
from tests.answering import values
from tests.budget.small_filing import desk, filing, row, table

FORM = table(
    "project_form",
    "河道保洁项目绩效目标表",
    ("内容",),
    row("资金总额", "42.00", parents=("专项资金情况（万元）",)),
    row("财政拨款", "40.00", parents=("专项资金情况（万元）",)),
    subject="河道保洁",
)
SPENDING = table(
    "expenditure",
    "支出预算总表",
    ("合计", "基本支出", "项目支出"),
    replace(row("合计", "200.00", "116.00", "84.00"), level=0),
)
LISTED = table("project_expenditure", "项目支出表", ("合计",), row("河道保洁", "42.00"))


def test_the_sum_of_a_form_is_a_line_of_the_projects_name() -> None:
    own = filing(FORM)
    assert [item.name for item in projects_of_forms(own)] == ["河道保洁"]
    added = list(form_project_facts(own, filing_to_facts(own)))
    assert [(line_name(fact), fact.value) for fact in added] == [("河道保洁", Decimal("42.00"))]


def test_a_project_that_a_table_lists_is_no_second_line() -> None:
    own = filing(LISTED, FORM)
    assert list(form_project_facts(own, filing_to_facts(own))) == []


def test_a_project_is_asked_for_by_its_name() -> None:
    assert values(operate(desk("河道保洁项目安排了多少钱？", filing(SPENDING, FORM)))) == [(Decimal("42.00"), "万元")]


def test_its_share_of_project_spending_is_of_the_whole_filings() -> None:
    inside = table("project_form", "另一个项目绩效目标表", ("内容",), row("项目支出", "10.00"), subject="另一个项目")
    outcome = operate(desk("河道保洁那一个项目占全部项目支出的百分之几？", filing(SPENDING, FORM, inside)))
    assert values(outcome)[0] == (Decimal("50.00"), "%")
