"""One line over several years of a body, or over several bodies of a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.answering.service import AnswerService
from budget.answer import Answer, Status
from budget.compute.operate import operate
from budget.filing import Filing
from index.memory import memory_library
from tests.answer_rules import broken_promises
from tests.answering import ask, desk_of, money, results, stated, values
from tests.made_up_filing import basic, expenditure, filing, row, statement

PARK, FINANCE, PETITIONS = "绿水市园林处", "绿水市财政局", "绿水市信访局"


def of(body: str, year: int, wages: int, project: int) -> Filing:
    total = str(wages + project)
    return filing(
        expenditure(row("", "合计", total, str(wages), str(project))),
        basic(row("30101", "基本工资", str(wages)), row("", "合计", str(wages))),
        file=f"{body}-{year}.txt",
        department=body,
        year=year,
    )


LIBRARY = AnswerService(
    memory_library(
        [
            of(PARK, 2024, 10, 20),
            of(PARK, 2025, 12, 30),
            of(PARK, 2026, 15, 25),
            of(FINANCE, 2026, 40, 5),
            of(PETITIONS, 2026, 8, 2),
        ]
    )
)


def asked(question: str) -> Answer:
    answer = LIBRARY.ask(question)
    assert broken_promises(answer) == []
    return answer


def wan(*values: int) -> list[Decimal]:
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "question", ["园林处近三年的基本工资", "园林处2024年以来的基本工资", "园林处这三年基本工资分别是多少"]
)
def test_a_line_over_the_years_oldest_first(question: str) -> None:
    answer = asked(question)
    assert answer.plan["operation"] == "across"
    assert money(answer)[:3] == wan(10, 12, 15)
    assert [answer.text.index(year) for year in ("2024", "2025", "2026")] == sorted(
        answer.text.index(y) for y in ("2024", "2025", "2026")
    )


@pytest.mark.parametrize(
    "question",
    [
        "园林处2025年基本工资比2024年多多少？",
        "How did the basic wages of the park office change from 2024 to 2025?",
    ],
)
def test_two_years_against_each_other(question: str) -> None:
    answer = asked(question)
    assert {(Decimal(2), "万元"), (Decimal("20.00"), "%")} <= stated(answer)
    assert (Decimal(15), "万元") not in stated(answer)


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("园林处基本工资逐年增加吗？", True),
        ("园林处项目支出逐年增加吗？", False),
        ("园林处基本工资逐年减少吗？", False),
    ],
)
def test_a_claimed_trend(question: str, yes: bool) -> None:
    assert asked(question).text.startswith("是") is yes


def test_who_has_most_and_least() -> None:
    most = asked("财政局、信访局和园林处谁的基本工资最多？")
    assert money(most)[0] == Decimal(40) and most.text.index("财政局") < most.text.index("信访局")
    least = asked("哪家单位基本工资最少？")
    assert money(least)[0] == Decimal(8) and least.text.index("信访局") < least.text.index("财政局")


def test_two_things_asked_of_several_bodies() -> None:
    answer = asked("园林处和财政局谁的基本工资多？项目支出谁多？")
    assert {*wan(15, 40), *wan(25, 5)} <= set(money(answer))


def test_all_bodies_together() -> None:
    answer = asked("三家单位基本工资一共多少？")
    assert money(answer)[0] == Decimal(63)
    assert {Decimal(40), Decimal(15), Decimal(8)} <= set(money(answer))


def test_one_body_among_all() -> None:
    answer = asked("三家单位基本工资一共多少，财政局占百分之几？")
    assert {(Decimal(63), "万元"), (Decimal("63.49"), "%")} <= stated(answer)


def test_each_figure_is_cited_to_its_own_filing() -> None:
    answer = asked("各单位的基本工资是多少？")
    cited = {c.id: c for c in answer.citations}
    for figure in results(answer):
        files = {cited[id].filing for id in figure.citations}
        assert len(files) == 1 and cited[figure.citations[0]].value == figure.value


def test_one_filing_is_no_comparison() -> None:
    assert asked("财政局近三年的基本工资").plan["operation"] != "across"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("园林处2024年的基本工资是多少？", 10),
        ("园林处2025年的项目支出是多少？", 30),
        ("财政局的项目支出是多少？", 5),
        ("信访局2026年的基本工资是多少？", 8),
    ],
)
def test_body_and_year_choose_the_filing(question: str, value: int) -> None:
    assert money(asked(question))[0] == Decimal(value)


def test_the_newest_filing_is_taken_where_no_year_is_named_and_said_so() -> None:
    answer = asked("园林处的基本工资是多少？")
    assert money(answer) == wan(15)
    assert "year" in {caveat.code for caveat in answer.caveats}


def test_a_question_that_names_no_body_is_not_answered_for_one() -> None:
    answer = asked("2026年基本工资是多少？")
    assert answer.status is Status.CLARIFY or {Decimal(15), Decimal(40), Decimal(8)} <= set(money(answer))


def test_the_sample_over_three_years() -> None:
    answer = ask("万里街道三年来的项目支出怎么变化？")
    assert [value.quantize(Decimal("0.01")) for value in money(answer)[:3]] == [
        Decimal("6557.23"),
        Decimal("5650.51"),
        Decimal("8842.58"),
    ]
    assert (Decimal("56.49"), "%") in stated(answer)
    assert broken_promises(answer) == []


def test_unlike_figures_are_not_added_up() -> None:
    assert broken_promises(ask("两家一共多少项目支出？万里街道占百分之几？")) == []


def _with_vehicles(body: str, number: str) -> Filing:
    told = statement(
        "车辆", f"共有车辆{number}辆。", amount=number, unit="辆", headings=("国有资产占用情况",), file=f"{body}.txt"
    )
    return filing(statements=[told], department=f"绿水市{body}", file=f"{body}.txt")


@pytest.mark.parametrize(
    ("question", "cars", "verdict"),
    [
        ("两家里是不是只有园林处有车？", ("3", "0"), "verify.yes"),
        ("两家里是不是只有园林处有车？", ("3", "2"), "verify.no"),
        ("两家里是不是只有园林处没有车？", ("0", "2"), "verify.yes"),
    ],
)
def test_one_alone_has_it(question: str, cars: tuple[str, str], verdict: str) -> None:
    outcome = operate(desk_of(question, _with_vehicles("园林处", cars[0]), _with_vehicles("水务局", cars[1])))
    assert outcome.lines[0].key == verdict
    assert {value for value, _ in values(outcome)} == {Decimal(n) for n in cars}


def test_a_ranking_is_told_in_its_order_and_each_figure_says_whose_it_is() -> None:
    answer = asked("三个单位今年的基本工资从高到低排一下")
    assert [answer.text.index(name) for name in ("：40", "：15", "：8")] == sorted(
        answer.text.index(name) for name in ("：40", "：15", "：8")
    )
    told = {figure.label: figure.value for figure in answer.figures if figure.role == "result"}
    assert {label.split(" · ")[-1] for label in told if " · " in label} == {"园林处", "财政局", "信访局"}
    assert told["财政局 - 信访局"] == 32
