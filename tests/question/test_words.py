"""The words of a question that name something, and how a filing may print them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budget.number import fold
from budget.question.words import Unit, Vocabulary, stem
from tests.answering import plain_vocabulary


def named(text: str, vocabulary: Vocabulary | None = None) -> list[str]:
    return [unit.text for unit in (vocabulary or plain_vocabulary()).units(text) if unit.known]


def unit(text: str) -> Unit:
    return next(unit for unit in plain_vocabulary().units(text) if unit.known)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("项目支出是多少", ["项目支出"]),
        ("基本工资和津贴补贴加起来多少", ["基本工资", "津贴补贴"]),
        ("机关事业单位基本养老保险缴费支出是多少", ["机关事业单位基本养老保险缴费支出"]),
        ("那今年是多少呢", []),
    ],
)
def test_the_longest_name_wins_and_asking_names_nothing(question: str, names: list[str]) -> None:
    assert named(question) == names


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("招待费花了多少", "公务接待费"),
        ("what did they spend on official receptions?", "公务接待费"),
        ("工资一共多少", "工资福利支出"),
        ("how much is the housing provident fund?", "住房公积金"),
        ("公车养一年多少钱", "公务用车运行维护费"),
        ("project spending", "项目支出"),
        ("office supplies", "办公费"),
        ("三公花了多少", "三公经费"),
    ],
)
def test_everyday_and_english_words_lead_to_what_filings_print(question: str, printed: str) -> None:
    assert any(printed in unit.alternatives for unit in plain_vocabulary().units(question)), named(question)


def test_a_unit_knows_where_it_stands() -> None:
    text = "请问住房公积金和退休费各是多少"
    for one in plain_vocabulary().units(text):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("2080101是多少", ["2080101"]),
        ("20801 和 208 各多少", ["20801", "208"]),
        ("30101花多少", ["30101"]),
        ("2026年的预算", []),
        ("208万元够吗", []),
        ("208.01", []),
        ("涨了208%", []),
        ("12345678", []),
        ("over 1,208 yuan", []),
    ],
)
def test_codes_are_told_from_years_and_amounts(question: str, codes: list[str]) -> None:
    assert [unit.text for unit in plain_vocabulary().units(question) if unit.kind == "code"] == codes


def test_the_librarys_own_names_are_words_of_the_question() -> None:
    vocabulary = Vocabulary(["湖滨公园改造", "冬季取暖（补助）"])
    assert named("湖滨公园改造花了多少", vocabulary) == ["湖滨公园改造"]
    found = next(u for u in vocabulary.units("湖滨公园改造花了多少") if u.known)
    assert (found.kind, found.alternatives) == ("label", ("湖滨公园改造",))
    assert named("湖滨公园改造花了多少") != ["湖滨公园改造"]


def test_a_name_printed_full_width_is_found_as_typed() -> None:
    assert named(fold("冬季取暖（补助）多少"), Vocabulary(["冬季取暖(补助)"])) == ["冬季取暖(补助)"]


def test_unknown_words_are_kept_but_marked() -> None:
    vocabulary = Vocabulary(segment=lambda text: ["量子", "对撞机"] if text == "量子对撞机" else [text])
    loose = [(u.text, u.known) for u in vocabulary.units("量子对撞机")]
    assert loose == [("量子", False), ("对撞机", False)]


def test_a_number_of_the_question_is_no_everyday_word() -> None:
    assert "120" not in named("每人每月120元")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("receptions", "reception"),
        ("salaries", "salary"),
        ("budgeted", "budget"),
        ("spending", "spend"),
        ("vehicles", "vehicle"),
        ("buses", "bus"),
        ("Department's", "department"),
        ("planned", "plan"),
    ],
)
def test_endings_do_not_matter(word: str, other: str) -> None:
    assert stem(word) == stem(other)


@pytest.mark.parametrize(("word", "other"), [("rent", "rate"), ("cars", "cases"), ("wages", "water")])
def test_stems_keep_words_apart(word: str, other: str) -> None:
    assert stem(word) != stem(other)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read(text: str) -> None:
    folded = fold(text)
    units = plain_vocabulary().units(folded)
    assert all(0 <= u.start < u.end <= len(folded) and u.text == folded[u.start : u.end] for u in units)
    assert [u.start for u in units] == sorted(u.start for u in units)
