"""Do two figures agree, do all places agree: each with its figure, and how far they are apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.filing import Filing
from tests.answering import desk_of, values
from tests.made_up_filing import basic, expenditure, filing, row, statement, table

PLACE = "新建大楼面积13459平方米，其中地上面积为8013平方米，地下面积为5356平方米。"
BUILDING = filing(
    statements=[
        statement(name, PLACE, amount=amount, unit="平方米")
        for name, amount in (("新建大楼面积", "13459"), ("地上面积", "8013"), ("地下面积", "5356"))
    ]
)
FUND = filing(
    basic(row("30113", "住房公积金", "350.35"), row("30201", "办公费", "12.30")),
    statements=[statement("住房公积金", "住房公积金352.67万元。", amount="352.67")],
)
PROJECTS = filing(
    expenditure(row("", "项目支出", "100.00")),
    table("project_expenditure", ("金额",), row("", "绿化项目", "30.00"), row("", "道路项目", "45.50")),
    statements=[statement("项目支出", "项目支出100.00万元。", amount="100.00")],
)


def operated(question: str, one: Filing) -> Outcome:
    return operate(desk_of(question, one))


def test_several_lines_added_up_against_one() -> None:
    outcome = operated("地上加地下的面积跟新建大楼的面积对得上吗？", BUILDING)
    assert outcome.lines[0].key == "agree.apart"
    assert {value for value, _ in values(outcome)} == {Decimal(13369), Decimal(13459), Decimal(-90)}


@pytest.mark.parametrize("question", ["住房公积金安排了多少？说明和表里的数对得上吗？", "住房公积金前后写的一样吗？"])
def test_a_sentence_against_the_table(question: str) -> None:
    outcome = operated(question, FUND)
    assert outcome.lines[0].key == "conflict.head"
    assert {abs(value) for value, _ in values(outcome)} == {Decimal("350.35"), Decimal("352.67"), Decimal("2.32")}


def test_one_place_alone_is_not_called_agreement() -> None:
    assert [line.key for line in operated("办公费前后写的一样吗？", FUND).lines] == ["conflict.single"]


def test_a_figure_that_the_question_quotes_is_looked_for() -> None:
    two = filing(
        basic(row("30201", "办公费", "12.30")),
        statements=[statement("办公费支出", "办公费支出13.30万元。", amount="13.30")],
    )
    outcome = operated("说明里办公费写的13.30万，跟表对得上吗？", two)
    assert {Decimal("12.30"), Decimal("13.30")} <= {value for value, _ in values(outcome)}


def test_the_projects_added_up_against_the_total() -> None:
    outcome = operated("各个项目加起来跟项目支出对得上吗？", PROJECTS)
    assert {abs(value) for value, _ in values(outcome)} == {Decimal("75.50"), Decimal("100.00"), Decimal("24.50")}


def test_the_parts_of_one_row_are_no_other_places() -> None:
    parts = table("project_expenditure", ("合计", "金额"), row("", "绿化项目", "30.00", "20.00"))
    assert [line.key for line in operated("绿化项目安排了多少，前后写的一样吗？", filing(parts)).lines] == [
        "conflict.single"
    ]


def test_a_form_against_the_whole_budget() -> None:
    form = table("project_form", ("内容",), row("", "资金总额", "82.00"), title="部门整体支出绩效目标表")
    overview = table("overview", ("预算数",), row("", "支出合计", "150.00"), title="收支预算总表", side="expenditure")
    outcome = operated("部门整体支出绩效目标表里的资金总额，跟收支总表的预算总额对得上吗？", filing(form, overview))
    assert {abs(value) for value, _ in values(outcome)} == {Decimal("82.00"), Decimal("150.00"), Decimal("68.00")}


def test_the_tables_line_of_the_shorter_name_is_the_other_place() -> None:
    own = filing(
        table(
            "general_public_budget",
            ("合计", "基本支出", "项目支出"),
            row("", "合计", "96.00", "54.00", "42.00"),
            title="支出决算表",
        ),
        statements=[
            statement(
                "一般公共预算财政拨款基本支出",
                "一般公共预算财政拨款基本支出55.00万元。",
                amount="55.00",
                scope="一般公共预算",
            )
        ],
    )
    found = values(operated("一般公共预算财政拨款的基本支出到底是多少？文字说明跟表里对得上吗？", own))
    assert {(Decimal("55.00"), "万元"), (Decimal("54.00"), "万元")} <= set(found)


TOLD_TWICE = filing(
    table("basic_expenditure", ("决算数",), row("", "人员经费合计", "84.09"), title="基本支出决算表"),
    statements=[
        statement("人员经费", "其中：人员经费96.98万元。", amount="96.98"),
        statement("本级“三公”经费", "本级“三公”经费10.00万元，同比增长15.3%。", amount="10.00", percent="15.3"),
        statement("财政拨款“三公”经费支出", "财政拨款“三公”经费支出10.00万元，增长12%。", amount="10.00", percent="12"),
    ],
)


@pytest.mark.parametrize(
    "question",
    [
        "人员经费文字说明和决算表写的一样吗？差多少？",
        "人员经费到底是96.98万还是84.09万？",
        "人员经费的数字，正文跟表格核对一下，差多少？",
    ],
)
def test_names_that_differ_in_their_frame_are_one_line(question: str) -> None:
    found = {abs(value) for value, _ in values(operated(question, TOLD_TWICE))}
    assert {Decimal("96.98"), Decimal("84.09"), Decimal("12.89")} <= found


def test_two_rates_of_one_lines_change() -> None:
    found = values(operated("三公经费到底涨了百分之几？前后说法一样吗？", TOLD_TWICE))
    assert {(Decimal("15.3"), "%"), (Decimal("12"), "%")} <= set(found)


def test_another_budgets_line_and_a_cells_zero_are_no_other_places() -> None:
    funds = filing(
        table("general_public_budget", ("合计",), row("", "会议费", "5.00"), title="一般公共预算支出表"),
        table("government_fund", ("合计",), row("", "会议费", "7.00"), title="政府性基金预算支出表"),
        table("general_public_budget", ("合计",), row("", "会议费", "0.00"), title="上年结转支出表"),
    )
    found = {value for value, _ in values(operated("一般公共预算的会议费，几张表写的一样吗？", funds))}
    assert Decimal("7.00") not in found and Decimal("0.00") not in found


BOUGHT = filing(
    statements=[
        statement("公务用车购置支出", "公务用车购置支出0.00万元，经批准购置0辆公务用车。", amount="0.00"),
        statement("经批准购置", "公务用车购置支出0.00万元，经批准购置0辆公务用车。", amount="0", unit="辆"),
        statement("部门预算安排购置车辆", "部门预算安排购置车辆1辆。", at=1, amount="1", unit="辆"),
    ],
)
GOALS = filing(
    expenditure(row("", "项目支出", "100.00")),
    statements=[
        statement("编报绩效目标的项目", "编报绩效目标的项目5个，涉及资金85.00万元。", amount="5", unit="个"),
        statement("项目预算资金", "编报绩效目标的项目5个，涉及资金85.00万元。", amount="85.00"),
    ],
)


@pytest.mark.parametrize("question", ["今年到底买不买车？前后说法一致吗？", "购车的数，前后写得一样吗？"])
def test_how_many_cars_are_bought_as_two_sections_say(question: str) -> None:
    assert {(Decimal(0), "辆"), (Decimal(1), "辆")} <= set(values(operated(question, BOUGHT)))


@pytest.mark.parametrize(
    "question",
    ["编了绩效目标的5个项目，是不是把项目支出全覆盖了？", "报了绩效目标的项目，涉及的钱等于全部项目支出吗？差多少？"],
)
def test_projects_with_targets_against_all_projects(question: str) -> None:
    found = {abs(value) for value, _ in values(operated(question, GOALS))}
    assert {Decimal("85.00"), Decimal("100.00"), Decimal("15.00")} <= found


def test_a_sum_against_a_figure_that_the_question_gives() -> None:
    outcome = operated("大楼面积说是13459平方米，地上面积和地下面积加起来正好是这个数吗？", BUILDING)
    assert outcome.lines[0].key == "agree.apart_said"
    assert {abs(value) for value, _ in values(outcome)} == {Decimal(13369), Decimal(13459), Decimal(90)}


def test_funds_that_are_added_up_are_lines() -> None:
    income = filing(
        statements=[
            statement("本年财政拨款收入", "本年财政拨款收入90.00万元。", amount="90.00"),
            statement("上年结转结余", "上年结转结余5.00万元。", at=1, amount="5.00"),
            statement("收入预算", "收入预算90.00万元。", at=2, amount="90.00"),
        ]
    )
    outcome = operated("本年财政拨款收入和上年结转结余加起来，等于收入预算吗？差多少？", income)
    assert {abs(value) for value, _ in values(outcome)} == {Decimal("95.00"), Decimal("90.00"), Decimal("5.00")}


@pytest.mark.parametrize(
    ("question", "one"),
    [
        # A sentence that only mentions the line among the parts of another.
        (
            "培训费前后写的一样吗？",
            filing(
                basic(row("30216", "培训费", "1.21")),
                statements=[statement("公用经费", "公用经费80.66万元，主要包括：办公费、培训费。", amount="80.66")],
            ),
        ),
        # A class of the classification and a project of its name.
        (
            "河道管护前后写的一样吗？",
            filing(
                table("expenditure", ("合计",), row("2130399", "河道管护", "893.61"), title="支出总表"),
                table("project_expenditure", ("合计",), row("", "河道管护", "27.00"), title="项目支出表"),
            ),
        ),
        # The income of all money and that of one kind of it; a kind that is zero.
        (
            "财政拨款收入前后写的一样吗？",
            filing(
                table(
                    "income",
                    ("合计", "财政拨款收入", "事业收入"),
                    row("", "合计", "90.00", "70.00", "20.00"),
                    title="收入总表",
                ),
                statements=[statement("政府性基金预算拨款收入", "政府性基金预算拨款收入0万元。", amount="0")],
            ),
        ),
        # Parts that one sentence names.
        (
            "政府采购金额前后写的一样吗？",
            filing(
                statements=[
                    statement(name, "政府采购金额30万元，其中：货物采购金额20万元、工程采购金额10万元。", amount=amount)
                    for name, amount in (("货物采购金额", "20"), ("政府采购金额", "30"), ("工程采购金额", "10"))
                ]
            ),
        ),
    ],
)
def test_places_that_cover_different_things_do_not_contradict(question: str, one: Filing) -> None:
    assert "conflict.head" not in [line.key for line in operated(question, one).lines]


def test_a_line_of_which_no_figure_is_printed_is_no_error() -> None:
    blank = filing(basic(row("30216", "培训费", "")), statements=[statement("会议费", "会议费2万元。", amount="2")])
    assert operated("培训费前后写的一样吗？", blank).lines


def test_the_total_of_the_table_that_bears_the_lines_name() -> None:
    own = filing(
        table("income", ("决算数",), row("", "合计", "91.00"), title="一般公共预算收入决算表"),
        statements=[statement("一般公共预算收入", "一般公共预算收入90.00万元。", amount="90.00")],
    )
    found = {abs(value) for value, _ in values(operated("一般公共预算收入到底是多少？正文和决算表的合计一致吗？", own))}
    assert {Decimal("90.00"), Decimal("91.00")} <= found


def test_lines_added_up_against_the_figure_that_the_question_gives_for_them() -> None:
    same = operated("说住房公积金和办公费加起来是362.65万元，对得上吗？各是多少？", FUND)
    assert same.lines[0].key == "agree.same_said"
    assert {(Decimal("350.35"), "万元"), (Decimal("12.30"), "万元")} <= set(values(same, "operand"))
    apart = operated("说住房公积金和办公费加起来是400万元，对得上吗？", FUND)
    assert apart.lines[0].key == "agree.apart_said" and (Decimal("-37.35"), "万元") in values(apart)
