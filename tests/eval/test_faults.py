"""Each measure sees the fault that it is meant to see, and only the answer that has it is lowered."""

from __future__ import annotations

import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from eval.figures import is_exact
from eval.measure import MEASURES, SHARES, mark
from eval.question import GoldNumber, Place, Question
from eval.verdict import stated_verdict


def test_an_answer_that_is_right_holds_everything(question: Question, answer: dict[str, Any]) -> None:
    whole = mark(question, answer, answer)
    assert whole.lacks() == ()
    assert whole.right
    assert (whole.list_recall, whole.milliseconds) == (1, answer["timings_ms"]["total"])


def wrong_cell(answer: dict[str, Any]) -> None:
    answer["figures"][0].update(value="811.24", display="811.24 万元")
    answer["text"] = answer["text"].replace("8,261.02", "811.24")


def wrong_sign(answer: dict[str, Any]) -> None:
    answer["figures"][0].update(value="8261.02", display="增加 8,261.02 万元")
    answer["text"] = answer["text"].replace("减少", "增加")


def wrong_unit(answer: dict[str, Any]) -> None:
    answer["figures"][0].update(unit="元", display="8,261.02 元")


def invented_digit(answer: dict[str, Any]) -> None:
    answer["text"] += "约有 4,321 人受益。"
    answer["text"] += " 4,321 "


def dropped_citation(answer: dict[str, Any]) -> None:
    answer["citations"] = answer["citations"][1:]


def wrong_row(answer: dict[str, Any]) -> None:
    answer["citations"][0].update(row="行政运行", quote="行政运行 3032.71")


def lost_reason(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("资金直接拨到专户", "略")
    answer["citations"][1]["quote"] = "略"


def reason_only_cited(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("资金直接拨到专户", "略")


def lost_list_item(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("基本支出", "其他")


def wrong_refusal(answer: dict[str, Any]) -> None:
    answer["status"] = "not_found"


def answer_that_lists_everything(answer: dict[str, Any]) -> None:
    answer["figures"] = [
        {"role": "result", "value": "3032.71", "unit": "万元", "display": "3,032.71 万元"},
        *answer["figures"],
    ]


def figure_rounded_away(answer: dict[str, Any]) -> None:
    answer["figures"][1].update(value="-73.14")


def chatter(answer: dict[str, Any]) -> None:
    answer["text"] += "如前所述，" * 200


def figure_only_in_the_data(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("8,261.02", "许多")


@pytest.mark.parametrize(
    ("spoil", "lowered"),
    [
        (wrong_cell, {"numbers", "headline", "exact", "unit", "sign", "right"}),
        (wrong_sign, {"sign"}),
        (wrong_unit, {"numbers", "headline", "exact", "unit", "sign", "right"}),
        (figure_rounded_away, {"exact"}),
        (invented_digit, {"digits", "right"}),
        (dropped_citation, {"evidence"}),
        (wrong_row, {"evidence"}),
        (lost_reason, {"phrases", "told", "right"}),
        (reason_only_cited, {"told"}),
        (lost_list_item, {"list", "told", "right"}),
        (wrong_refusal, {"status", "right"}),
        (answer_that_lists_everything, {"headline", "right"}),
        (chatter, {"brief", "right"}),
        (figure_only_in_the_data, {"numbers", "right"}),
    ],
)
def test_a_planted_fault_lowers_the_measure_meant_for_it(
    question: Question, answer: dict[str, Any], spoil: Any, lowered: set[str]
) -> None:
    bad = copy.deepcopy(answer)
    spoil(bad)
    seen = mark(question, bad, bad)
    assert {name for name in MEASURES if getattr(seen, name) is False} == lowered


def test_an_answer_that_changes_from_asking_to_asking_is_seen(question: Question, answer: dict[str, Any]) -> None:
    other = {**answer, "citations": list(reversed(answer["citations"]))}
    assert mark(question, answer, other).lacks() == ("same",)


def test_the_time_that_an_answer_took_is_no_difference(question: Question, answer: dict[str, Any]) -> None:
    assert mark(question, answer, {**answer, "timings_ms": {"total": 99}}).same is True


def test_a_question_asked_once_says_nothing_about_sameness(question: Question, answer: dict[str, Any]) -> None:
    assert mark(question, answer).same is None


def test_a_missing_answer_holds_nothing(question: Question) -> None:
    asked = replace(question, type="why", scopes=("全部收支",), verdict="yes")
    missing = mark(asked, None)
    assert [name for name in MEASURES if getattr(missing, name)] == []
    assert [getattr(missing, name) for name in SHARES] == [0, 0, 0]
    assert set(missing.lacks()) == set(MEASURES) - {"right", "same"}


def test_a_unit_that_is_left_out_is_seen(question: Question, answer: dict[str, Any]) -> None:
    asked = replace(question, type="lookup", numbers=(GoldNumber.of("76", "人"),), evidence=())
    told = {**answer, "text": f"共 76 人；{answer['text']}"}
    staff = {"role": "result", "label": "人数", "value": "76", "unit": "人", "display": "76 人"}
    assert mark(asked, {**told, "figures": [staff, *answer["figures"]]}).lacks() == ()
    bare = {**told, "figures": [{**staff, "unit": ""}, *answer["figures"]]}
    assert mark(asked, bare).lacks() == ("exact", "unit")


def test_a_figure_of_another_scope_than_is_told_is_seen(question: Question, answer: dict[str, Any]) -> None:
    asked = replace(question, scopes=("全部收支", "支出总表"))
    assert mark(asked, answer).lacks() == ("scope",)
    assert mark(asked, {**answer, "text": f"{answer['text']}（全部收支口径）"}).scope is True
    assert mark(question, answer).scope is None


def test_a_reason_must_be_told_and_cited_as_the_filing_has_it(question: Question, answer: dict[str, Any]) -> None:
    asked = replace(question, type="why")
    assert mark(asked, answer).reason is True
    for spoil in (lost_reason, reason_only_cited):
        bad = copy.deepcopy(answer)
        spoil(bad)
        assert mark(asked, bad).reason is False
    uncited = {**answer, "citations": answer["citations"][:1]}
    assert (mark(asked, uncited).phrases, mark(asked, uncited).reason) == (True, False)
    assert mark(question, answer).reason is None


def wrong_column(answer: dict[str, Any]) -> None:
    answer["citations"][0].update(column="基本支出")


def beside_the_point(answer: dict[str, Any]) -> None:
    answer["citations"].append({**answer["citations"][0], "id": 3, "row": "行政运行", "column": "基本支出"})


@pytest.mark.parametrize(
    ("spoil", "precision", "recall", "any_place"),
    [
        (None, "0.5", "0.5", True),
        (wrong_column, "0", "0", True),
        (beside_the_point, "0.33", "0.5", True),
        (dropped_citation, "0", "0", False),
    ],
)
def test_citations_count_by_cell_and_sentence(
    question: Question, answer: dict[str, Any], spoil: Any, precision: str, recall: str, any_place: bool
) -> None:
    bad = copy.deepcopy(answer)
    if spoil:
        spoil(bad)
    seen = mark(question, bad)
    assert round(seen.evidence_precision or 0, 2) == Decimal(precision)
    assert round(seen.evidence_recall or 0, 2) == Decimal(recall)
    assert seen.evidence is any_place
    assert mark(replace(question, evidence=()), bad).evidence_precision is None


def test_a_place_names_as_much_as_it_knows(question: Question, answer: dict[str, Any]) -> None:
    cell = answer["citations"][0]
    for table, found in (("支出表", 1), ("一般公共预算支出表", 1), ("收入表", 0)):
        place = Place("a.txt", table=table, row="合计", column="项目支出")
        assert mark(replace(question, evidence=(place,)), {**answer, "citations": [cell]}).evidence_recall == found
    other_page = Place("a.txt", page=7, row="合计", column="项目支出")
    assert (
        mark(replace(question, evidence=(other_page,)), {**answer, "citations": [{**cell, "page": 8}]}).evidence_recall
        == 0
    )


@pytest.mark.parametrize(
    ("gold", "figure", "exact"),
    [
        (("8261.02", "万元"), ("82610200", "元"), True),
        (("8261.02", "万元"), ("82610249", "元"), True),
        (("8261.02", "万元"), ("82610251", "元"), False),
        (("31920702", "元"), ("3192.07", "万元"), False),
        (("73.15", "%"), ("-73.146", "%"), True),
        (("73.15", "%"), ("73.14", "%"), False),
        (("49", "个"), ("49", "万元"), False),
        (("49", ""), ("49", "个"), True),
        (("49", ""), ("49", ""), True),
    ],
)
def test_exact_allows_what_the_gold_rounds_and_no_more(
    gold: tuple[str, str], figure: tuple[str, str], exact: bool
) -> None:
    assert is_exact(GoldNumber.of(*gold), {"value": figure[0], "unit": figure[1]}) is exact


def test_half_a_list_is_half_recalled(question: Question, answer: dict[str, Any]) -> None:
    lost_list_item(answer)
    assert mark(question, answer).list_recall == pytest.approx(0.5)


def test_a_rise_told_as_a_fall_is_seen(question: Question, answer: dict[str, Any]) -> None:
    rise = replace(question, numbers=tuple(replace(number, value=-number.value) for number in question.numbers))
    assert "sign" in mark(rise, answer).lacks()
    assert "sign" not in mark(replace(rise, type="compare"), answer).lacks()


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("是。2026 年 5 万元", "yes"),
        ("是的。5 万元", "yes"),
        ("不是。5 万元", "no"),
        ("Yes. It rose", "yes"),
        ("No. It fell", "no"),
        ("Not found: nothing", ""),
        ("没有找到：无", ""),
        ("各处一致：5 万元", "yes"),
        ("一处 5 人，另一处 6 人，前后不一致。", "no"),
        ("2026 年 5 万元", ""),
    ],
)
def test_yes_and_no_are_read_from_the_text(text: str, verdict: str) -> None:
    assert stated_verdict(text) == verdict


def test_a_wrong_verdict_is_seen(question: Question, answer: dict[str, Any]) -> None:
    asked = replace(question, verdict="no")
    for text, lacks in (
        (f"不是。{answer['text']}", ()),
        (f"是。{answer['text']}", ("verdict",)),
        (answer["text"], ("verdict",)),
    ):
        assert mark(asked, {**answer, "text": text}).lacks() == lacks
    assert mark(asked, None).verdict is False
    assert mark(replace(asked, verdict="yes"), {"status": "not_found", "text": "没有与它相符的数据"}).verdict is False
