"""One question asked of several bodies: their figures side by side, ranked, divided."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.answering.service import AnswerService
from budget.answer import Answer, Status
from budget.filing import Filing
from budget.question.bodies import told_apart
from budget.table import Row
from index.memory import memory_library
from tests.answer_rules import broken_promises
from tests.answering import money, stated
from tests.made_up_filing import basic, expenditure, filing, row, statement

SPRING, XI_AN = "春城市信访局", "西安市信访局"


def _of(body: str, wages: str, welfare: str, guests: tuple[str, str, str]) -> Filing:
    amount, delta, percent = guests
    told = statement(
        "公务接待费",
        f"公务接待费{amount}万元，比上年减少{delta}万元，下降{percent}%。",
        amount=amount,
        unit="万元",
        delta=f"-{delta}",
        percent=f"-{percent}",
        file=f"{body}.txt",
    )
    return filing(
        expenditure(row("", "合计", wages, wages, "0")),
        basic(row("30101", "基本工资", wages), row("30229", "福利费", welfare)),
        statements=[told],
        file=f"{body}.txt",
        department=body,
        year=2026,
    )


LIBRARY = AnswerService(
    memory_library(
        [_of(SPRING, "30", "4", ("9", "1", "10")), _of(XI_AN, "12", "5", ("6", "6", "50"))],
    )
)


def asked(question: str) -> Answer:
    answer = LIBRARY.ask(question)
    assert broken_promises(answer) == []
    assert answer.plan["operation"] == "across", answer.text
    return answer


def test_bodies_of_one_name_are_told_apart_by_their_regions() -> None:
    text = asked("春城、西安两家信访局，基本工资从高到低怎么排？").text
    assert text.index(SPRING) < text.index(XI_AN)


@pytest.mark.parametrize(
    "question",
    ["春城市信访局的基本工资是西安市信访局的多少倍？两边各是多少？", "春城信访局今年的基本工资是西安信访局的几倍？"],
)
def test_how_many_times_one_is_the_other(question: str) -> None:
    answer = asked(question)
    assert answer.figures[0].value == Decimal("2.50") and answer.figures[0].unit == "倍"
    assert {Decimal(30), Decimal(12)} <= set(money(answer))


@pytest.mark.parametrize(
    "question",
    [
        "春城和西安的信访局基本工资哪家多？多多少？",
        "How much do the Xi'an and Chuncheng petitions bureaus each budget for basic wages, and what is the gap?",
    ],
)
def test_how_far_apart_they_are(question: str) -> None:
    assert {Decimal(30), Decimal(12), Decimal(18)} <= set(money(asked(question)))


def test_lines_that_the_question_adds_up_itself() -> None:
    answer = asked("春城信访局和西安信访局的基本工资加福利费，哪家多？")
    assert money(answer)[:2] == [Decimal(34), Decimal(17)]


def _with_cars(body: str, count: str, unit: str) -> Filing:
    told = statement("车辆", f"共有车辆{count}{unit}。", amount=count, unit=unit, file=f"{body}.txt")
    return filing(
        expenditure(row("", "合计", "9", "9", "0")), statements=[told], file=f"{body}.txt", department=body, year=2026
    )


def test_counts_in_unlike_units_are_not_set_against_each_other() -> None:
    bodies = [
        _with_cars("春城市信访局", "3", "辆"),
        _with_cars("西安市信访局", "2", "台"),
        _with_cars("长沙市信访局", "4", "辆"),
    ]
    answer = AnswerService(memory_library(bodies)).ask("三家信访局一共有多少车辆？哪家最多？")
    assert {(figure.value, figure.unit) for figure in answer.figures if figure.unit} >= {(Decimal(7), "辆")}
    assert all(figure.unit != "台" for figure in answer.figures)


def test_who_sets_aside_more_and_by_how_much() -> None:
    answer = asked("Of 春城市信访局 and 西安市信访局, which sets aside more for welfare (福利费), and by how much?")
    assert answer.figures[0].label.endswith(told_apart([SPRING, XI_AN])[1])
    assert {(Decimal(5), "万元"), (Decimal(4), "万元"), (Decimal(1), "万元")} <= stated(answer)


def test_how_much_they_have_between_them() -> None:
    answer = asked("How much do 春城市信访局 and 西安市信访局 spend on basic wages (基本工资) between them?")
    assert money(answer)[0] == Decimal(42)


def test_who_does_not_say_it_is_named_and_what_fits_far_worse_is_not_taken() -> None:
    def body(name: str, *rows: Row) -> Filing:
        return filing(expenditure(*rows), file=f"{name}.txt", department=name, year=2026)

    whole = row("", "支出合计", "90", "80", "10")
    bodies = [
        body("春城市信访局", row("2010308", "信访信息化建设", "7", "0", "7"), whole),
        body("西安市信访局", row("2010308", "信访信息化建设", "5", "0", "5"), whole),
        body("长沙市信访局", whole),
    ]
    answer = AnswerService(memory_library(bodies)).ask("哪个信访局的信访信息化建设支出最多？")
    assert money(answer) == [Decimal(7), Decimal(5), Decimal(2), Decimal(7), Decimal(5)]
    assert "文件没有给出、或算不出的：长沙市信访局" in answer.text
    alone = AnswerService(memory_library(bodies[1:])).ask("哪个信访局的信访信息化建设支出最多？")
    assert money(alone) == [Decimal(5)]
    assert "长沙市信访局" in alone.text


def test_heads_that_nobody_gives_are_not_taken_for_another_ranking() -> None:
    told = filing(expenditure(row("", "合计", "90", "80", "10"), row("301", "工资福利支出", "60", "60", "0")))
    bodies = [replace(told, file=f"{name}.txt", department=name) for name in ("春城市信访局", "西安市信访局")]
    answer = AnswerService(memory_library(bodies)).ask("哪个信访局的人均基本支出最高？")
    assert answer.status is Status.NOT_FOUND
    assert not answer.figures
