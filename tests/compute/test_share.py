"""Share: a part over its whole."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome, ratio_percent, round_half_up
from budget.compute.share import best_pair
from budget.compute.target import Target, Variant
from budget.fact import statement_to_facts
from budget.filing import Filing
from budget.scope import Scope
from tests.answering import KASHGAR, WANLI_2025, ask, ask_these, desk_of, figs, headline, stated, values
from tests.made_up_filing import expenditure, filing, row, statement, table

OVERVIEW = table(
    "overview", ("预算数",), row("", "支出总计", "400.00", level=0), title="部门收支总体情况表", side="expenditure"
)
PARK = filing(
    OVERVIEW,
    expenditure(
        row("212", "城乡社区支出", "300.00", "100.00", "200.00"),
        row("213", "农林水支出", "100.00", "", "100.00"),
        row("201", "一般公共服务支出", "300.00", "", "300.00"),
        row("", "合计", "400.00", "100.00", "300.00"),
    ),
    table(
        "general_public_budget",
        ("合计", "基本支出", "项目支出"),
        row("212", "城乡社区支出", "290.00", "100.00", "190.00"),
        row("", "合计", "390.00", "100.00", "290.00"),
    ),
    statements=[statement("人员经费", "人员经费80.00万元，占80%。", amount="80.00", share="80")],
)


def operated(question: str) -> Outcome:
    outcome = operate(desk_of(question, PARK))
    assert outcome.operation == "share"
    return outcome


@pytest.mark.parametrize(
    "question",
    [
        "项目支出占支出总计的比例是多少",
        "项目支出占总支出的百分之几",
        "支出总计中项目支出占多少",
        "What share of total expenditure is project expenditure?",
    ],
)
def test_part_and_whole_come_from_one_table(question: str) -> None:
    outcome = operated(question)
    assert values(outcome)[0] == (Decimal("75.00"), "%")
    assert figs(outcome)[0].formula == "300.00 / 400.00"
    assert values(outcome, "operand")[:2] == [(Decimal("300.00"), "万元"), (Decimal("400.00"), "万元")]
    assert {fact.scope for fact in figs(outcome)[0].facts} == {Scope.ALL}


def test_the_whole_may_be_the_total_of_the_parts_own_table() -> None:
    alone = filing(PARK.tables[1])
    assert values(operate(desk_of("项目支出占总支出的百分之几", alone)))[0] == (Decimal("75.00"), "%")


def test_part_and_whole_share_a_table_where_they_can() -> None:
    outcome = operated("农林水支出占一般公共服务支出的比例")
    assert values(outcome)[0] == (Decimal("33.33"), "%")
    assert len({fact.source.table for fact in figs(outcome)[0].facts}) == 1


def test_a_row_over_the_total_of_its_column() -> None:
    assert values(operated("城乡社区支出占比"))[0] == (Decimal("75.00"), "%")


def test_a_printed_share_is_taken_as_printed() -> None:
    outcome = operated("人员经费占比是多少")
    assert values(outcome)[0] == (Decimal(80), "%")
    assert figs(outcome)[0].formula is None


@pytest.mark.parametrize(("claim", "key"), [("75%", "verify.yes"), ("57%", "verify.no")])
def test_a_claimed_share_is_judged(claim: str, key: str) -> None:
    outcome = operate(desk_of(f"项目支出是不是占总支出的{claim}", PARK))
    assert outcome.lines[0].key == key
    assert (Decimal("75.00"), "%") in values(outcome)


def test_nothing_is_a_share_of_zero() -> None:
    assert ratio_percent(Decimal(5), Decimal(0)) is None
    zero = filing(expenditure(row("212", "城乡社区支出", "0", "0", "0"), row("", "合计", "0", "0", "0")))
    outcome = operate(desk_of("城乡社区支出占支出合计的比例", zero))
    assert not [fig for fig in figs(outcome) if fig.amount.unit == "%"]


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("78.895", 2, "78.90"), ("0.5", 0, "1")],
)
def test_rounds_half_up(value: str, places: int, rounded: str) -> None:
    assert round_half_up(Decimal(value), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("question", "file", "share"),
    [
        ("项目支出占总支出的比例是多少？", KASHGAR, "78.90"),
        ("人员经费占基本支出的百分之几？", WANLI_2025, "89.32"),
        ("What share of basic expenditure goes to personnel?", WANLI_2025, "89.32"),
        ("公用经费占基本支出的比重是多少？", KASHGAR, "0.70"),
    ],
)
def test_the_samples(question: str, file: str, share: str) -> None:
    assert headline(ask(question, file)) == (Decimal(share).normalize(), "%")


PURCHASE = filing(
    table(
        "service_purchase",
        ("预算金额",),
        row("", "合计", "100.00", level=0),
        row("", "02-辅助性服务", "30.00", detail="0210-信息化服务 / 网络接入服务"),
        row("", "02-辅助性服务", "45.50", detail="0210-信息化服务 / 其他信息化服务"),
        row("", "02-辅助性服务", "24.50", detail="0201-法律服务 / 法律咨询服务"),
        title="政府购买服务明细表",
    ),
    expenditure(
        row("221", "住房保障支出", "50.00", "50.00", ""),
        row("2210201", "住房公积金", "30.00", "30.00", ""),
        row("2210203", "购房补贴", "20.00", "20.00", ""),
        row("", "合计", "200.00", "50.00", "150.00"),
    ),
    statements=[
        statement("政府采购金额", "政府采购金额为100万元，其中：", amount="100"),
        statement("货物采购金额", "货物采购金额12万元、", amount="12"),
        statement("工程采购金额", "工程采购金额58万元、", amount="58"),
        statement("服务采购金额", "服务采购金额30万元。", amount="30"),
    ],
)


def test_a_class_of_rows_is_added_up() -> None:
    outcome = operate(desk_of("政府购买服务的钱里，信息化服务占多大比例？一共多少万？", PURCHASE))
    assert values(outcome)[:2] == [(Decimal("75.50"), "万元"), (Decimal("75.50"), "%")]
    assert figs(outcome)[0].formula == "30.00 + 45.50"


def test_a_part_beside_the_part_is_no_whole() -> None:
    outcome = operate(desk_of("What share of the 2026 procurement was construction work?", PURCHASE))
    assert values(outcome)[0] == (Decimal("58.00"), "%")
    assert figs(outcome)[0].formula == "58 / 100"


def test_brackets_that_list_the_parts_of_a_line_name_no_other() -> None:
    outcome = operate(desk_of("全部的钱里，花在住房保障支出（公积金、购房补贴）上的占了几成？", PURCHASE))
    assert figs(outcome)[0].formula == "50.00 / 200.00"


def test_the_share_that_a_sentence_prints_of_the_very_whole() -> None:
    told = "安排民生支出358.66亿元，占一般公共财政预算支出的79.0%。"
    city = filing(
        statements=[
            statement("民生支出", told, amount="358.66", unit="亿元", share="79.0", share_of="一般公共财政预算支出"),
            statement("一般公共预算支出", "一般公共预算支出65.14亿元。", at=1, amount="65.14", unit="亿元"),
        ]
    )
    outcome = operate(desk_of("民生支出占一般公共预算支出的比重是多少？", city))
    assert values(outcome) == [(Decimal("79.0"), "%")]
    assert (Decimal("358.66"), "亿元") in values(outcome, "operand")


def test_the_whole_is_the_row_of_the_body_itself() -> None:
    units = expenditure(
        row("", "绿水市园林处", "100.00", "60.00", "40.00"),
        row("", "绿水市苗圃中心（绿水市苗木站）", "27.50", "10.00", "17.50"),
    )
    outcome = operate(desk_of("苗圃中心的预算占园林处部门预算的百分之几？", filing(units)))
    assert (Decimal("27.50"), "%") in values(outcome)


def test_no_part_is_more_than_its_whole() -> None:
    outcome = operate(desk_of("项目支出占基本支出的百分之几", PARK))
    assert not [fig for fig in figs(outcome) if fig.amount.unit == "%" and fig.amount.value > 100]


def test_a_count_is_no_part_of_money() -> None:
    def target(*units: str) -> Target:
        told = [statement("企业年报", f"2.50{unit}", amount="2.50", unit=unit) for unit in units]
        facts = [next(statement_to_facts(filing(statements=told), one)) for one in told]
        return Target("年报", tuple(Variant("年报", f.scope, f.filing, f.year, (f,)) for f in facts), 1.0, 1.0)

    pair = best_pair(target("万份", "万元"), target("万元"))
    assert pair is not None and pair[0].fact.unit == "万元"
    assert best_pair(target("万份"), target("万元")) is None


def test_what_is_set_aside_is_neither_part_nor_whole() -> None:
    bought = "政府采购项目500.00万元，其中：货物类项目100.00万元，服务类项目400.00万元。"
    parts = (("政府采购项目", "500.00"), ("货物类项目", "100.00"), ("服务类项目", "400.00"))
    told = [statement(name, bought, amount=amount, unit="万元") for name, amount in parts]
    outcome = operate(desk_of("政府采购项目里服务类项目而不是货物类项目占百分之几", filing(statements=told)))
    shares = [fig.amount.value for fig in figs(outcome) if fig.amount.unit == "%"]
    assert shares == [Decimal("80.00")]


def _buying(year: int, total: str, works: str) -> Filing:
    said = f"{year}年政府采购预算{total}万元，其中：政府采购工程预算{works}万元。"
    names = (("政府采购预算", total), ("政府采购工程预算", works))
    told = [statement(name, said, amount=amount, unit="万元", file=f"{year}.txt") for name, amount in names]
    return filing(statements=told, file=f"{year}.txt", department="百里街道办事处", year=year)


BUYING = (_buying(2025, "200.00", "50.00"), _buying(2026, "400.00", "300.00"))


@pytest.mark.parametrize(
    "question", ["百里街道2026年的政府采购，工程占多大比例？", "百里街道2026年政府采购里工程占几成？"]
)
def test_the_line_before_is_the_whole_and_a_bodys_name_parts_nothing(question: str) -> None:
    assert headline(ask_these(question, *BUYING)) == (Decimal("75.00"), "%")


def test_a_share_in_each_of_two_years() -> None:
    answer = ask_these("百里街道2025年、2026年政府采购里工程各占多大比例？", *BUYING)
    assert {(Decimal("25.00"), "%"), (Decimal("75.00"), "%")} <= stated(answer)
