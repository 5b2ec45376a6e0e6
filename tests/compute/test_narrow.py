"""Questions back: which project is meant, where the question does not say."""

from __future__ import annotations

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.filing import Filing
from tests.answering import desk_of
from tests.made_up_filing import filing, row, table

TWO = filing(
    table("project_expenditure", ("合计",), row("", "绿化养护项目", "30.00"), row("", "道路维修项目", "45.50"))
)
ONE = filing(table("project_expenditure", ("合计",), row("", "绿化养护项目", "30.00")))


@pytest.mark.parametrize("question", ["那个项目今年安排了多少钱？", "How much was set aside for that project?"])
def test_a_project_that_is_not_named_is_asked_for(question: str) -> None:
    outcome = operate(desk_of(question, TWO))
    assert outcome.status is Status.CLARIFY
    assert [option.count("绿化养护") for option in outcome.options] == [1, 0]


@pytest.mark.parametrize(
    ("question", "held"), [("那个项目今年安排了多少钱？", ONE), ("那个绿化养护项目安排了多少钱？", TWO)]
)
def test_one_project_or_a_named_one_is_not_asked_for(question: str, held: Filing) -> None:
    assert operate(desk_of(question, held)).status is not Status.CLARIFY
