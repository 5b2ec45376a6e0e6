"""What a stranger types first: questions that name nothing are about the whole budget, the staff or the duties."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.compute.passage import best_sentences
from tests.answering import ask, desk_of, read, values
from tests.made_up_filing import basic, expenditure, filing, row, statement, table

PARK = filing(
    expenditure(
        row("212", "城乡社区支出", "400.00", "100.00", "300.00"),
        row("221", "住房保障支出", "20.00", "20.00", ""),
        row("", "合计", "420.00", "120.00", "300.00"),
    ),
    basic(row("30201", "办公费", "12.30"), row("", "合计", "120.00")),
    statements=[
        statement(
            "支出预算",
            "2026年支出预算420.00万元，比上年增加20.00万元，增长5.00%，主要原因是新增绿地养护。",
            amount="420.00",
            delta="20.00",
            percent="5.00",
            reason="新增绿地养护",
            year=2026,
        ),
        statement("实有人数", "实有人数36人。", at=1, amount="36", unit="人", year=2026),
    ],
)


def asked(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


@pytest.mark.parametrize("question", ["有多少钱", "预算", "budget?", "how much money"])
def test_money_that_names_nothing_is_the_whole_budget(question: str) -> None:
    assert values(asked(question))[0] == (Decimal("420.00"), "万元")


@pytest.mark.parametrize("question", ["增加了多少", "和去年比怎么样", "compared with last year", "did it go up?"])
def test_a_change_that_names_nothing_is_that_of_the_whole_budget(question: str) -> None:
    assert (Decimal("20.00"), "万元") in values(asked(question))


@pytest.mark.parametrize("question", ["为什么变化？", "为什么增加", "why did it change", "为啥多了"])
def test_why_that_names_nothing_asks_for_the_reason_of_the_whole_budget(question: str) -> None:
    assert "新增绿地养护" in str([line.words for line in asked(question).lines])


@pytest.mark.parametrize("question", ["有多少人？", "单位几个人", "how many people", "人数多少"])
def test_people_that_are_not_said_are_the_staff(question: str) -> None:
    outcome = asked(question)
    assert outcome.status is Status.ANSWERED
    assert values(outcome)[0] == (Decimal("36"), "人")


@pytest.mark.parametrize("question", ["你们单位是干什么的", "这个部门是做什么的", "what does this department do"])
def test_what_a_body_does_asks_for_its_duties(question: str) -> None:
    assert [unit.alternatives[0] for unit in read(question).units] == ["主要职能"]


def test_what_a_project_is_for_asks_for_no_duties() -> None:
    assert "主要用于" in read("办公设备是干什么的").units[-1].alternatives


def test_a_question_with_a_subject_is_not_of_the_whole() -> None:
    assert values(asked("办公费多少钱"))[0] == (Decimal("12.30"), "万元")


def test_why_after_another_question_is_about_that_line() -> None:
    before = ask("项目支出是多少", "kashgar-social-insurance-2026.txt")
    after = ask("为什么减少？", "kashgar-social-insurance-2026.txt", history=(before,))
    assert "项目支出" in after.text


@pytest.mark.parametrize(
    "question",
    ["钱都花到哪儿了", "主要花在哪", "支出由哪些部分组成", "where does the money go", "breakdown of spending"],
)
def test_where_the_money_goes_lists_the_classes_with_their_shares(question: str) -> None:
    lines = asked(question).lines
    assert [line.words.get("name") for line in lines] == [None, "城乡社区支出", "住房保障支出"]
    assert lines[1].figures["share"].amount.value.quantize(Decimal("0.01")) == Decimal("95.24")


def test_what_one_line_goes_to_is_no_question_of_the_whole() -> None:
    assert all(line.key != "list.source" for line in asked("绿地养护的钱花在哪").lines)


def test_a_bare_name_of_money_asks_for_no_other_figure() -> None:
    school = filing(statements=[statement("培训场次", "完成培训40场次。", amount="40", unit="场次", year=2026)])
    assert operate(desk_of("培训费多少", school)).status is Status.NOT_FOUND


def test_income_that_says_no_more_is_all_income() -> None:
    side = table(
        "overview",
        ("预算数",),
        row("", "财政拨款收入", "400.00"),
        row("", "收入合计", "420.00", level=0),
        title="部门收支总体情况表",
        side="income",
    )
    by_source = table("income", ("财政拨款收入", "上级补助收入"), row("212", "城乡社区支出", "400.00", "20.00"))
    for question in ("收入", "收入多少", "income"):
        assert values(operate(desk_of(question, filing(by_source, side))))[0] == (Decimal("420.00"), "万元")


def test_how_much_is_spent_on_a_line_asks_for_no_total_beside_it() -> None:
    assert values(asked("办公花多少钱")) == [(Decimal("12.30"), "万元")]


def test_the_total_of_the_three_public_expenses_is_called_so() -> None:
    columns = ("“三公”经费预算/小计", "“三公”经费预算/公务接待费", "“三公”经费预算/公务用车费/小计")
    expenses = table("three_public", columns, row("", "合计", "9.00", "4.00", "5.00"))
    figures = [fig for line in operate(desk_of("三公经费", filing(expenses))).lines for fig in line.figures.values()]
    assert [(fig.label, fig.amount.value) for fig in figures] == [("“三公”经费预算", Decimal("9.00"))]


@pytest.mark.parametrize("question", ["人员经费里都有哪些开支", "人员经费包括哪些支出", "人员经费都花在了哪些方面"])
def test_what_a_line_is_made_of_is_told_by_the_sentence_that_spells_it_out(question: str) -> None:
    told = "人员经费 98.00 万元, 主要包括: 基本工资、津贴补贴、奖金。"
    school = filing(
        statements=[
            statement("人员经费", told, amount="98.00", year=2026),
            statement("人员经费", "五、基本支出：包括人员经费、公用经费。", at=1),
        ]
    )
    assert "津贴补贴" in str([line.words for line in operate(desk_of(question, school)).lines])


def test_a_cell_that_only_ticks_off_its_row_is_no_answer() -> None:
    goals = table(
        "performance",
        ("指标值", "指标值设定依据"),
        row("", "绿地养护项目面积", "≥300平方米", "计划标准"),
        row("", "绿地养护项目时限", "12个月", "按照绿办发〔2024〕5号设定"),
        title="绿地养护项目绩效目标表",
    )
    told = best_sentences(desk_of("绿地养护项目是依据哪份文件立的项", filing(goals)))
    assert [match.fact.quote for match in told] == ["按照绿办发〔2024〕5号设定"]
