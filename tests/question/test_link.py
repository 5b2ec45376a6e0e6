"""Which printed lines a question's words mean, and how surely."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budget.fact import Fact, filing_to_facts
from budget.line import line_name
from budget.number import fold
from budget.question.judge import Match
from budget.question.link import Links
from budget.question.strings import PrintedStrings, bare_name, pairs
from budget.question.words import Unit, Vocabulary
from tests.made_up_filing import basic, expenditure, filing, row, statement, table

PARK = filing(
    expenditure(
        row("212", "城乡社区支出", "300", "100", "200"),
        row("21201", "城乡社区管理事务", "120", "90", "30", level=2),
        row("", "合计", "400", "100", "300"),
    ),
    basic(
        row("30101", "基本工资", "40"),
        row("30113", "住房公积金", "6"),
        row("30217", "公务接待费", "0.5"),
        row("30302", "退休费", ""),
        row("", "合计", "100"),
    ),
    table("project_expenditure", ("合计",), row("2120399", "其他公共设施", "50", detail="湖滨公园改造")),
    statements=[statement("政府采购预算", "政府采购预算15万元，其中政府采购货物预算9万元。", amount="15")],
)
LINKS = Links(filing_to_facts(PARK))
WORDS = Vocabulary(["湖滨公园改造"])


def units(question: str) -> list[Unit]:
    return [unit for unit in WORDS.units(fold(question)) if unit.known]


def matches(question: str, extra: Sequence[Unit] = ()) -> list[Match]:
    return LINKS.match(units(question), lambda fact: True, extra)


def best(question: str) -> Fact:
    return matches(question)[0].fact


@pytest.mark.parametrize(
    ("question", "name", "column"),
    [
        ("住房公积金是多少", "住房公积金", "合计"),
        ("招待费是多少", "公务接待费", "合计"),
        ("official receptions", "公务接待费", "合计"),
        ("湖滨公园改造花了多少", "湖滨公园改造", "合计"),
        ("项目支出是多少", "项目支出", "项目支出"),
        ("城乡社区管理事务的基本支出", "城乡社区管理事务", "基本支出"),
        ("城乡社区支出是多少", "城乡社区支出", "合计"),
        ("2120399是多少", "湖滨公园改造", "合计"),
        ("政府采购预算是多少", "政府采购预算", ""),
    ],
)
def test_words_find_their_line_and_column(question: str, name: str, column: str) -> None:
    assert (line_name(best(question)), best(question).column) == (name, column)


def test_matches_come_best_first_and_explain_no_more_than_all() -> None:
    found = matches("城乡社区管理事务的基本支出是多少")
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert all(0 <= m.precision <= 1 and 0 <= m.recall <= 1.0001 for m in found)
    assert found[0].recall > 0.9 and found[0].precision > 0.9


def test_what_nothing_printed_answers_to_is_not_explained() -> None:
    assert LINKS.match([Unit("核电站", ("核电站",), 0, 3)], lambda fact: True) == []
    half = LINKS.match([*units("住房公积金"), Unit("核电站", ("核电站",), 9, 12)], lambda fact: True)
    assert half[0].recall < matches("住房公积金")[0].recall


def test_nothing_asked_nothing_found() -> None:
    assert LINKS.match([], lambda fact: True) == []


def test_only_accepted_facts_are_found() -> None:
    assert LINKS.match(units("住房公积金"), lambda fact: fact.code == "30101") == []


def test_what_is_to_be_left_out_is_not_found() -> None:
    wanted, unwanted = units("基本工资和住房公积金")
    left_out = Unit(unwanted.text, unwanted.alternatives, unwanted.start, unwanted.end, unwanted.kind, excluded=True)
    found = LINKS.match([wanted, left_out], lambda fact: True)
    assert found and all(m.fact.label != "住房公积金" for m in found)


def test_the_context_only_adds() -> None:
    plain = {id(m.fact): m.score for m in matches("城乡社区管理事务")}
    helped = {id(m.fact): m.score for m in matches("城乡社区管理事务", units("基本支出"))}
    assert all(helped[fact] >= score - 1e-9 for fact, score in plain.items() if fact in helped)
    assert max(helped.values()) > max(plain.values())


def test_a_code_is_matched_whole() -> None:
    assert {m.fact.code for m in matches("21201") if m.recall > 0.9} == {"21201"}


def test_which_units_a_match_explains() -> None:
    asked = units("城乡社区管理事务的基本支出")
    found = LINKS.match(asked, lambda fact: True)[0]
    assert found.explained == found.named == frozenset(range(len(asked)))


def test_rare_words_weigh_more() -> None:
    assert LINKS.known_weight(units("住房公积金")[0]) > LINKS.known_weight(Unit("支出", ("支出",), 0, 2))
    assert LINKS.known_weight(units("湖滨公园改造")[0]) > LINKS.known_weight(Unit("支出", ("支出",), 0, 2))


def test_a_string_is_kept_once_however_it_is_printed() -> None:
    strings = PrintedStrings()
    assert strings.id("因公出国（境）费") == strings.id("因公出国(境) 费") != strings.id("公务接待费")
    assert strings.id("") == 0


def test_pairs_and_bare_names() -> None:
    assert pairs("甲乙丙") == {"甲乙", "乙丙"} and pairs("甲") == {"甲"}
    assert (
        bare_name("一、财政拨款收入")
        == bare_name("1.财政拨款收入")
        == bare_name("（一）财政拨款收入")
        == "财政拨款收入"
    )
    assert bare_name("其中：购置费") == "购置费"


def test_an_empty_library_links_nothing() -> None:
    assert Links([]).match(units("住房公积金"), lambda fact: True) == []
