"""Change, last year's figure and reason of a line."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.compute.outcome import Outcome
from budget.statement import Statement
from tests.answering import KASHGAR, WANLI_2024, ask, desk_of, figs, stated, values
from tests.made_up_filing import filing, row, statement, table

TOLD = statement(
    "办公费",
    "办公费20.00万元，比上年预算减少5.00万元，下降20.00%，主要原因是：厉行节约。",
    amount="20.00",
    delta="-5.00",
    percent="-20.00",
    reason="厉行节约",
    scope="一般公共预算",
)
PARK = filing(
    table(
        "general_public_budget",
        ("预算数", "上年预算数"),
        row("30228", "工会经费", "6.00", "4.00"),
        row("30229", "福利费", "3.00", "3.00"),
        row("30211", "差旅费", "2.00", ""),
        row("30212", "出国费", "1.00", "0"),
    ),
    statements=[TOLD],
)


def operated(question: str) -> Outcome:
    return operate(desk_of(question, PARK))


def test_a_printed_change_and_its_percentage_recomputed() -> None:
    outcome = operated("办公费比上年变化多少")
    assert outcome.operation == "change"
    assert values(outcome) == [(Decimal("-5.00"), "万元"), (Decimal("-20.00"), "%")]
    assert (Decimal("20.00"), "万元") in values(outcome, "operand")
    assert figs(outcome)[0].formula is None


def test_a_percentage_printed_in_fewer_places_stays_as_printed() -> None:
    told = replace(TOLD, amount=Decimal("20.30"), delta=Decimal("-4.90"), percent=Decimal("-19.4"))
    outcome = operate(desk_of("办公费变化了多少？", filing(statements=[told])))
    assert (Decimal("-19.4"), "%") in values(outcome)
    assert (Decimal("-19.44"), "%") in values(outcome, "operand")


def test_two_cells_give_a_change_with_its_formula() -> None:
    outcome = operated("工会经费比上年变化多少")
    delta, percent = figs(outcome)
    assert (delta.amount.value, delta.formula) == (Decimal("2.00"), "6.00 - 4.00")
    assert percent.amount.value == Decimal("50.00")
    assert {fact.column for fig in figs(outcome, "operand") for fact in fig.facts} >= {"预算数", "上年预算数"}


def test_no_change_is_said_so() -> None:
    assert [line.key for line in operated("福利费比上年变化多少").lines] == ["change.none"]


def test_nothing_is_divided_by_zero() -> None:
    outcome = operated("出国费比上年变化多少")
    assert values(outcome) == [(Decimal("1.00"), "万元")]


def test_a_line_without_the_year_before_gets_no_change() -> None:
    outcome = operated("差旅费比上年变化多少")
    assert not [fig for fig in figs(outcome) if fig.show != "plain"]


def test_last_year_printed_and_reckoned() -> None:
    printed = operated("去年的工会经费是多少")
    assert (
        printed.operation == "prior"
        and values(printed) == [(Decimal("4.00"), "万元")]
        and figs(printed)[0].formula is None
    )
    reckoned = operated("去年的办公费是多少")
    assert values(reckoned)[0] == (Decimal("25.00"), "万元")
    assert figs(reckoned)[0].formula in ("20.00 - (-5.00)", "20.00 + 5.00")


def test_the_reason_is_the_filings_own() -> None:
    line = operated("办公费为什么减少").lines[-1]
    assert (line.key, line.words["reason"]) == ("why.reason", "厉行节约")
    assert line.facts[0].quote == TOLD.quote


def test_no_reason_is_made_up() -> None:
    assert operated("工会经费为什么增加").lines[-1].key == "why.none"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("办公费为什么增加", "premise.fell"),
        ("工会经费为什么下降", "premise.rose"),
        ("福利费为什么增加", "premise.same"),
    ],
)
def test_a_wrong_premise_is_corrected_first(question: str, key: str) -> None:
    assert operated(question).lines[0].key == key


def test_a_right_premise_is_not() -> None:
    assert not operated("办公费为什么减少").lines[0].key.startswith("premise")


def test_a_reason_in_the_next_sentence_is_found() -> None:
    told = statement("办公费", "办公费20.00万元，比上年减少5.00万元。", amount="20.00", delta="-5.00")
    one = filing(statements=[told])
    from dataclasses import replace

    longer = replace(
        one, paragraphs=(replace(one.paragraphs[0], text=told.quote + "减少的主要原因是办公设备更新完成。"),)
    )
    line = operate(desk_of("办公费为什么减少", longer)).lines[-1]
    assert line.key == "why.nearby" and "设备更新完成" in line.words["reason"]


def test_a_printed_percentage_that_does_not_fit_is_told() -> None:
    wrong = statement("办公费", "办公费20万元，减少5万元，下降25%。", amount="20", delta="-5", percent="-25")
    outcome = operate(desk_of("办公费比上年变化多少", filing(statements=[wrong])))
    assert (Decimal("-20.00"), "%") in values(outcome)
    assert "caveat.percent" in {line.key for line in outcome.caveats}


def test_a_total_whose_parts_alone_are_told() -> None:
    parts = [
        statement(
            "货物采购", "货物采购30.00万元，比上年增加10.00万元。", 0, amount="30.00", delta="10.00", headings=("采购",)
        ),
        statement(
            "服务采购", "服务采购20.00万元，比上年减少4.00万元。", 1, amount="20.00", delta="-4.00", headings=("采购",)
        ),
    ]
    one = filing(table("procurement", ("合计",), row("", "采购总额", "50.00")), statements=parts)
    outcome = operate(desk_of("采购总额比上年变化多少", one))
    assert (Decimal("6.00"), "万元") in values(outcome)
    assert (Decimal("13.64"), "%") in values(outcome)


CARRIED = filing(
    table("income", ("合计", "本年收入", "上年结转"), row("2210201", "住房公积金", "532.58", "532.58", "0.00"))
)


@pytest.mark.parametrize("question", ["住房公积金去年是多少？", "住房公积金比上年增加多少？"])
def test_what_is_carried_over_gives_no_change(question: str) -> None:
    outcome = operate(desk_of(question, CARRIED))
    told = {line.key for line in outcome.lines} - {"change.untold"}
    assert not any(key.startswith(("prior", "change")) for key in told)
    assert set(values(outcome)) <= {(Decimal("532.58"), "万元")}


@pytest.mark.parametrize("question", ["住房公积金去年是多少？", "What was the housing provident fund last year?"])
def test_last_year_that_is_told_nowhere_is_not_this_year(question: str) -> None:
    alone = filing(table("basic_expenditure", ("合计",), row("30113", "住房公积金", "532.58")))
    outcome = operate(desk_of(question, alone))
    assert outcome.status is Status.NOT_FOUND or not values(outcome)


# The question on the card.
WHY = [("zh", "为什么项目支出下降了73%？"), ("en", "Why did project spending fall by 73%?")]


@pytest.mark.parametrize(("language", "question"), WHY)
@pytest.mark.parametrize("files", [(KASHGAR,), ()])
def test_the_card(language: str, question: str, files: tuple[str, ...]) -> None:
    if not files:
        question = {"zh": "喀什市社会保险中心", "en": "Kashgar social insurance center: "}[language] + question
    answer = ask(question, *files)
    assert (answer.status, answer.language, answer.plan["operation"]) == (Status.ANSWERED, language, "why")
    assert stated(answer) >= {
        (Decimal("3032.71"), "万元"),
        (Decimal("-8261.02"), "万元"),
        (Decimal("-73.15"), "%"),
        (Decimal("2974.44"), "万元"),
        (Decimal("-8189.09"), "万元"),
        (Decimal("-73.36"), "%"),
    }
    assert "scope" in {caveat.code for caveat in answer.caveats}


@pytest.mark.parametrize(("language", "question"), WHY)
def test_the_card_quotes_both_reasons_and_says_whose(language: str, question: str) -> None:
    answer = ask(question, KASHGAR)
    told = [c.quote for c in answer.citations if c.kind == "text"]
    assert any("8261.02" in quote and "公益性岗位社保补贴" in quote for quote in told)
    assert any("8189.09" in quote and "公益性岗位社保补贴" in quote for quote in told)
    assert answer.text.count("由地区直接拨到市财政局专户") == 2
    labels = [f.label for f in answer.figures if f.value in (Decimal("-73.15"), Decimal("-73.36"))]
    assert len(set(labels)) == 2, "the two percentages carry their scope"
    scopes = {"zh": ("全部", "一般公共预算"), "en": ("all", "general public budget")}[language]
    at = [answer.text.index(number) for number in ("73.15", "73.36")]
    assert scopes[0] in answer.text[at[0] : at[1]] and scopes[1] in answer.text[at[1] :]


@pytest.mark.parametrize(("language", "question"), WHY)
def test_the_card_cites_the_cells(language: str, question: str) -> None:
    cells = {(c.value, c.column) for c in ask(question, KASHGAR).citations if c.kind == "cell"}
    assert {value for value, _ in cells} >= {Decimal("3032.71"), Decimal("2974.44")}


@pytest.mark.parametrize(
    ("question", "file", "expected"),
    [
        ("行政运行去年是多少？", KASHGAR, ("560.12", "万元")),
        ("住房公积金增加了多少？", KASHGAR, ("1.93", "万元")),
        ("企业关闭破产补助为什么减少？", KASHGAR, ("-252.99", "万元")),
        ("基本支出增长了百分之多少？", KASHGAR, ("27.23", "%")),
        ("“三公”经费比上年增加多少？", WANLI_2024, ("25", "万元")),
    ],
)
def test_the_samples(question: str, file: str, expected: tuple[str, str]) -> None:
    assert (Decimal(expected[0]), expected[1]) in stated(ask(question, file))


def test_the_whole_of_a_side_is_told_by_any_of_its_names() -> None:
    quote = "相应安排支出预算900.00万元，比上年增加200.00万元，主要原因是新增保安服务。"
    told = filing(
        table("overview", ("预算数",), row("", "支出合计", "900.00"), title="收支预算总表"),
        statements=[statement("相应安排支出预算", quote, amount="900.00", delta="200.00", reason="新增保安服务")],
    )
    outcome = operate(desk_of("支出预算一下子多了两百万，钱多在哪儿？具体多多少？", told))
    assert (Decimal("200.00"), "万元") in values(outcome)
    assert any("新增保安服务" in word for line in outcome.lines for word in line.words.values())


def test_a_standard_now_and_before() -> None:
    told = "医疗保险财政补助由每人每年670元提高至700元。"
    city = filing(
        statements=[
            statement("医疗保险财政补助", told, amount="700", unit="元/人/年"),
            statement("医疗保险财政补助", told, amount="670", unit="元/人/年", year=2025, measure="原来"),
        ]
    )
    outcome = operate(desk_of("医疗保险财政补助现在每人每年多少钱？原来多少？", city))
    assert {v for v, _ in values(outcome)} >= {Decimal(700), Decimal(670)}


def test_the_change_stands_in_the_column_like_the_figures_own() -> None:
    kinds = ("合计", "“三公”经费 / 小计", "会议费")
    columns = tuple(f"{when} / {kind}" for when in ("上年", "当年", "增减变化情况") for kind in kinds)
    cells = ("20.00", "12.00", "8.00", "15.60", "10.10", "5.50", "-4.40", "-1.90", "-2.50")
    outcome = operate(
        desk_of("三公经费比上年减少了多少？", filing(table("three_public", columns, row("", "合计", *cells))))
    )
    assert values(outcome)[:2] == [(Decimal("-1.90"), "万元"), (Decimal("-15.83"), "%")]


def told(subject: str, amount: str, delta: str, reason: str, at: int = 0) -> Statement:
    quote = (
        f"{subject}{amount}万元，比上年{'减少' if delta.startswith('-') else '增加'}{delta.lstrip('-')}万元，{reason}。"
    )
    return statement(subject, quote, at, amount=amount, delta=delta, reason=reason)


TWO = filing(statements=[told("提租补贴", "50.00", "20.00", "单列", 0), told("购房补贴", "40.00", "-15.00", "并出", 1)])


def test_what_two_lines_moved_together_stands_first() -> None:
    outcome = operate(desk_of("提租补贴和购房补贴合起来比上年多了多少？是怎么回事？", TWO))
    assert values(outcome)[0] == (Decimal("5.00"), "万元")
    assert figs(outcome)[0].formula == "20.00 + (-15.00)"
    assert {line.words["reason"] for line in outcome.lines if "reason" in line.words} == {"单列", "并出"}


def test_a_sum_that_asks_no_change_adds_amounts() -> None:
    assert values(operate(desk_of("提租补贴和购房补贴一共多少？", TWO)))[0] == (Decimal("90.00"), "万元")


def test_a_line_told_under_a_longer_name_among_others() -> None:
    tabled = table("basic_expenditure", ("合计",), row("30216", "培训费", "41.00"), row("30215", "会议费", "1.00"))
    sentences = [
        told("各单位会议费预算", "2.00", "-9.00", "精简", 0),
        told("各单位培训费预算", "55.00", "-22.00", "精简", 1),
    ]
    outcome = operate(desk_of("会议费和培训费各砍了多少？", filing(tabled, statements=sentences)))
    assert {(Decimal("-9.00"), "万元"), (Decimal("-22.00"), "万元")} <= set(values(outcome))


def test_a_part_of_what_was_named_is_another_line() -> None:
    small = statement(
        "预留给小型和微型企业的采购项目预算", "其中，预留给小型和微型企业的采购项目预算13.00万元", 0, amount="13.00"
    )
    middle = statement(
        "面向中小企业预留采购项目预算金额", "面向中小企业预留采购项目预算金额19.00万元", 0, amount="19.00"
    )
    outcome = operate(desk_of("采购里给中小企业留了多少，其中小微企业又是多少？", filing(statements=[middle, small])))
    assert values(outcome) == [(Decimal("19.00"), "万元"), (Decimal("13.00"), "万元")]


@pytest.mark.parametrize(
    "question",
    [
        "2025年办公费是多少，2026年又是多少，差额多少？",
        "What did 办公费 stand at in 2025, and at what level is it set for 2026?",
    ],
)
def test_two_years_of_which_one_filing_tells_both(question: str) -> None:
    outcome = operated(question)
    said = values(outcome) + values(outcome, "operand")
    assert {(Decimal("25.00"), "万元"), (Decimal("20.00"), "万元"), (Decimal("-5.00"), "万元")} <= set(said)


def test_how_much_and_whether_more_or_less_are_one_question() -> None:
    outcome = operated("办公费今年安排多少，和上年比是多了还是少了，幅度多大？")
    assert values(outcome) == [(Decimal("-5.00"), "万元"), (Decimal("-20.00"), "%")]
    assert values(operated("Did 办公费 rise or fall this year, and by how much?"))[0] == (Decimal("-5.00"), "万元")


def test_each_item_of_an_enumeration_is_found_by_itself() -> None:
    targets = table(
        "performance",
        ("指标值",),
        row("", "短期预报准确率", "78"),
        row("", "地面增雨作业次数", "65"),
        row("", "重点单位安全监督检查次数", "1000"),
        unit="次",
    )
    outcome = operate(desk_of("预报准确率、增雨作业、重点单位监督检查各定了多少？", filing(targets)))
    assert {value for value, _ in values(outcome)} == {Decimal(78), Decimal(65), Decimal(1000)}


def item(name: str, amount: str, delta: str, reason: str, at: int) -> Statement:
    quote = (
        f"社会保障和就业支出（类）行政事业单位养老支出（款）{name}（项）{amount}万元，比上年变动{delta}万元，{reason}。"
    )
    path = ("社会保障和就业支出", "行政事业单位养老支出")
    return statement(name, quote, at=at, amount=amount, delta=delta, reason=reason, path=path)


def test_a_class_whose_items_alone_tell_why_it_moved() -> None:
    items = [
        item("机关事业单位养老保险缴费", "8.00", "1.00", "缴费基数提高", 1),
        item("机关事业单位职业年金缴费", "4.00", "-3.00", "记实人数减少", 2),
    ]
    shown = table("general_public_budget", ("预算数",), row("208", "社会保障和就业支出", "12.00"))
    outcome = operate(desk_of("社会保障和就业支出为什么减少，少了多少？", filing(shown, statements=items)))
    assert [line.key for line in outcome.lines] == ["change.summed", "why.part", "why.part"]
    assert (Decimal("-2.00"), "万元") in values(outcome)
    assert [line.words["reason"] for line in outcome.lines[1:]] == ["记实人数减少", "缴费基数提高"]


def test_the_one_item_of_a_class_tells_why_it_moved() -> None:
    shown = table("general_public_budget", ("预算数",), row("208", "社会保障和就业支出", "8.00"))
    alone = item("机关事业单位养老保险缴费", "8.00", "1.00", "缴费基数提高", 1)
    outcome = operate(desk_of("社会保障和就业支出为什么增加？", filing(shown, statements=[alone])))
    assert (Decimal("1.00"), "万元") in values(outcome)
    assert "缴费基数提高" in {line.words.get("reason") for line in outcome.lines}


def test_the_reason_of_a_part_that_tells_its_change_in_percent_alone() -> None:
    whole = statement("“三公”经费", "“三公”经费9.00万元，比上年减少10.00万元。", amount="9.00", delta="-10.00")
    part = statement(
        "因公出国（境）费用",
        "因公出国费0万元，下降100%，因为统筹管理。",
        at=1,
        amount="0",
        percent="-100",
        reason="统筹管理",
    )
    outcome = operate(desk_of("三公经费为什么少了？", filing(statements=[whole, part])))
    assert any(line.key == "why.part" and line.words["reason"] == "统筹管理" for line in outcome.lines)


def test_the_whole_budget_moves_as_the_sentence_on_either_side_says() -> None:
    shown = table("overview", ("预算数",), row("", "支出合计", "50.00"), side="expenditure")
    told = statement(
        "预算收入", "2026年预算收入50.00万元，比上年增加5.00万元。", amount="50.00", delta="5.00", percent="11.11"
    )
    outcome = operate(desk_of("园林处今年的预算涨了多少？", filing(shown, statements=[told])))
    assert (Decimal("5.00"), "万元") in values(outcome)


def test_two_sources_named_side_by_side_are_two_lines() -> None:
    told = [
        statement("事业收入", "事业收入40.00万元，增加4.00万元。", amount="40.00", delta="4.00"),
        statement("其他收入", "其他收入20.00万元，增加2.00万元。", at=1, amount="20.00", delta="2.00"),
    ]
    outcome = operate(desk_of("事业收入和其他收入各增加多少？", filing(statements=told)))
    assert {(Decimal("4.00"), "万元"), (Decimal("2.00"), "万元")} <= set(values(outcome))


def test_last_years_outturn_that_is_only_compared_with_asks_for_no_final_accounts() -> None:
    outcome = operate(desk_of("办公费比上年执行数减少了多少？", PARK))
    assert outcome.status is Status.ANSWERED and (Decimal("-5.00"), "万元") in values(outcome)
    asked = operate(desk_of("办公费的执行数是多少？", PARK))
    assert asked.status is Status.NOT_FOUND
