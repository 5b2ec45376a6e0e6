"""Look up: the figure of each line that a question names, in each scope."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.filing import Filing, FilingKind
from tests.answering import KASHGAR, WANLI_2024, WANLI_2025, ask, desk_of, headline, money, stated, values
from tests.made_up_filing import basic, expenditure, filing, row, statement, table

PARK = filing(
    expenditure(
        row("212", "城乡社区支出", "400.00", "100.00", "300.00"),
        row("213", "农林水支出", "", "", ""),
        row("", "合计", "400.00", "100.00", "300.00"),
    ),
    basic(row("30201", "办公费", "12.30"), row("30217", "公务接待费", ""), row("", "合计", "100.00")),
)


def looked_up(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("办公费是多少", "12.30"),
        ("how much are office supplies?", "12.30"),
        ("城乡社区支出有多少", "400.00"),
        ("30201是多少", "12.30"),
        ("项目支出是多少", "300.00"),
        ("基本支出多少钱", "100.00"),
        ("how much is spent on office supplies?", "12.30"),
    ],
)
def test_one_figure(question: str, value: str) -> None:
    outcome = looked_up(question)
    assert outcome.status is Status.ANSWERED
    assert values(outcome)[0] == (Decimal(value), "万元")


def test_two_lines_in_one_question() -> None:
    assert set(values(looked_up("办公费和城乡社区支出各是多少"))) == {
        (Decimal("12.30"), "万元"),
        (Decimal("400.00"), "万元"),
    }


def test_a_blank_cell_is_said_to_be_blank() -> None:
    outcome = looked_up("农林水支出是多少")
    assert [line.key for line in outcome.lines] == ["lookup.blank"]
    assert values(outcome) == [(Decimal(0), "万元")]


def test_a_figure_is_cited_by_its_cell() -> None:
    fact = next(iter(looked_up("办公费是多少").lines[0].figures.values())).facts[0]
    assert (fact.source.table, fact.source.row, fact.column, fact.label) == ("basic_expenditure", 0, "合计", "办公费")


def test_one_line_in_two_scopes_is_answered_in_both() -> None:
    general = table(
        "general_public_budget",
        ("合计", "基本支出", "项目支出"),
        row("", "合计", "380.00", "100.00", "280.00"),
        title="一般公共预算支出情况表",
    )
    two = filing(PARK.tables[0], general)
    outcome = operate(desk_of("项目支出是多少", two))
    assert values(outcome) == [(Decimal("300.00"), "万元"), (Decimal("280.00"), "万元")]
    assert [line.key for line in outcome.caveats] == ["caveat.scope"]
    assert values(operate(desk_of("一般公共预算的项目支出是多少", two))) == [(Decimal("280.00"), "万元")]
    # One figure in both scopes is one figure.
    assert values(operate(desk_of("基本支出是多少", two))) == [(Decimal("100.00"), "万元")]


def test_units_of_yuan_are_told_in_ten_thousands() -> None:
    outcome = operate(desk_of("办公费是多少", filing(basic(row("30201", "办公费", "4,333,478"), unit="元"))))
    assert values(outcome) == [(Decimal("433.3478"), "万元")]


def test_a_repaired_cell_is_warned_of() -> None:
    from dataclasses import replace

    shaky = row("30201", "办公费", "12.30")
    mended = replace(shaky, cells=tuple(replace(cell, recovered=True) for cell in shaky.cells))
    outcome = operate(desk_of("办公费是多少", filing(basic(mended))))
    assert [line.key for line in outcome.caveats] == ["caveat.recovered"]


def test_a_sentence_answers_where_no_table_does() -> None:
    told = statement("政府采购预算", "政府采购预算15.00万元。", amount="15.00", headings=("其他重要事项",))
    assert values(operate(desk_of("政府采购预算是多少", filing(statements=[told])))) == [(Decimal("15.00"), "万元")]


def test_where_the_filing_says_there_is_none_it_is_quoted() -> None:
    answer = ask("有没有政府性基金预算？", KASHGAR)
    assert answer.status is Status.ANSWERED
    assert any("没有" in citation.quote or "未安排" in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "file", "value"),
    [
        ("退休费是多少？", KASHGAR, "12.52"),
        ("住房公积金多少", KASHGAR, "24.13"),
        ("政府采购预算是多少？", KASHGAR, "23.22"),
        ("机关运行经费是多少？", WANLI_2025, "464.64"),
        ("差旅费是多少？", WANLI_2025, "8"),
        ("公务接待费是多少？", WANLI_2024, "1.35"),
        ("教育支出是多少？", WANLI_2024, "25"),
        ("What is the housing provident fund?", WANLI_2025, "384.6732"),
    ],
)
def test_the_samples(question: str, file: str, value: str) -> None:
    answer = ask(question, file)
    assert headline(answer) == (Decimal(value).normalize(), "万元")


def test_scopes_of_the_sample() -> None:
    answer = ask("项目支出是多少？", KASHGAR)
    assert money(answer)[:2] == [Decimal("3032.71"), Decimal("2974.44")]
    assert "scope" in {caveat.code for caveat in answer.caveats}


def test_people_are_counted_as_people() -> None:
    assert (Decimal(35252), "人") in stated(ask("发放基础养老金的有多少人？", KASHGAR))


@pytest.mark.xfail(reason="bug: 丧葬补助总支出 leads with the total of the whole budget")
def test_a_line_that_holds_a_total_word_is_not_the_total() -> None:
    assert headline(ask("丧葬补助总支出是多少？", KASHGAR))[0] == Decimal("438.7")


def test_a_part_of_the_line_is_not_the_line_in_another_scope() -> None:
    assert set(money(ask("社会保障和就业支出是多少？", KASHGAR))) == {Decimal("3776.90"), Decimal("3746.60")}


TAXES = filing(
    table(
        "general_public_income",
        ("预算数", "完成数"),
        row("10101", "增值税", "362.00", "274.00"),
        row("10103", "契税", "70.00", "61.00"),
        title="2026年全市一般公共预算收入完成情况表",
        id="whole",
    ),
    table(
        "general_public_income",
        ("预算数", "完成数"),
        row("10101", "增值税", "12.00", "11.00"),
        title="2026年市本级一般公共预算收入完成情况表",
        id="own",
    ),
    kind=FilingKind.GOVERNMENT_BUDGET,
)


def test_what_was_carried_out_comes_before_what_was_planned_and_is_told_from_it() -> None:
    outcome = operate(desk_of("How much value-added tax was there in 2026?", TAXES))
    said = [(line.words["kind"], line.words["place"][5:8]) for line in outcome.lines]
    assert said[:2] == [("final", "全市一"), ("final", "市本级")]
    assert values(outcome)[0] == (Decimal("274.00"), "万元")


def test_the_level_of_the_government_that_is_asked() -> None:
    for question, value in (("市本级的增值税有多少？", "11.00"), ("全市的增值税有多少？", "274.00")):
        assert values(operate(desk_of(question, TAXES)))[0] == (Decimal(value), "万元")


def test_a_second_line_is_not_lost_for_its_long_name() -> None:
    long = "下属机关和参公事业单位财政拨款的机关运行经费预算"
    two = filing(
        statements=[
            statement("“三公”经费", "“三公”经费47.91万元。", amount="47.91"),
            statement(long, f"{long}443.18万元。", at=1, amount="443.18"),
        ]
    )
    assert {v for v, _ in values(operate(desk_of("三公经费和机关运行经费各是多少？", two)))} == {
        Decimal("47.91"),
        Decimal("443.18"),
    }


def test_vehicles_held_are_meant_where_cars_are_asked_for() -> None:
    cars = filing(
        statements=[
            statement("公务用车购置费", "公务用车购置费0.00万元。", amount="0.00"),
            statement(
                "所属单位共有车辆", "所属单位共有车辆4辆。", at=1, amount="4", unit="辆", headings=("国有资产占用情况",)
            ),
        ]
    )
    for question in ("Does it have any official vehicles?", "有几辆公务用车？"):
        assert (Decimal(4), "辆") in values(operate(desk_of(question, cars)))


def test_the_same_of_another_year_as_planned() -> None:
    def entertaining(amount: str, year: int, kind: FilingKind) -> Filing:
        return filing(
            statements=[statement("公务接待费", f"公务接待费{amount}万元。", amount=amount)],
            year=year,
            kind=kind,
            file=f"{year}.txt",
        )

    spent = entertaining("0.00", 2025, FilingKind.DEPARTMENT_FINAL)
    planned = entertaining("0.95", 2026, FilingKind.DEPARTMENT_BUDGET)
    question = "Did it actually spend anything on hospitality in 2025? And what allowance does it have for 2026?"
    assert [v for v, _ in values(operate(desk_of(question, spent, planned)))] == [Decimal("0.00"), Decimal("0.95")]


def test_a_blank_cell_that_fits_in_part_gives_way_to_a_printed_figure() -> None:
    answer = ask("补给企业职工养老保险基金的钱为什么少了？", KASHGAR)
    assert (Decimal("-102.30"), "万元") in stated(answer)
