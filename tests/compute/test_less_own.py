"""A department's budget less its unit's own, and sums that moved."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.compute.operate import operate
from budget.filing import Filing, FilingKind
from tests.answering import desk_of, values
from tests.made_up_filing import expenditure, filing, row, statement


def _of(kind: FilingKind, total: str, trees: str) -> Filing:
    file = f"park-{kind.name}.txt"
    told = statement("支出预算", f"支出预算{total}万元。", file=file, amount=total)
    lines = expenditure(row("2120501", "绿化养护", trees, "0", trees), row("", "合计", total, "0", total))
    return replace(filing(lines, statements=[told], file=file, kind=kind), title=f"绿水市{kind.value}")


WHOLE = _of(FilingKind.DEPARTMENT_BUDGET, "900.00", "400.00")
OWN = _of(FilingKind.UNIT_BUDGET, "650.00", "120.00")


@pytest.mark.parametrize(
    "question",
    [
        "园林处的部门预算减去它本级的单位预算，留给苗圃中心的有多少？其中绿化养护是多少？",
        "园林处整个部门的预算扣掉处本部，下属苗圃一年有多少预算？其中绿化养护多少钱？",
    ],
)
def test_what_is_left_for_the_units_that_publish_nothing(question: str) -> None:
    outcome = operate(desk_of(question, WHOLE, OWN))
    assert values(outcome) == [(Decimal("250.00"), "万元"), (Decimal("280.00"), "万元")]


def test_without_the_units_own_filing_nothing_is_taken_away() -> None:
    outcome = operate(desk_of("园林处的部门预算减去它本级的单位预算，还有多少？", WHOLE))
    assert outcome.operation != "difference"


@pytest.mark.parametrize("asked", ["比去年多了还是少了，差多少？", "比去年增加了多少？"])
def test_a_sum_moved_as_its_parts_moved_together(asked: str) -> None:
    told = [
        statement("提租补贴", "提租补贴55.00万元，比上年增加26.00万元。", amount="55.00", delta="26.00"),
        statement("购房补贴", "购房补贴40.00万元，比上年减少24.00万元。", 1, amount="40.00", delta="-24.00"),
    ]
    question = f"提租补贴和购房补贴合起来，今年一共安排多少钱？{asked}"
    found = values(operate(desk_of(question, filing(statements=told))))
    assert found[:2] == [(Decimal("95.00"), "万元"), (Decimal("2.00"), "万元")]
