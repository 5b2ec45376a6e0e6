"""Sentences of the genre, and what they state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.filing import Paragraph
from budget.source import Source
from budget.statement import Statement
from ingest.statements import read_statements, read_text_statements


def read(*texts: str, headings: tuple[str, ...] = (), year: int = 2026) -> list[Statement]:
    paragraphs = [Paragraph(text, Source("f", line=at, paragraph=at), headings) for at, text in enumerate(texts)]
    return list(read_statements(paragraphs, year))


def figures(statements: list[Statement]) -> list[tuple[str, str | None, str | None]]:
    return [(s.subject, None if s.amount is None else str(s.amount), s.unit) for s in statements]


def test_amount_share_change_and_reason_of_one_line() -> None:
    whole, line = read(
        "某局部门收入预算 90.00 万元，其中：",
        "一般公共预算 60.00 万元，占 66.67%，比上年预算减少 20.00 万元，下降 25.00%，主要原因是：项目减少。",
    )
    assert (whole.subject, whole.amount) == ("某局部门收入预算", Decimal("90.00"))
    assert (line.subject, line.scope, line.amount, line.unit) == ("一般公共预算", "收入预算", Decimal("60.00"), "万元")
    assert (line.share, line.delta, line.percent, line.basis) == (
        Decimal("66.67"),
        Decimal("-20.00"),
        Decimal("-25.00"),
        "上年预算",
    )
    assert line.reason == "项目减少"


def test_the_path_of_a_functional_item() -> None:
    (line,) = read(
        "5.社会保障和就业支出(类)企业改革补助（款）企业关闭破产补助（项）：2026年预算数为266.94万元，比上年预算增加 1 万元，增长 0.38%。"
    )
    assert line.path == ("社会保障和就业支出", "企业改革补助")
    assert (line.subject, line.measure, line.amount) == ("企业关闭破产补助", "预算数", Decimal("266.94"))


@pytest.mark.parametrize("text", ["2010301-行政运行 3452.35 万元。", "1.行政运行（2010301）3,452.35万元；"])
def test_a_code_beside_the_name(text: str) -> None:
    (line,) = read(text)
    assert (line.subject, line.code, line.amount) == ("行政运行", "2010301", Decimal("3452.35"))


@pytest.mark.parametrize(
    ("text", "delta", "percent", "basis"),
    [
        ("会议费 90 万元，比上年预算增加 10 万元，上升 12.5%。", "10", "12.5", "上年预算"),
        ("会议费90万元，较2025年年初预算减少10万元，下降10%。", "-10", "-10", "2025年年初预算"),
        ("会议费90万元。与2025年度相比，会议费增加10万元，增长12.5%。", "10", "12.5", "2025年度"),
        ("会议费 90 万元，比 2025 年年初预算数 80 万元增加 10 万元，增长 12.5%。", "10", "12.5", "2025年年初预算数"),
        ("会议费90万元，与上年预算数持平。", "0", None, "上年预算数"),
        ("会议费90万元，与上年基本持平。", None, None, "上年"),
        ("会议费90万元，较上年无增减。", "0", None, "上年"),
    ],
)
def test_changes_are_signed_by_their_word(text: str, delta: str | None, percent: str | None, basis: str) -> None:
    line = read(text)[0]
    assert (line.subject, line.amount) == ("会议费", Decimal("90"))
    assert (line.delta, line.percent, line.basis) == (delta and Decimal(delta), percent and Decimal(percent), basis)


def test_final_accounts_give_two_figures_of_one_line() -> None:
    text = (
        "1、一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：人员经费。年初预算为60.05 万元，"
        "支出决算为51.89万元，完成年初预算的86.41%。决算数小于预算数的主要原因：人员退休。"
    )
    budget, final = read(text, year=2024)
    assert (budget.subject, budget.measure, budget.purpose) == ("行政运行", "年初预算", "人员经费")
    assert (final.subject, final.measure, final.amount, final.reason) == (
        "行政运行",
        "支出决算",
        Decimal("51.89"),
        "人员退休",
    )
    assert (final.share, final.share_of) == (Decimal("86.41"), "年初预算")


def test_a_list_of_changes_keeps_every_reason() -> None:
    first, second = read(
        "因公出国（境）费增加 0 万元，增长 0%，主要原因是：上年和本年均无变化；公务接待费减少 2 万元，下降 50%，主要原因是：厉行节约。"
    )
    assert (first.subject, first.delta, first.percent, first.reason) == (
        "因公出国（境）费",
        Decimal(0),
        Decimal(0),
        "上年和本年均无变化",
    )
    assert (second.subject, second.delta, second.reason) == ("公务接待费", Decimal(-2), "厉行节约")


def test_reasons_that_are_counted_out_stay_whole() -> None:
    (line,) = read("会议费 9 万元，比上年增加 1 万元，增长 12.5%。主要原因，一是工资调整；二是新增会议。")
    assert line.reason == "一是工资调整；二是新增会议"


def test_counts_and_the_money_of_the_same_thing() -> None:
    lines = read("2.车辆 3 辆，价值 40.50 万元；其中：一般公务用车 1 辆，价值 10.00 万元。")
    assert figures(lines) == [
        ("车辆", "3", "辆"),
        ("车辆价值", "40.50", "万元"),
        ("一般公务用车", "1", "辆"),
        ("一般公务用车价值", "10.00", "万元"),
    ]


def test_people_and_their_change() -> None:
    lines = read("实有人数 76 人，其中：在职 65 人，增加 14 人；退休 11 人，增加 1 人。")
    assert [(s.subject, s.amount, s.delta, s.delta_unit) for s in lines[1:]] == [
        ("在职", 65, 14, "人"),
        ("退休", 11, 1, "人"),
    ]


def test_a_count_before_its_name_shares_it_with_the_money() -> None:
    lines = read("资金用途情况：用于发放9名遗孀生活补助10.8万元，24名退休人员差额工资42.28万元。")
    assert figures(lines) == [
        ("遗孀生活补助", "9", "名"),
        ("遗孀生活补助", "10.8", "万元"),
        ("退休人员差额工资", "24", "名"),
        ("退休人员差额工资", "42.28", "万元"),
    ]


def test_figures_given_respectively_are_handed_out() -> None:
    source = Source("f", table="t9", row=3)
    lines = read_text_statements(
        "1. 计划 2026 年全市基本养老保险、失业保险、工伤保险参保人数分别达到 45.59 万人、8.5 万人、13.15 万人。",
        source,
        2026,
    )
    assert [(s.subject, str(s.amount)) for s in lines] == [
        ("基本养老保险参保人数", "45.59"),
        ("失业保险参保人数", "8.5"),
        ("工伤保险参保人数", "13.15"),
    ]
    assert {s.unit for s in lines} == {"万人"} and lines[0].source == source


def test_a_price_in_a_name_is_no_amount() -> None:
    assert figures(read("单位价值100万元以上设备2台（套）。")) == [("单位价值100万元以上设备", "2", "台（套）")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("政府性基金预算未安排。", "政府性基金预算"),
        ("2026 年没有使用国有资本经营预算拨款安排的支出。", "国有资本经营预算拨款"),
    ],
)
def test_nothing_arranged_is_not_zero(text: str, subject: str) -> None:
    (line,) = read(text)
    assert (line.subject, line.amount, line.delta, line.quote) == (subject, None, None, text)


def test_the_scope_comes_from_the_titles() -> None:
    (line,) = read("项目支出 5 万元。", headings=("五、关于某局 2026 年一般公共预算当年拨款情况说明",))
    assert line.scope == "一般公共预算"


def test_a_purpose_is_verbatim_and_the_quote_is_as_printed() -> None:
    text = "公用经费 5.64 万元, 主要包括: 办公费、其他 商品和服务支出。"
    (line,) = read(text)
    assert (line.purpose, line.quote) == ("办公费、其他 商品和服务支出", text)


def test_a_change_in_the_next_sentence_goes_to_the_line_that_it_fits() -> None:
    whole, part = read("物业管理费110万元，主要包括：食堂运行20万元，用于用餐。较上年预算增加10万元，增长10.00%。")
    assert (whole.subject, whole.delta) == ("物业管理费", Decimal(10))
    assert (part.subject, part.delta) == ("食堂运行", None)


def test_a_glossary_states_nothing() -> None:
    assert read("基本支出：指2026年的30万元。", headings=("第四部分 名词解释",)) == []


def test_a_goal_in_a_form_splits_its_money() -> None:
    text = "本项目预算安排资金总额为9.02万元,主要用于保障通讯线路29条,安排预算资金3.02万元;计划印刷一批手册,安排预算资金6万元。"
    lines = read_text_statements(text, Source("f"), 2026, "单位运转项目")
    assert figures(list(lines)) == [
        ("单位运转项目", "9.02", "万元"),
        ("通讯线路", "29", "条"),
        ("通讯线路", "3.02", "万元"),
        ("印刷一批手册", "6", "万元"),
    ]


def test_a_rate_keeps_whose_it_is() -> None:
    lines = read_text_statements("计划发放退休人数1801人，按照每人每月120元标准实施。", Source("f"), 2026)
    assert figures(list(lines)) == [("退休人数", "1801", "人"), ("退休人数", "120", "元/人/月")]


def test_a_figure_of_the_year_before_stands_beside() -> None:
    text = (
        "1、公共安全支出（204类）司法（06款）普法宣传（05项）24.29万元。2025年当年预算执行数为18.46万元，"
        "2026年预算安排24.29万元，比2025年预算执行数增加31.58%。"
    )
    lines = read(text)
    assert {s.code for s in lines} == {"2040605"}
    assert [(s.year, str(s.amount)) for s in lines] == [(2026, "24.29"), (2025, "18.46"), (2026, "24.29")]
    assert (lines[2].percent, lines[2].basis) == (Decimal("31.58"), "2025年预算执行数")


def test_a_reason_in_a_paragraph_of_its_own_goes_to_the_change_it_explains() -> None:
    change, other, own = read(
        "财政拨款收入90万元，比上年预算增加10万元；会议费9万元，比上年预算减少1万元。",
        "财政拨款收入增加的主要原因是人员增加。",
    )
    assert (change.reason, other.reason, own.subject) == ("人员增加", "", "财政拨款收入")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "城乡居民医疗保险财政补助由每人每年670元提高至700元，连续9年提标。",
            [
                ("城乡居民医疗保险财政补助", 2026, "700", "元/人/年"),
                ("城乡居民医疗保险财政补助", 2025, "670", "元/人/年"),
            ],
        ),
        (
            "护林员补助标准从1500元下调到1200元。",
            [("护林员补助标准", 2026, "1200", "元"), ("护林员补助标准", 2025, "1500", "元")],
        ),
    ],
)
def test_a_figure_set_anew_with_the_one_before(text: str, told: list[tuple[str, int, str, str]]) -> None:
    assert [(s.subject, s.year, str(s.amount), s.unit) for s in read(text)][:2] == told


def test_the_bodys_name_behind_the_year_is_no_part_of_the_line() -> None:
    said = read("2026年绿水市园林局支出预算90.00万元。", "2026年绿水市园林局“三公”经费预算数为8.00万元。")
    assert said[1].subject == "“三公”经费"
