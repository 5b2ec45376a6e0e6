"""The filing's own words, verbatim: definitions, purposes, duties; and questions of several parts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Answer, Status
from budget.compute.operate import operate
from budget.compute.parts import split_reading, years_apart
from budget.compute.passage import clip
from budget.question.operations import Operation
from tests.answering import KASHGAR, WANLI_2025, ask, desk_of, read, sample_filings, stated, values
from tests.budget.small_filing import filing
from tests.made_up_filing import basic, row, statement
from tests.made_up_filing import filing as made_up


def quoted(answer: Answer) -> str:
    assert answer.status is Status.ANSWERED, answer.text
    return " ".join(citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    ("question", "file", "words"),
    [
        ("什么是机关运行经费？", KASHGAR, "参照公务员法管理的事业单位"),
        ("基本支出是什么意思？", KASHGAR, "人员经费和按定额安排的公用经费"),
        ("财政拨款指什么？", KASHGAR, "政府性基金预算和国有资本经营预算安排"),
        ("项目支出是什么意思？", KASHGAR, "为完成特定的行政任务"),
        ("What is meant by the three public expenses?", KASHGAR, "因公出国"),
        ("单位运转项目的钱用来干什么？", KASHGAR, "银海专线"),
        ("城乡居民养老困难群体代缴补贴的政策依据是什么？", KASHGAR, "喀市政办发"),
        ("项目支出预算是什么意思？", WANLI_2025, "特定行政任务或事业发展目标"),
    ],
)
def test_words_are_quoted_from_the_filing(question: str, file: str, words: str) -> None:
    assert words in quoted(ask(question, file))


def test_duties_are_quoted_from_their_section() -> None:
    answer = ask("喀什市社会保险中心的主要职能是什么？", KASHGAR)
    kashgar = next(one for one in sample_filings() if one.file == KASHGAR)
    told = [kashgar.paragraphs[c.paragraph] for c in answer.citations if c.paragraph is not None]
    assert told and all("职能" in paragraph.headings[-1] for paragraph in told)


def test_a_quotation_stands_in_the_filing_word_for_word() -> None:
    kashgar = next(one for one in sample_filings() if one.file == KASHGAR)
    everything = "".join("".join(paragraph.text.split()) for paragraph in kashgar.paragraphs)
    for question in ("什么是机关运行经费？", "单位运转项目的钱用来干什么？"):
        for citation in ask(question, KASHGAR).citations:
            assert "".join(citation.quote.split()) in everything


@pytest.mark.parametrize("longest", [20, 40, 80])
def test_a_long_quotation_is_cut_between_words(longest: int) -> None:
    text = (
        "安排资金1581.24万元，用于发放养老补贴；其中：缴费补助464.17万元，基础养老金678.37万元，丧葬补助438.7万元。" * 2
    )
    cut = clip(text, longest)
    assert cut.endswith("……") and len(cut) <= longest + 2
    assert text.startswith(cut[:-2]) and text[len(cut) - 2] in "，。；：、"
    assert clip("短句。", longest) == "短句。"


def test_a_question_of_two_parts_is_split() -> None:
    parts = split_reading(read("基本支出是多少，项目支出为什么下降？"))
    assert [[unit.text for unit in part.units] for part in parts] == [["基本支出"], ["项目支出"]]
    assert Operation.WHY in parts[1].operations and Operation.WHY not in parts[0].operations


@pytest.mark.parametrize(
    "question", ["基本支出和项目支出相差多少？", "办公费、差旅费，加起来多少？", "项目支出是多少？"]
)
def test_one_question_stays_whole(question: str) -> None:
    assert len(split_reading(read(question))) == 1


def test_a_bare_question_behind_the_scene_is_a_part_of_its_own() -> None:
    parts = split_reading(read("退休人员的补助，平均每人一年多少？办公费是多少？"))
    assert [part.units[-1].text.removeprefix("的") for part in parts] == ["补助", "办公费"]
    assert Operation.PER_UNIT in parts[0].operations and Operation.PER_UNIT not in parts[1].operations


def test_of_which_asks_of_what_was_named_before() -> None:
    parts = split_reading(read("基本支出是多少？公用经费是多少，其中事业运行那一行是多少？"))
    assert [[unit.text for unit in part.context] for part in parts] == [[], ["基本支出"], ["基本支出", "公用经费"]]


def test_parts_of_different_years_keep_their_own() -> None:
    parts = split_reading(read("2024年的办公费是多少？2025年的差旅费是多少？"))
    assert [part.periods.years for part in parts] == [(2024,), (2025,)] and years_apart(parts)
    together = split_reading(read("2024年和2025年的办公费各是多少？差旅费呢？"))
    assert {part.periods.years for part in together} == {(2024, 2025)} and not years_apart(together)


def test_an_english_list_is_one_clause() -> None:
    clauses = read(
        "Did it spend anything on hospitality, cars or overseas trips in 2024? And what about salaries?"
    ).clauses
    assert [clause.asks for clause in clauses] == [True, True]


def test_both_parts_are_answered() -> None:
    answer = ask("退休费是多少，项目支出为什么下降？", KASHGAR)
    assert {(Decimal("12.52"), "万元"), (Decimal("-8261.02"), "万元")} <= stated(answer)
    assert "由地区直接拨到市财政局专户" in answer.text


def test_a_part_that_is_not_there_says_so_beside_the_other() -> None:
    answer = ask("退休费是多少，航母维护费是多少？", KASHGAR)
    assert answer.status is Status.ANSWERED
    assert stated(answer) == {(Decimal("12.52"), "万元")}
    assert "航母" in answer.text


def test_a_body_that_is_not_there_spoils_only_its_own_part() -> None:
    assert (Decimal("12.52"), "万元") in stated(ask("退休费是多少，核电站建设费是多少？", KASHGAR))


def test_numbered_sentences_are_listed_one_after_the_other() -> None:
    actions = filing(
        paragraphs=(
            "（一）提质创新，开展扩大消费行动。",
            "（二）招大引强，开展招商引资行动。",
            "（三）党建引领，改进作风。",
        )
    )
    outcome = operate(desk_of("今年要开展哪几个“行动”？", actions))
    assert [line.words["quote"][:3] for line in outcome.lines] == ["（一）", "（二）"]


def test_a_section_asked_for_as_a_whole_is_quoted_from_its_beginning() -> None:
    answer = ask("主要职责是什么？", WANLI_2025)
    assert answer.plan["operation"] == "text"
    wanli = next(one for one in sample_filings() if one.file == WANLI_2025)
    first = next(p for p in wanli.paragraphs if not p.is_heading and any("职" in h for h in p.headings))
    assert answer.citations[0].quote.startswith(first.text[:12])
    assert "：”" not in answer.text and len(answer.text) <= 900


def test_a_question_that_names_more_is_not_answered_with_the_section() -> None:
    assert "一节（原文）" not in ask("主要职责里管不管城市管理的钱，多少？", WANLI_2025).text


def test_what_is_counted_off_is_quoted_to_its_end() -> None:
    text = "财政运行面临三个方面的困难：一是收入增长放缓。受市场影响，税收下降。二是土地收入下滑。三是刚性支出增加。"
    made = made_up(statements=[statement("财政运行", text)])
    quotes = [line.words["quote"] for line in operate(desk_of("财政运行面临哪三方面的困难？", made)).lines]
    assert quotes[1:] == ["二是土地收入下滑。", "三是刚性支出增加。"]
    assert quotes[0].endswith("一是收入增长放缓。")


def test_words_and_the_figure_that_is_asked_with_them() -> None:
    told = statement("值班热线", "值班热线由专人接听群众来电，并适时并入统一平台。")
    made = made_up(basic(row("30213", "值班热线服务费", "9.00")), statements=[told])
    outcome = operate(desk_of("值班热线以后打算怎么处理？今年安排了多少钱？", made))
    assert "适时并入统一平台" in outcome.lines[0].words["quote"]
    assert values(outcome) == [(Decimal("9.00"), "万元")]
    assert values(operate(desk_of("值班热线以后打算怎么处理？", made))) == []


def test_the_one_figure_of_its_kind_that_the_quoted_words_hold() -> None:
    told = statement("会议室改造", "会议室改造拟用约70万元采购投影仪、音响等设备。")
    made = made_up(basic(row("30213", "维修费", "9.00")), statements=[told])
    outcome = operate(desk_of("会议室改造要采购什么设备？大概花多少钱？", made))
    assert values(outcome) == [(Decimal("70"), "万元")]
