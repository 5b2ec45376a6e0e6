"""Money over the heads, vehicles or months that the filing gives with it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.table import Table
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, ask, desk_of, figs, values
from tests.made_up_filing import filing, row, statement, table

QUOTE = "发放护林员补助24.00万元，补助护林员200人。"
PARK = filing(
    statements=[
        statement("护林员补助", QUOTE, amount="24.00"),
        statement("补助护林员", QUOTE, amount="200", unit="人"),
    ]
)


@pytest.mark.parametrize(
    ("question", "value", "unit", "formula"),
    [
        ("护林员补助人均多少元", "1200.00", "元", "240000.00 / 200"),
        ("护林员补助人均多少万元", "0.12", "万元", "24.00 / 200"),
    ],
)
def test_money_over_heads(question: str, value: str, unit: str, formula: str) -> None:
    outcome = operate(desk_of(question, PARK))
    assert outcome.operation == "per_unit"
    assert values(outcome) == [(Decimal(value), unit)]
    assert figs(outcome)[0].formula == formula
    assert set(values(outcome, "operand")) == {(Decimal("24.00"), "万元"), (Decimal(200), "人")}


def test_the_count_stands_in_the_form_of_the_project() -> None:
    form = replace(
        table("performance", ("指标值",), row("", "保障老同志人数", "20"), unit="人", title="绩效目标表"),
        subject="老同志补助经费",
    )
    projects = table("project_expenditure", ("合计",), row("", "老同志补助经费", "170.00"), title="项目支出表")
    outcome = operate(desk_of("老同志补助经费平均每人多少？", filing(projects, form)))
    assert (Decimal("8.50"), "万元") in values(outcome)


def test_the_count_that_the_sentence_goes_on_with() -> None:
    quote = "培训费预算10.00万元，拟开展业务培训，人数约800人。"
    told = filing(
        statements=[
            statement("培训费预算", quote, amount="10.00"),
            statement("人数", quote, amount="800", unit="人"),
        ]
    )
    assert values(operate(desk_of("办培训人均多少元？", told))) == [(Decimal("125.00"), "元")]


SOCIAL = "社工服务项目60.00万元，包括：采购调解社工7名支出42.00万元；采购社区社工3名支出18.00万元。"
HELPERS = filing(
    statements=[
        statement("社工服务项目", SOCIAL, amount="60.00"),
        statement("服务类项目", "服务类项目900.00万元。", at=1, amount="900.00"),
        statement("调解社工", SOCIAL, amount="7", unit="名"),
        statement("调解社工", SOCIAL, amount="42.00"),
        statement("社区社工", SOCIAL, amount="3", unit="名"),
        statement("社区社工", SOCIAL, amount="18.00"),
    ]
)


def test_several_counts_of_one_kind_are_added() -> None:
    outcome = operate(desk_of("买社工服务，平均每名社工多少万元？", HELPERS))
    assert values(outcome) == [(Decimal("6.00"), "万元")]
    assert figs(outcome)[0].formula == "60.00 / (7 + 3)"
    assert (Decimal(10), "名") in values(outcome, "operand")


FLEET = filing(
    statements=[
        statement("公务用车购置费", "公务用车购置费36.00万元，计划购置公务用车2辆。", amount="36.00"),
        statement("购置公务用车", "公务用车购置费36.00万元，计划购置公务用车2辆。", amount="2", unit="辆"),
        statement("公务用车运行维护费", "公务用车运行维护费9.00万元。", at=1, amount="9.00"),
        statement("车辆", "共有车辆6辆。", at=2, amount="6", unit="辆", headings=("国有资产占用情况",)),
        statement("安排购置车辆", "安排购置车辆2辆。", at=3, amount="2", unit="辆", headings=("国有资产占用情况",)),
    ]
)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("公务用车运行维护费平均每辆多少万元？", "1.50"),
        ("What do the official cars' running costs come to per vehicle?", "1.50"),
        ("新买的公务用车平均每辆多少万元？", "18.00"),
    ],
)
def test_each_vehicle_held_or_bought(question: str, value: str) -> None:
    assert (Decimal(value), "万元") in values(operate(desk_of(question, FLEET)))


def test_little_a_head_is_told_in_yuan() -> None:
    assert values(operate(desk_of("护林员补助平均每人多少", PARK))) == [(Decimal("1200.00"), "元")]


def test_nothing_is_divided_by_nobody() -> None:
    nobody = filing(
        statements=[
            statement("护林员补助", QUOTE, amount="24.00"),
            statement("补助护林员", QUOTE, amount="0", unit="人"),
        ]
    )
    assert operate(desk_of("护林员补助人均多少元", nobody)).operation != "per_unit"


def test_no_heads_no_average() -> None:
    alone = filing(statements=[statement("护林员补助", "护林员补助24.00万元。", amount="24.00")])
    outcome = operate(desk_of("护林员补助人均多少元", alone))
    assert outcome.operation != "per_unit"
    assert (Decimal("1200.00"), "元") not in values(outcome)


@pytest.mark.parametrize(
    ("question", "value"), [("冬碳费人均多少元？", "870.06"), ("丧葬费补助平均每人多少元？", "1253.43")]
)
def test_the_sample(question: str, value: str) -> None:
    answer = ask(question, KASHGAR)
    assert answer.status is Status.ANSWERED
    # 2,456 in the sentence, 2,458 in the table: either is a figure of the filing.
    assert {f.value for f in answer.figures if f.role == "result"} & {Decimal(value), Decimal("870.77")}
    assert broken_promises(answer) == []


def test_the_count_may_be_told_under_the_same_heading() -> None:
    heading = ("（二）三公经费说明",)
    told = filing(
        statements=[
            statement("公务接待费支出", "公务接待费支出0.39万元。", amount="0.39", headings=heading),
            statement("公务接待", "公务接待2批次、26人次。", amount="26", unit="人次", headings=heading),
        ]
    )
    assert values(operate(desk_of("公务接待费平均每接待一个人花了多少元？", told))) == [(Decimal("150.00"), "元")]


AGENTS = "发放10名协管员7个月生活补助5.25万元。"
MONTHS = filing(
    statements=[
        statement("协管员", AGENTS, amount="10", unit="名"),
        statement("协管员", AGENTS, amount="7", unit="个月"),
        statement("协管员生活补助", AGENTS, amount="5.25"),
    ]
)


@pytest.mark.parametrize(
    ("question", "value", "formula"),
    [
        ("协管员生活补助每名协管员每月多少元？", "750.00", "52500.00 / 10 / 7"),
        ("协管员生活补助按10个月算，每名协管员每月多少元？", "525.00", "52500.00 / 10 / 10"),
        ("协管员生活补助每名协管员多少元？", "5250.00", "52500.00 / 10"),
    ],
)
def test_a_head_and_a_month(question: str, value: str, formula: str) -> None:
    outcome = operate(desk_of(question, MONTHS))
    assert values(outcome) == [(Decimal(value), "元")]
    assert figs(outcome)[0].formula == formula


def test_what_was_saved_over_the_projects_of_one_sentence() -> None:
    quote = "远程评审项目50个，中标金额2.00亿元，节约资金400.00万元。"
    told = filing(
        statements=[
            statement("远程评审项目", quote, amount="50", unit="个"),
            statement("中标金额", quote, amount="2.00", unit="亿元"),
            statement("节约资金", quote, amount="400.00"),
        ]
    )
    assert values(operate(desk_of("远程评审的项目，平均每个项目省下多少钱？", told))) == [(Decimal("8.00"), "万元")]


def test_a_guest_is_counted_by_heads_not_by_visits() -> None:
    quote = "公务接待费支出0.39万元，列明公务接待2批次、26人次。"
    told = filing(
        statements=[
            statement("公务接待费", quote, amount="0.39"),
            statement("列明公务接待", quote, amount="2", unit="批次"),
            statement("列明公务接待", quote, amount="26", unit="人次"),
        ]
    )
    assert values(operate(desk_of("公务接待平均每位来客花了多少钱？", told))) == [(Decimal("150.00"), "元")]
    asked = "What did official hospitality cost per guest in yuan?"
    assert values(operate(desk_of(asked, told))) == [(Decimal("150.00"), "元")]


@pytest.mark.parametrize(
    "question",
    [
        "园林处的培训费和会议费，人均各多少元？",
        "What is budgeted per head for training (培训费) and for meetings (会议费)?",
    ],
)
def test_two_sums_each_over_its_own_heads(question: str) -> None:
    told = [
        statement(name, f"{subject}预算{sum}万元，人数约{heads}人。", amount=amount, unit=unit)
        for subject, sum, heads in (("培训费", "10.00", "800"), ("会议费", "5.60", "400"))
        for name, amount, unit in ((f"{subject}预算", sum, "万元"), ("人数", heads, "人"))
    ]
    assert set(values(operate(desk_of(question, filing(statements=told))))) == {
        (Decimal("125.00"), "元"),
        (Decimal("140.00"), "元"),
    }


def test_a_rate_of_something_else_is_not_what_each_gets() -> None:
    quote = "发放10名代办员7个月生活补助5.25万元。"
    told = [
        statement("代办员生活补助", quote, amount="5.25", unit="万元"),
        statement("代办员", quote, amount="10", unit="名"),
        statement("代办员", quote, amount="7", unit="个月"),
        statement("遗属生活补助", "遗属生活补助每人每月120元。", 5, amount="120", unit="元/人/月"),
    ]
    outcome = operate(desk_of("代办员的生活补助，合每人每月多少元？", filing(statements=told)))
    assert values(outcome) == [(Decimal("750.00"), "元")]


def _scheme(name: str, money: str, heads: str) -> list[Table]:
    rows = table("project_form", ("内容",), row("", name, money), title=f"{name}绩效目标表")
    goals = table("performance", ("指标值",), row("", "奖助学生人次", heads), unit="人次", title=f"{name}绩效目标表")
    return [rows, replace(goals, subject=name)]


@pytest.mark.parametrize(("scheme", "each"), [("捐赠配比专项", "8100.00"), ("管理改革专项", "4000.00")])
def test_the_count_is_that_of_the_moneys_own_form(scheme: str, each: str) -> None:
    forms = filing(*_scheme("管理改革专项", "840.00", "2100"), *_scheme("捐赠配比专项", "972.00", "1200"))
    outcome = operate(desk_of(f"{scheme}，按要奖助的学生人次算，平均每人次多少元？", forms))
    assert values(outcome) == [(Decimal(each), "元")]


def test_cars_to_be_bought_where_none_are_bought_divide_nothing() -> None:
    told = [
        statement("公务用车运行维护费", "公务用车运行维护费15.00万元。", amount="15.00", unit="万元"),
        statement("购置车辆", "安排购置车辆0辆。", 3, amount="0", unit="辆"),
        statement("各单位共有车辆", "截至去年底各单位共有车辆5辆。", 4, amount="5", unit="辆"),
    ]
    outcome = operate(desk_of("每辆公务用车的运行维护费平均多少万元", filing(statements=told)))
    assert values(outcome) == [(Decimal("3.00"), "万元")]
