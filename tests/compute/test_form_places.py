"""What forms print a second time: a project's money and its cost target, an indicator of the body's form and a project's."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.fact import filing_to_facts
from budget.filing import Filing
from budget.listed_cells import listed_facts
from budget.table import Cell, Row, Table
from tests.answering import values
from tests.budget.small_filing import desk, filing, row, table

_COST = ("成本指标", "经济成本指标")


def _form(name: str, amount: str, *costs: tuple[str, str]) -> tuple[Table, Table]:
    title = f"{name}项目绩效目标表"
    money = row("资金总额", amount, parents=("资金情况（万元）",))
    rows = [row(label, text, parents=_COST) for label, text in costs]
    return (
        table("project_form", title, ("内容",), money, subject=name),
        table("performance", title, ("指标值",), *rows, id=f"{title}-2", subject=name),
    )


def _indicators(title: str, *rows: tuple[str, str], subject: str = "", unit: str = "") -> Table:
    made = (row(label, text, parents=("产出指标", "数量指标")) for label, text in rows)
    return table("performance", title, ("指标值",), *made, subject=subject, unit=unit)


WHOLE = _indicators(
    "部门整体支出绩效目标表", ("巡河次数（件次/年）", "5000"), ("水样检测量（件次/年）", "900"), ("巡河及时率", "95")
)
LISTING = _indicators(
    "项目支出绩效目标表", ("堤防检查数量、巡河次数、水样检测量", "≥70件次；≥6000件次；≥800件次"), subject="河道管护"
)


def _found(outcome: Outcome) -> set[Decimal]:
    return {abs(value) for value, _ in values(outcome)}


def _asked(question: str, *tables: Table) -> Outcome:
    return operate(desk(question, filing(*tables)))


@pytest.mark.parametrize(
    "question", ["河道保洁安排的钱跟成本指标对得上吗？", "河道保洁到底安排了多少？前后写的一样吗？"]
)
def test_a_projects_money_against_its_cost_target(question: str) -> None:
    outcome = _asked(question, *_form("河道保洁", "42.00", ("财政投入总数", "38.50")), *_form("河长巡查", "7.00"))
    assert outcome.lines[0].key == "conflict.head"
    assert _found(outcome) == {Decimal("42.00"), Decimal("38.50"), Decimal("3.50")}


def test_of_several_costs_the_one_for_the_whole_project() -> None:
    form = _form("河道保洁", "42.00", ("船只租金", "20.00"), ("项目总成本", "44.00"), ("垃圾清运", "24.00"))
    assert _found(_asked("河道保洁安排的钱前后一致吗？", *form)) == {
        Decimal("42.00"),
        Decimal("44.00"),
        Decimal("2.00"),
    }


def test_a_limit_that_is_kept_is_no_contradiction() -> None:
    money, costs = _form("河道保洁", "42.00")
    limit = Row("财政投入总数", (Cell("≤50.00", Decimal("50.00")),), None, 1, _COST)
    form = (money, replace(costs, rows=(limit,)))
    outcome = _asked("河道保洁安排的钱跟成本指标对得上吗？", *form)
    assert outcome.lines[0].key == "conflict.within"
    assert {Decimal("42.00"), Decimal("50.00")} <= _found(outcome)


def test_an_indicator_in_the_bodys_form_and_a_projects() -> None:
    outcome = _asked("今年巡河次数定了多少？项目绩效表和部门整体绩效表定的目标一样吗？", WHOLE, LISTING)
    assert _found(outcome) == {Decimal(5000), Decimal(6000), Decimal(1000)}


def test_two_indicators_each_in_both_forms() -> None:
    outcome = _asked("巡河次数和水样检测量，项目绩效表和整体绩效表定的目标一样吗？", WHOLE, LISTING)
    assert _found(outcome) == {Decimal(5000), Decimal(6000), Decimal(900), Decimal(800)}


def test_another_projects_indicator_is_no_other_place() -> None:
    other = _indicators("绿化项目绩效目标表", ("巡河次数", "12"), subject="绿化")
    own = _indicators("河道项目绩效目标表", ("巡河次数", "30"), subject="河道")
    assert _asked("河道的巡河次数前后写的一样吗？", own, other).lines[0].key != "conflict.head"


def test_a_cell_that_lists_has_one_fact_an_indicator() -> None:
    own: Filing = filing(LISTING)
    found = [(f.label, f.value, f.unit) for f in listed_facts(filing_to_facts(own))]
    assert found == [
        ("堤防检查数量", Decimal(70), "件次"),
        ("巡河次数", Decimal(6000), "件次"),
        ("水样检测量", Decimal(800), "件次"),
    ]


def test_an_indicators_unit_stands_behind_its_name() -> None:
    units = {f.label: f.unit for f in filing_to_facts(filing(WHOLE))}
    assert units == {"巡河次数（件次/年）": "件次", "水样检测量（件次/年）": "件次", "巡河及时率": ""}
