"""Sum and difference of named lines, with formulas that come to their value."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, WANLI_2025, ask, ask_these, desk_of, figs, headline, values
from tests.made_up_filing import basic, expenditure, filing, row, statement, table

ROWS = (
    row("30101", "基本工资", "40.50"),
    row("30102", "津贴补贴", "20.25"),
    row("30201", "办公费", "12.30"),
    row("30211", "差旅费", "0.80"),
    row("30202", "印刷费", ""),
    row("", "合计", "73.85"),
)
PARK = filing(basic(*ROWS))
IN_YUAN = filing(
    basic(
        row("30201", "办公费", "4,333,478"), row("30211", "差旅费", "80,000"), row("", "合计", "4,413,478"), unit="元"
    )
)


def operated(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


@pytest.mark.parametrize(
    "question",
    ["基本工资和津贴补贴加起来是多少", "基本工资、津贴补贴之和", "What do basic wages and allowances add up to?"],
)
def test_the_sum_of_named_lines(question: str) -> None:
    outcome = operated(question)
    assert outcome.operation == "sum"
    assert values(outcome) == [(Decimal("60.75"), "万元")]
    assert set(values(outcome, "operand")) >= {(Decimal("40.50"), "万元"), (Decimal("20.25"), "万元")}
    assert set((figs(outcome)[0].formula or "").split(" + ")) == {"40.50", "20.25"}


def test_a_sum_and_its_share_of_a_whole() -> None:
    outcome = operated("基本工资和办公费加起来是多少？占津贴补贴的百分之几？")
    assert values(outcome)[:2] == [(Decimal("52.80"), "万元"), (Decimal("260.74"), "%")]


def test_three_lines() -> None:
    assert values(operated("办公费、差旅费和津贴补贴加在一起多少"))[0] == (Decimal("33.35"), "万元")


def test_a_blank_line_adds_nothing() -> None:
    assert values(operated("办公费、差旅费、印刷费加起来多少"))[0] == (Decimal("13.10"), "万元")


@pytest.mark.parametrize(("question", "gap"), [("办公费和差旅费相差多少", "11.50"), ("差旅费和办公费差多少", "11.50")])
def test_the_difference_of_two_lines(question: str, gap: str) -> None:
    outcome = operated(question)
    assert outcome.operation == "difference"
    assert abs(values(outcome)[0][0]) == Decimal(gap)
    said = {"difference.more": 1, "difference.less": -1}[outcome.lines[0].key]
    assert (values(outcome)[0][0] > 0) == (said > 0)
    assert {fig.label for fig in figs(outcome, "operand")} == {"办公费", "差旅费"}


def test_lines_that_are_equal() -> None:
    even = filing(basic(row("30201", "办公费", "1.00"), row("30211", "差旅费", "1.00")))
    assert operate(desk_of("办公费和差旅费相差多少", even)).lines[0].key == "difference.same"


@pytest.mark.parametrize(
    "question", ["办公费和航母维护费相差多少？", "办公费和航母维护费加起来多少？", "办公费、差旅费和航母加起来多少？"]
)
def test_a_line_that_is_not_there_is_said_to_be_missing(question: str) -> None:
    answer = ask_these(question, PARK)
    assert "航母" in answer.text


def test_one_line_alone_is_no_sum() -> None:
    assert operated("办公费加起来是多少").operation != "sum"


def test_a_difference_in_yuan_recomputes() -> None:
    answer = ask_these("办公费和差旅费相差多少？", IN_YUAN)
    assert abs(headline(answer)[0]) == Decimal("425.3478")
    assert broken_promises(answer) == []


def test_a_sum_in_yuan_recomputes() -> None:
    answer = ask_these("办公费和差旅费加起来是多少？", IN_YUAN)
    assert headline(answer) == (Decimal("441.3478").normalize(), "万元")
    assert broken_promises(answer) == []


@pytest.mark.parametrize("question", ["办公费比差旅费多多少？", "差旅费比办公费少多少？"])
def test_more_than_another_line(question: str) -> None:
    assert abs(headline(ask_these(question, PARK))[0]) == Decimal("11.50").normalize()


@pytest.mark.parametrize(
    ("question", "file", "value"),
    [
        ("基本工资、津贴补贴和奖金加起来是多少？", KASHGAR, "191.27"),
        ("公务接待费和培训费加起来多少？", WANLI_2025, "9.65"),
    ],
)
def test_the_samples(question: str, file: str, value: str) -> None:
    assert headline(ask(question, file)) == (Decimal(value).normalize(), "万元")


def test_one_line_in_two_named_tables() -> None:
    held = filing(
        table("three_public", ("合计",), row("", "公务接待费", "28.50"), title="“三公”经费预算表"),
        basic(row("30217", "公务接待费", "18.50")),
    )
    outcome = operate(desk_of("公务接待费，三公经费预算表里的数和基本支出表里的数差多少？", held))
    assert values(outcome) == [(Decimal("10.00"), "万元")]
    assert sorted(value for value, _ in values(outcome, "operand")) == [Decimal("18.50"), Decimal("28.50")]


def test_a_line_that_each_of_the_counted_sections_gives() -> None:
    sections = (("创新专项情况说明", "17.00"), ("健康专项情况说明", "11.00"), ("贸易专项情况说明", "29.00"))
    told = [
        statement("项目总预算", f"项目总预算{amount}万。", at=at, amount=amount, headings=(name, "六、年度预算安排"))
        for at, (name, amount) in enumerate(sections)
    ]
    whole = expenditure(row("", "合计", "900.00", "400.00", "500.00"))
    outcome = operate(desk_of("三个专项的总预算加起来多少？", filing(whole, statements=told)))
    assert values(outcome)[0] == (Decimal("57.00"), "万元")


def test_two_amounts_that_the_question_gives_name_their_lines_and_what_lies_between() -> None:
    outcome = operate(desk_of("一处安排了20.25万元，另一处只有12.30万元。两个数差多少？差的是哪一项？", PARK))
    assert (Decimal("7.95"), "万元") in values(outcome)
    rows = (*ROWS, row("30217", "公务接待费", "7.95"))
    outcome = operate(
        desk_of("一处安排了20.25万元，另一处只有12.30万元。两个数差多少？差的是哪一项？", filing(basic(*rows)))
    )
    assert outcome.lines[-1].key == "difference.is" and outcome.lines[-1].words["name"] == "公务接待费"
    assert operate(desk_of("一处安排了20.25万元，另一处只有11.11万元。差多少？", PARK)).operation != "difference"
