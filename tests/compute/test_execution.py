"""How much of a budget was carried out, and whether it was reached."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.answer import Status
from budget.compute.operate import operate
from budget.filing import FilingKind
from tests.answering import desk_of, values
from tests.made_up_filing import filing, statement

TOLD = (("一般公共预算收入", "12.14", "113.8"), ("一般公共预算支出", "65.14", "99.2"))
CITY = filing(
    statements=[
        statement(
            name,
            f"{name}{amount}亿元，为年初预算的{rate}%。",
            at=at,
            amount=amount,
            unit="亿元",
            share=rate,
            share_of="年初预算",
        )
        for at, (name, amount, rate) in enumerate(TOLD)
    ],
    kind=FilingKind.GOVERNMENT_FINAL,
)


@pytest.mark.parametrize(
    ("question", "verdict", "rate"),
    [
        ("2026年一般公共预算收入超额完成年初预算了吗？", "verify.yes", "113.8"),
        ("2026年一般公共预算支出完成年初预算了吗？", "verify.no", "99.2"),
    ],
)
def test_a_printed_rate_decides_whether_the_budget_was_reached(question: str, verdict: str, rate: str) -> None:
    outcome = operate(desk_of(question, CITY))
    assert [line.key for line in outcome.lines] == [verdict, "execution.told"]
    assert (Decimal(rate), "%") in values(outcome)


def test_a_budget_alone_is_not_carried_out() -> None:
    budget = filing(statements=[statement("支出预算", "支出预算400.00万元。", amount="400.00")])
    assert operate(desk_of("园林处的预算完成了吗？", budget)).status is Status.NOT_FOUND
