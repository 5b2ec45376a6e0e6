"""What is not there is said not to be there, with the nearest thing and never a figure for it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Answer, Status
from budget.compute.absent import asked_kind
from budget.compute.operate import operate
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, WANLI_2025, ask, ask_these, desk_of
from tests.made_up_filing import basic, filing, row, statement, table

PARK = filing(basic(row("30201", "办公费", "12.30"), row("30211", "差旅费", "5.00"), row("", "合计", "17.30")))


def not_found(question: str, *files: str) -> Answer:
    answer = ask(question, *files)
    assert answer.status is Status.NOT_FOUND, answer.text
    assert answer.figures == ()
    assert broken_promises(answer) == []
    return answer


@pytest.mark.parametrize(
    "question",
    [
        "教育局的项目支出是多少？",
        "北京大学的住房公积金是多少？",
        "What did the education bureau spend on offices?",
        "税务局2026年的办公费",
    ],
)
def test_a_body_that_the_library_lacks(question: str) -> None:
    answer = not_found(question)
    named = next(word for word in ("教育局", "北京大学", "education bureau", "税务局") if word in question)
    assert named in answer.text
    assert "喀什市社会保险中心" in answer.text, "it says what it has"


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("2019年项目支出是多少？", "2019"),
        ("2031年的住房公积金", "2031"),
        ("What was project spending in 2015?", "2015"),
    ],
)
def test_a_year_that_the_library_lacks(question: str, year: str) -> None:
    assert year in not_found(question, KASHGAR).text


@pytest.mark.parametrize(
    "question", ["预算执行率是多少？", "决算数是多少？", "项目支出实际花了多少？", "What is the execution rate?"]
)
def test_final_accounts_that_the_library_lacks(question: str) -> None:
    not_found(question, KASHGAR)


@pytest.mark.parametrize(
    "question",
    [
        "核电站建设花了多少钱？",
        "航空母舰的维护费是多少？",
        "How much is spent on space rockets?",
        "区块链平台建设费",
        "局长的手机号是多少？",
    ],
)
def test_a_thing_that_no_filing_tells(question: str) -> None:
    not_found(question, KASHGAR)


def test_the_nearest_thing_is_named_without_its_figure() -> None:
    outcome = operate(desk_of("教育局的差旅费是多少", PARK))
    assert outcome.status is Status.NOT_FOUND
    assert not [fig for line in outcome.lines for fig in line.figures.values()]
    assert any(line.key == "not_found.nearest" and line.facts for line in outcome.lines)


def test_last_year_of_the_only_filing_is_reckoned_not_refused() -> None:
    answer = ask("2025年的行政运行是多少？", KASHGAR)
    assert Decimal("560.12") in {figure.value for figure in answer.figures}


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("是哪家印刷厂印的？", "印刷厂"),
        ("哪家银行代发？", None),
        ("哪个单位花得多？", None),
        ("项目支出是多少？", None),
    ],
)
def test_the_kind_of_thing_whose_name_is_asked(question: str, kind: str | None) -> None:
    if kind is None:
        assert asked_kind(question) != "单位"
    else:
        assert asked_kind(question) == kind


@pytest.mark.parametrize(
    "question", ["办公费是多少？", "单位的办公费是多少？", "公务接待费和办公费各多少？", "全年办公费"]
)
def test_a_line_whose_name_holds_a_bodys_ending_is_no_body(question: str) -> None:
    assert "库中没有" not in ask(question, WANLI_2025).text


@pytest.mark.parametrize(
    "question", ["他们单位办公费是多少？", "三家单位办公费一共多少？", "公共安全支出占城乡社区支出的比例是多少？"]
)
def test_words_before_such_a_line_make_no_body(question: str) -> None:
    assert ask(question, WANLI_2025).status is Status.ANSWERED


def test_what_a_template_tells_its_writer_is_no_zero() -> None:
    told = "无政府性基金预算接待活动支出的部门，作下述说明："
    blank = filing(statements=[statement("接待活动支出", told)])
    assert operate(desk_of("2026年的接待活动支出是多少万元？", blank)).status is Status.NOT_FOUND


def test_none_of_one_fund_says_nothing_of_the_whole() -> None:
    told = "园林处2026年度无政府性基金预算财政拨款收入支出总计安排。"
    other = filing(statements=[statement("收入和支出", told)])
    assert operate(desk_of("2026年的收入支出总计是多少万元？", other)).status is Status.NOT_FOUND


def test_a_form_without_a_figure_answers_nothing() -> None:
    blank = filing(basic(row("30201", "办公费", ""), row("", "合计", "")))
    outcome = operate(desk_of("支出合计是多少？", blank))
    assert outcome.status is Status.NOT_FOUND
    assert outcome.lines[0].key == "not_found.unfilled"


CAR = filing(
    basic(row("30213", "维修（护）费", "9.00")),
    statements=[
        statement("公务用车购置费", "公务用车购置费15.00万元，新增公务用车1辆。", amount="15.00"),
        statement("退休费", "退休费83.25万元。", at=1, amount="83.25"),
    ],
)


@pytest.mark.parametrize(
    "question",
    ["今年新买的公务用车是什么品牌型号？", "What brand is the official car?", "现在有多少在编职工、多少退休人员？"],
)
def test_what_a_filing_prints_no_word_of(question: str) -> None:
    assert ask_these(question, CAR).status is Status.NOT_FOUND


def test_what_was_spent_on_a_thing_is_not_the_whole_budget() -> None:
    whole = filing(table("overview", ("预算数",), row("", "支出合计", "900.00"), side="expenditure"))
    outcome = operate(desk_of("公园的维修，2026年一共花了多少钱？", whole))
    assert Decimal("900.00") not in {fig.amount.value for line in outcome.lines for fig in line.figures.values()}
