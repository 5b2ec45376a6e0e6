"""Questions about errors are answered from the consistency rules; figures that stand in a finding warn of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.checks import CheckStatus, say
from budget.checks.asked import asked_rules
from budget.checks.finding import _cut
from budget.compute.doubt import contested, figure_amount, in_finding
from budget.compute.operate import operate
from budget.filing import Filing, FilingKind
from tests.answer_rules import broken_promises
from tests.answering import KASHGAR, ask, desk_of, values
from tests.made_up_filing import expenditure, filing, row, statement, table


def park(printed: str) -> Filing:
    """A filing in which one cell, 60.00 + 40.00, is printed so."""
    return filing(
        expenditure(
            row("212", "城乡社区支出", "300.00", "100.00", "200.00"),
            row("21201", "城乡社区管理事务", printed, "60.00", "40.00", level=2),
            row("21203", "城乡社区公共设施", "200.00", "40.00", "160.00", level=2),
            row("213", "农林水支出", "100.00", "", "100.00"),
            row("", "合计", "400.00", "100.00", "300.00"),
        )
    )


RIGHT, WRONG = park("100.00"), park("130.00")


WHOLE = [
    "有没有错误？",
    "数据有没有矛盾",
    "Are there any errors?",
    "这份文件有没有错误？",
]


@pytest.mark.parametrize("question", WHOLE)
def test_a_filing_that_adds_up_is_clean(question: str) -> None:
    outcome = operate(desk_of(question, RIGHT))
    assert (outcome.operation, outcome.lines[0].key) == ("check", "check.clean")
    counts = {name: fig.amount.value for name, fig in outcome.lines[0].figures.items()}
    assert counts["checked"] == counts["held"] > 0 and counts["broken"] == 0


@pytest.mark.parametrize("question", WHOLE)
def test_a_wrong_total_is_told_with_its_figures_and_places(question: str) -> None:
    outcome = operate(desk_of(question, WRONG))
    assert (outcome.status, outcome.lines[0].key) == (Status.ANSWERED, "check.head")
    assert outcome.lines[0].figures["broken"].amount.value > 0
    assert (Decimal("130.00"), "万元") in values(outcome)
    assert any(fact.label == "城乡社区管理事务" for line in outcome.lines[1:] for fact in line.facts)
    labels = {fig.label for line in outcome.lines[1:] for fig in line.figures.values()}
    assert any("城乡社区管理事务" in label for label in labels) and not any("_" in label for label in labels)


def test_a_figure_in_a_finding_warns_of_it() -> None:
    assert "caveat.finding" in {line.key for line in operate(desk_of("城乡社区管理事务是多少", WRONG)).caveats}
    assert "caveat.finding" not in {line.key for line in operate(desk_of("城乡社区管理事务是多少", RIGHT)).caveats}


def test_only_broken_findings_cast_doubt() -> None:
    desk = desk_of("城乡社区管理事务是多少", WRONG)
    findings = desk.shelf.findings(WRONG.file)
    total = next(f for f in desk.shelf.links.facts if f.value == Decimal("130.00"))
    other = next(f for f in desk.shelf.links.facts if f.label == "农林水支出" and f.column == "项目支出")
    assert in_finding(findings, total) and not in_finding(findings, other)
    assert all(f.status is CheckStatus.BROKEN for f in in_finding(findings, total))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("438.7 元", "438.7", "元"),
        ("≤438.7 元", "438.7", "元"),
        ("-8,261.02 万元", "-8261.02", "万元"),
        ("2456名", "2456", "名"),
    ],
)
def test_figures_of_a_finding(text: str, value: str, unit: str) -> None:
    amount = figure_amount(text)
    assert amount is not None and (amount.value, amount.unit) == (Decimal(value), unit)


def test_words_of_a_finding_are_no_figure() -> None:
    assert figure_amount("2026年12月底前") is None or figure_amount("没有") is None


def test_the_sample_by_a_line() -> None:
    answer = ask("丧葬补助的单位前后一致吗？", KASHGAR)
    assert answer.plan["operation"] == "check"
    assert {(f.value, f.unit) for f in answer.figures} >= {(Decimal("438.7"), "万元"), (Decimal("438.7"), "元")}
    assert broken_promises(answer) == []


@pytest.mark.parametrize("question", WHOLE)
def test_the_sample_as_a_whole(question: str) -> None:
    answer = ask(question, KASHGAR)
    assert answer.plan["operation"] == "check"
    assert any(caveat.code == "conflict" for caveat in answer.caveats)


@pytest.mark.parametrize(
    "question",
    [
        "城乡社区管理事务占城乡社区支出的比例是多少",
        "城乡社区管理事务和农林水支出一共多少",
        "城乡社区管理事务和农林水支出相差多少",
        "城乡社区管理事务比农林水支出多多少",
    ],
)
def test_whatever_is_computed_from_a_figure_in_a_finding_warns_of_it(question: str) -> None:
    outcome = operate(desk_of(question, WRONG))
    warned = [line for line in outcome.caveats if line.key == "caveat.finding"]
    assert warned and any(fact.label == "城乡社区管理事务" for line in warned for fact in line.facts)
    assert len({fact.source for line in warned for fact in line.facts}) > 1
    assert "caveat.finding" not in {line.key for line in operate(desk_of(question, RIGHT)).caveats}


GROWN = filing(
    expenditure(row("212", "城乡社区支出", "50.05", "50.05", ""), row("", "合计", "50.05", "50.05", "")),
    statements=[
        statement(
            name, f"{name}50.05万元，比上年增加10.05万元，增长99%。", at=at, amount="50.05", delta="10.05", percent="99"
        )
        for at, name in enumerate(("城乡社区支出", "园艺支出"))
    ],
)


@pytest.mark.parametrize(("paragraph", "doubted"), [(0, {"10.05", "99"}), (1, {"50.05", "10.05", "99"})])
def test_an_amount_that_a_table_bears_out_is_sound_beside_a_wrong_percentage(paragraph: int, doubted: set[str]) -> None:
    shelf = desk_of("城乡社区支出是多少", GROWN).shelf
    said = [fact for fact in shelf.links.facts if fact.statement and fact.source.paragraph == paragraph]
    wrong = [fact for fact in said if in_finding(shelf.findings(GROWN.file), fact)]
    assert {str(fact.value) for fact in wrong} == doubted


def test_a_sound_amount_is_answered_without_a_warning() -> None:
    outcome = operate(desk_of("城乡社区支出是多少", GROWN))
    assert (Decimal("50.05"), "万元") in values(outcome)
    assert "caveat.finding" not in {line.key for line in outcome.caveats}


# A sentence that nothing else in the filing bears out would be doubted itself: six others agree with the tables.
CALM = {"苗木": "10.01", "浇灌": "20.02", "路灯": "30.03", "长椅": "40.04", "门岗": "50.05", "步道": "60.06"}
PARKS = (
    row("21203", "公园维护", "87.36", "87.36", ""),
    *(row(f"2120{at}", name, amount, amount, "") for at, (name, amount) in enumerate(CALM.items(), 4)),
    row("", "合计", "297.57", "297.57", ""),
)
TOLD_TWICE = filing(
    expenditure(*PARKS),
    table("general_expenditure", ("合计", "基本支出", "项目支出"), *PARKS, title="一般公共预算支出情况表"),
    statements=[
        *(statement("公园维护", "公园维护887.36万元。", at=at, amount="887.36", path=("公园维护",)) for at in (0, 1)),
        *(statement(name, f"{name}{CALM[name]}万元。", at=at, amount=CALM[name]) for at, name in enumerate(CALM, 2)),
    ],
)


@pytest.mark.parametrize("title", ["部门支出总体情况表", "一般公共预算支出情况表"])
def test_a_line_printed_again_elsewhere_is_contested_too(title: str) -> None:
    shelf = desk_of("公园维护是多少", TOLD_TWICE).shelf
    again = next(f for f in shelf.links.facts if f.table == title and f.label == "公园维护" and f.value)
    assert contested(shelf, again)
    assert all("887.36 万元" in finding.figures for finding in contested(shelf, again))


def test_one_contradiction_is_told_once_with_all_its_places() -> None:
    outcome = operate(desk_of("公园维护是多少", TOLD_TWICE))
    told = [line for line in outcome.caveats if line.key == "caveat.finding"]
    assert len(told) == 1
    assert {fact.source.paragraph for fact in told[0].facts if fact.statement} == {0, 1}
    assert any(fact.from_cell for fact in told[0].facts)


OUTTURNS = {"苗木": ("30.00", "20.00", "大于"), "浇灌": ("40.00", "40.00", "小于"), "路灯": ("9.00", "8.00", "小于")}
FINAL = filing(
    expenditure(row("21203", "公园维护", "7.00", "7.00", ""), row("", "合计", "7.00", "7.00", "")),
    statements=[
        statement(
            name,
            f"{name}年初预算为{planned}万元，支出决算为{spent}万元。决算数{word}预算数的主要原因：据实列支。",
            at=at,
            amount=spent,
        )
        for at, (name, (planned, spent, word)) in enumerate(OUTTURNS.items())
    ],
    kind=FilingKind.DEPARTMENT_FINAL,
)


@pytest.mark.parametrize(
    "question",
    [
        "哪几个科目说“大于”或“小于”预算是写错的？",
        "Which lines wrongly say the outturn is more or less than the budget, any errors?",
    ],
)
def test_all_findings_of_the_rule_that_is_asked_for_are_told(question: str) -> None:
    told = [line.words["finding"] for line in operate(desk_of(question, FINAL)).lines]
    assert len(told) == 2
    assert "苗木" in told[0] and "30.00" in told[0] and "20.00" in told[0]
    assert "浇灌" in told[1] and "40.00" in told[1]


def summed(printed: str) -> Filing:
    """A table whose rows add up to 100.02, its total printed so."""
    rows = [("201", "公园", "33.34"), ("204", "道路", "33.34"), ("205", "河道", "33.34")]
    parts = [row(code, name, amount, amount, "") for code, name, amount in rows]
    return filing(expenditure(*parts, row("", "合计", printed, printed, "")))


@pytest.mark.parametrize(("printed", "words"), [("100.01", "四舍五入"), ("100.02", "等于各行"), ("180.02", "未作判断")])
def test_the_rows_of_the_named_table_are_added_up_against_its_total(printed: str, words: str) -> None:
    outcome = operate(desk_of("部门支出总体情况表里，几大类加起来等于最后的合计吗？", summed(printed)))
    assert outcome.operation == "check"
    assert values(outcome)[:2] == [(Decimal(printed), "万元"), (Decimal("100.02"), "万元")]
    assert words in outcome.lines[0].words["finding"]


def test_a_question_that_names_no_rule_asks_of_none() -> None:
    assert asked_rules("城乡社区管理事务是多少") == ()
    assert asked_rules("Is the year in the heading right, and the cut-off date?") == ("title_year", "as_of")


def test_a_finding_says_less_of_a_sentence_where_it_is_told_shortly() -> None:
    finding = next(f for f in desk_of("", FINAL).shelf.findings(FINAL.file) if f.status is CheckStatus.BROKEN)
    assert len(say(finding, "zh", short=True)) < len(say(finding, "zh"))
    assert all(figure in say(finding, "zh", short=True) for figure in finding.figures)


def test_a_quotation_is_never_cut_within_a_number() -> None:
    quote = "公园养护共需要资金一千又二百1,234.56万元。"
    for length in range(14, 24):
        assert (cut := _cut(quote, length)) == "公园养护共需要资金一千又二百…" or "1,234.56" in cut
    assert _cut(quote, 14).endswith("…") and _cut(quote, 80) == quote


BOTH_SIDES = filing(
    table("overview", ("预算数",), row("", "事业收入", "300.00"), row("", "总计", "300.00"), side="income", id="o1"),
    table(
        "overview", ("预算数",), row("", "事业支出", "300.00"), row("", "总计", "300.00"), side="expenditure", id="o2"
    ),
    expenditure(*(row(f"2120{at}", name, amount, amount, "") for at, (name, amount) in enumerate(CALM.items(), 4))),
    statements=[
        statement("收入支出", "2026年度收入支出总计0万元，比上年减少20.00万元。", amount="0", delta="-20.00"),
        *(statement(name, f"{name}{CALM[name]}万元。", at=at, amount=CALM[name]) for at, name in enumerate(CALM, 2)),
    ],
)


@pytest.mark.parametrize("question", ["收入支出总计是多少万元？", "收入支出总计比上年减少多少？"])
def test_the_tables_figure_leads_where_they_contradict_the_only_sentence(question: str) -> None:
    outcome = operate(desk_of(question, BOTH_SIDES))
    told = values(outcome) + values(outcome, "operand")
    assert (Decimal("300.00"), "万元") in told and (Decimal(0), "万元") not in told
    assert any("说是 0 万元" in line.words["finding"] for line in outcome.caveats if line.key == "caveat.finding")
