"""How one line moved at several bodies, each told by its own filing."""

from __future__ import annotations

from decimal import Decimal

from app.answering.service import AnswerService
from budget.answer import Answer
from budget.filing import Filing
from index.memory import memory_library
from tests.answer_rules import broken_promises
from tests.answering import stated
from tests.made_up_filing import expenditure, filing, row, statement


def of(body: str, amount: str, delta: str, percent: str, reason: str) -> Filing:
    way = "减少" if delta.startswith("-") else "增加"
    quote = f"公务接待费{amount}万元，比上年预算{way}{delta.lstrip('-')}万元，主要原因是：{reason}。"
    file = f"{body}-2026.txt"
    told = statement("公务接待费", quote, file=file, amount=amount, delta=delta, percent=percent, reason=reason)
    return filing(
        expenditure(row("", "合计", "90", "60", "30")), statements=[told], file=file, department=body, year=2026
    )


PARK, FINANCE = "绿水市园林处", "绿水市财政局"
FAR_FINANCE = "青山市财政局"
LIBRARY = AnswerService(
    memory_library(
        [
            of(PARK, "6.00", "-2.00", "-25.00", "压减接待批次"),
            of(FINANCE, "30.00", "-3.00", "-9.09", "厉行节约"),
            of(FAR_FINANCE, "12.00", "4.00", "50.00", "承办会议增多"),
        ]
    )
)


def asked(question: str) -> Answer:
    answer = LIBRARY.ask(question)
    assert broken_promises(answer) == []
    return answer


def test_each_body_with_its_change_and_its_reason() -> None:
    answer = asked("园林处和绿水市财政局的招待费今年各减了多少？原因分别是什么？")
    wanted = {(Decimal(n), u) for n, u in (("-2.00", "万元"), ("-25.00", "%"), ("-3.00", "万元"), ("-9.09", "%"))}
    assert wanted <= stated(answer)
    assert "压减接待批次" in answer.text and "厉行节约" in answer.text
    assert "承办会议增多" not in answer.text


def test_bodies_of_one_name_are_told_apart_by_their_cities() -> None:
    answer = asked("绿水市财政局和青山市财政局的招待费一升一降，各变了多少？")
    assert "绿水市财政局" in answer.text and "青山市财政局" in answer.text


def test_who_moved_most_by_percentage_and_in_money() -> None:
    by_percent = asked("三家的招待费今年谁减得最狠？按比例算减了百分之几？")
    assert by_percent.text.startswith("变动最大的是绿水市园林处")
    in_money = asked("三家的招待费今年谁减得最多？减了多少钱？")
    assert in_money.text.startswith("变动最大的是绿水市财政局")


def test_who_rose_stands_first() -> None:
    answer = asked("三家单位的招待费，今年只有谁是涨的？涨了多少，原因是什么？")
    assert answer.text.startswith("青山市财政局")
    assert answer.figures[0].value == Decimal("4.00")


def test_last_years_figure_of_each_body() -> None:
    answer = asked("园林处和绿水市财政局去年的招待费各是多少？")
    assert {(Decimal("8.00"), "万元"), (Decimal("33.00"), "万元")} <= stated(answer)


def test_a_body_that_tells_no_change_still_tells_its_figure() -> None:
    silent = filing(
        expenditure(row("", "合计", "90", "60", "30")),
        statements=[statement("公务接待费", "公务接待费7.00万元。", file="docks.txt", amount="7.00")],
        file="docks.txt",
        department="绿水市港口局",
    )
    filings = [of(PARK, "6.00", "-2.00", "-25.00", "压减接待批次"), of(FINANCE, "30.00", "-3.00", "-9.09", "厉行节约")]
    answer = AnswerService(memory_library([*filings, silent])).ask("园林处、财政局、港口局的招待费各增减了多少？")
    assert (Decimal("7.00"), "万元") in stated(answer) and "港口局：" in answer.text
