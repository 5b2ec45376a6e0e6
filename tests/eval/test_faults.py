"""Each measure sees the fault that it is meant to see, and only the answer that has it is lowered."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from eval.measure import MEASURES, mark
from eval.question import Question
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


def chatter(answer: dict[str, Any]) -> None:
    answer["text"] += "如前所述，" * 200


def figure_only_in_the_data(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("8,261.02", "许多")


@pytest.mark.parametrize(
    ("spoil", "lowered"),
    [
        (wrong_cell, {"numbers", "headline", "sign", "right"}),
        (wrong_sign, {"sign"}),
        (wrong_unit, {"numbers", "headline", "sign", "right"}),
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
    missing = mark(question, None)
    assert [name for name in MEASURES if getattr(missing, name)] == []
    assert missing.list_recall == 0


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
