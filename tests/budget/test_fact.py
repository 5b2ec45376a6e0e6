"""Cells and sentences as facts: what is measured, of which line, in which year, unit and scope."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.amount import Amount
from budget.fact import Fact, Measure, column_to_measure, fact_year, filing_to_facts, is_total_column, table_to_facts
from budget.line import amount_of, bare_label, half_digit, line_name, same_amount
from budget.scope import Scope
from budget.sentence_facts import CELL, DEFINITION, FIELD, SENTENCE, filing_to_sentences, text_fact
from budget.source import Source
from budget.table import Cell, Row, Table
from tests.answering import KASHGAR, sample_filings
from tests.made_up_filing import FILE, expenditure, filing, row, statement, table


@pytest.mark.parametrize(
    ("column", "measure"),
    [
        ("合计", Measure.AMOUNT),
        ("项目支出", Measure.AMOUNT),
        ("预算数", Measure.BUDGET),
        ("2026年预算数", Measure.BUDGET),
        ("决算数", Measure.FINAL),
        ("上年预算数", Measure.PRIOR),
        ("比上年增减额", Measure.DELTA),
        ("增减%", Measure.PERCENT),
        ("占比", Measure.SHARE),
        ("分值权重", Measure.WEIGHT),
        ("指标值", Measure.TARGET),
        ("一般公共预算支出 / 合计", Measure.AMOUNT),
        ("2025年决算 / 执行数", Measure.FINAL),
    ],
)
def test_a_column_says_what_it_measures(column: str, measure: Measure) -> None:
    assert column_to_measure(column) is measure


@pytest.mark.parametrize(
    "column", ["上年结转", "上年结转结余", "上年结余、结转", "使用上年结转", "合计 / 上年结转 / 小计"]
)
def test_what_is_carried_over_is_not_last_years_figure(column: str) -> None:
    assert column_to_measure(column) is Measure.AMOUNT


@pytest.mark.parametrize(
    ("column", "total"),
    [
        ("合计", True),
        ("支出预算 / 合计", True),
        ("预算数", True),
        ("2026年", True),
        ("项目支出", False),
        ("一般公共预算", False),
    ],
)
def test_total_columns(column: str, total: bool) -> None:
    assert is_total_column(column) is total


@pytest.mark.parametrize(
    ("column", "measure", "year"),
    [
        ("合计", Measure.AMOUNT, 2026),
        ("上年预算数", Measure.PRIOR, 2025),
        ("2024年决算数", Measure.FINAL, 2024),
        ("2024年 / 2025年预算", Measure.BUDGET, 2025),
    ],
)
def test_the_year_of_a_column(column: str, measure: Measure, year: int) -> None:
    assert fact_year(2026, column, measure) == year


def facts_of(one: Table) -> list[Fact]:
    return list(table_to_facts(filing(one), one))


def test_every_cell_is_a_fact_blank_ones_too() -> None:
    facts = facts_of(expenditure(row("20801", "行政运行", "10.50", "10.50", ""), row("", "合计", "10.50", "10.50", "")))
    assert len(facts) == 6
    blank = facts[2]
    assert (blank.value, blank.text, blank.column, blank.measure) == (None, "", "项目支出", Measure.AMOUNT)
    first = facts[0]
    assert (first.label, first.code, first.value, first.unit, first.year) == (
        "行政运行",
        "20801",
        Decimal("10.50"),
        "万元",
        2026,
    )
    assert (first.scope, first.from_cell, first.total_row, first.total_column) == (Scope.ALL, True, False, True)
    assert facts[3].total_row and (first.source.table, first.source.row, first.source.column) == ("expenditure", 0, 0)
    assert "行政运行" in first.quote and "10.50" in first.quote


def test_words_in_a_cell_are_text_not_a_figure() -> None:
    forms = facts_of(table("performance", ("指标值",), row("", "提升业务保障能力", "有效提升")))
    assert (forms[0].measure, forms[0].value, forms[0].text) == (Measure.TEXT, None, "有效提升")


@pytest.mark.parametrize(
    ("column", "own", "unit"),
    [
        ("金额（元）", None, "元"),
        ("占比", None, "%"),
        ("分值权重", None, "分"),
        ("人数", None, "人"),
        ("合计", None, "万元"),
        ("指标值", "万人", "万人"),
        ("采购 / 车辆数量", None, ""),
        ("年度预算（单位：亿元）", None, "亿元"),
    ],
)
def test_a_cells_unit_is_its_own_then_its_headers_then_the_tables(column: str, own: str | None, unit: str) -> None:
    one = Table("t", "表", "other", "万元", (column,), (Row("甲", (Cell("5", Decimal(5), unit=own),)),))
    assert facts_of(one)[0].unit == unit


def test_a_repaired_cell_says_so() -> None:
    one = Table("t", "表", "other", "万元", ("合计",), (Row("甲", (Cell("5", Decimal(5), recovered=True),)),))
    assert facts_of(one)[0].recovered


def test_a_sentence_gives_a_fact_a_figure() -> None:
    told = statement(
        "项目支出",
        "项目支出20万元，占40%，比上年减少5万元，下降20%",
        amount="20",
        delta="-5",
        percent="-20",
        share="40",
        scope="支出预算",
    )
    facts = filing_to_facts(filing(statements=[told]))
    assert {(f.measure, f.value, f.unit) for f in facts} == {
        (Measure.AMOUNT, Decimal(20), "万元"),
        (Measure.DELTA, Decimal(-5), "万元"),
        (Measure.PERCENT, Decimal(-20), "%"),
        (Measure.SHARE, Decimal(40), "%"),
    }
    assert all(f.scope is Scope.ALL and not f.from_cell and f.year == 2026 and f.quote == told.quote for f in facts)


def test_a_sentences_scope_comes_from_its_headings_where_it_names_none() -> None:
    told = statement("项目支出", "项目支出20万元", amount="20", headings=("情况说明", "关于一般公共预算当年拨款的说明"))
    assert filing_to_facts(filing(statements=[told]))[0].scope is Scope.GENERAL


def test_one_line_in_two_scopes_is_two_figures() -> None:
    facts = filing_to_facts(next(f for f in sample_filings() if f.file == KASHGAR))
    told = {
        (f.scope, f.value)
        for f in facts
        if line_name(f) == "项目支出" and f.measure is Measure.AMOUNT and f.value and not f.from_cell
    }
    assert told == {(Scope.ALL, Decimal("3032.71")), (Scope.GENERAL, Decimal("2974.44"))}
    cells = {
        (f.scope, f.value)
        for f in facts
        if line_name(f) == "项目支出" and f.total_row and f.value and f.from_cell and f.kind != "carry_over"
    }
    assert cells == {(Scope.ALL, Decimal("3032.71")), (Scope.GENERAL, Decimal("2974.44"))}


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("其中：公务用车购置费", "公务用车购置费"),
        ("一、财政拨款收入", "财政拨款收入"),
        ("1.一般公共预算拨款", "一般公共预算拨款"),
        ("（二）政府采购", "政府采购"),
        ("208 社会保障和就业支出", "社会保障和就业支出"),
        ("住房公积金（项）", "住房公积金"),
        ("2026年人员补助项目", "2026年人员补助项目"),
        ("12个月", "12个月"),
        ("一、", "一、"),
    ],
)
def test_two_printings_of_one_label_share_its_bare_name(label: str, bare: str) -> None:
    assert bare_label(label) == bare


def test_the_name_of_a_line() -> None:
    facts = facts_of(expenditure(row("20801", "行政运行", "1", "1", ""), row("", "合计", "1", "1", "")))
    assert [line_name(f) for f in facts] == ["行政运行"] * 3 + ["支出合计", "基本支出", "项目支出"]
    detailed = facts_of(table("project_expenditure", ("合计",), row("2080601", "企业补助", "3", detail="冬季取暖项目")))
    assert line_name(detailed[0]) == "冬季取暖项目"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("8842.58", "万元"), ("88425805", "元"), True),
        (("8842.58", "万元"), ("88425900", "元"), False),
        (("3032.71", "万元"), ("3032.72", "万元"), False),
        (("438.7", "万元"), ("438.7", "元"), False),
        (("36.5", "万元"), ("36.50", "万元"), True),
    ],
)
def test_one_amount_in_two_units(left: tuple[str, str], right: tuple[str, str], same: bool) -> None:
    base = facts_of(expenditure(row("", "甲", "1", "1", "1")))[0]
    one, other = (replace(base, value=Decimal(value), unit=unit) for value, unit in (left, right))
    assert same_amount(one, other) is same
    assert same_amount(other, one) is same


def test_blank_and_zero_are_two_things() -> None:
    base = facts_of(expenditure(row("", "甲", "0", "", "1")))
    assert not same_amount(base[0], base[1])
    assert amount_of(base[1]) == Amount(Decimal(0), "万元")
    assert amount_of(replace(base[0], value=Decimal(4333478), unit="元")) == Amount(Decimal("433.3478"), "万元")


def test_half_a_unit_of_the_last_printed_digit() -> None:
    assert half_digit(Decimal("8842.58"), "万元") == Decimal("50")
    assert half_digit(Decimal("18"), "元") == Decimal("0.5")


def test_sentences_definitions_and_project_lines_can_be_found() -> None:
    kashgar = next(f for f in sample_filings() if f.file == KASHGAR)
    facts = list(filing_to_sentences(kashgar))
    kinds = {f.kind for f in facts}
    assert kinds == {SENTENCE, FIELD, DEFINITION, CELL}
    assert all(f.measure is Measure.TEXT and f.value is None and f.quote for f in facts)
    definition = next(f for f in facts if f.kind == DEFINITION and f.label == "项目支出")
    assert definition.quote.startswith("指部门为完成特定的行政任务")
    field = next(f for f in facts if f.kind == FIELD and "银海专线" in f.quote)
    assert (field.label, field.subject) == ("资金分配情况", "2026年单位运转项目")
    goal = next(f for f in facts if f.kind == CELL and "高拍仪" in f.quote)
    assert (goal.label, goal.table) == ("年度绩效目标", "部门整体绩效目标表")


def test_sentences_are_cut_at_stops_and_keep_their_paragraph() -> None:
    told = statement("甲", "甲10万元。乙20万元；丙30万元！", headings=("总则", "支出"))
    facts = list(filing_to_sentences(filing(statements=[told])))
    assert [f.quote for f in facts] == ["甲10万元。", "乙20万元；", "丙30万元！"]
    assert all(
        f.source == Source(FILE, line=100, paragraph=0) and f.subject == "支出" and f.parents == ("总则",)
        for f in facts
    )


def test_a_part_of_a_paragraph_is_cited_verbatim() -> None:
    one = filing(statements=[statement("甲", "甲10万元，主要原因是：新增人员。")])
    fact = text_fact(one, one.paragraphs[0], "主要原因是：新增人员。")
    assert fact.quote == "主要原因是：新增人员。" and fact.source.paragraph == 0
