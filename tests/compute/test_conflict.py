"""A filing that contradicts itself is shown to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.compute.conflict import rivals
from budget.compute.operate import operate
from tests.answering import KASHGAR, ask, desk_of, stated, values
from tests.made_up_filing import basic, filing, row, statement, table

COUNTED = filing(
    table("performance", ("指标值",), row("", "发放取暖补助人数", "2458"), unit="人", title="绩效目标表"),
    statements=[statement("取暖补助", "发放2456人的取暖补助。", amount="2456", unit="人")],
)
SLIPPED = filing(
    table("performance", ("指标值（元）",), row("", "护林补助总支出", "438.7"), unit="元", title="绩效目标表"),
    statements=[statement("护林补助", "发放护林补助438.7万元。", amount="438.7")],
)


def test_a_count_told_differently_is_shown_in_both_places() -> None:
    outcome = operate(desk_of("取暖补助发给多少人？", COUNTED))
    assert {value for value, _ in values(outcome)} == {Decimal(2458), Decimal(2456)}
    assert any(line.key == "conflict.other" for line in outcome.lines)
    assert any(line.key == "caveat.conflict" for line in outcome.caveats)


def test_a_unit_slip_is_shown_with_both_units() -> None:
    outcome = operate(desk_of("护林补助是多少？", SLIPPED))
    assert set(values(outcome)) == {(Decimal("438.7"), "万元"), (Decimal("438.7"), "元")}
    assert any(line.key == "caveat.unit" for line in outcome.caveats)


@pytest.mark.parametrize("other", ["2458", "1200"])
def test_equal_or_quite_other_counts_are_no_conflict(other: str) -> None:
    calm = filing(
        COUNTED.tables[0], statements=[statement("取暖补助", f"发放{other}人的取暖补助。", amount=other, unit="人")]
    )
    desk = desk_of("取暖补助发给多少人？", calm)
    assert all(rivals(desk, fact) == [] for fact in desk.shelf.links.facts)


def test_one_amount_in_two_units_is_no_conflict() -> None:
    calm = filing(
        basic(row("30201", "办公费", "123,000"), unit="元"),
        statements=[statement("办公费", "办公费12.30万元。", amount="12.30")],
    )
    desk = desk_of("办公费是多少？", calm)
    assert all(rivals(desk, fact) == [] for fact in desk.shelf.links.facts)


def test_the_sample_by_its_counts() -> None:
    answer = ask("破产企业冬碳费发给多少人？", KASHGAR)
    assert {Decimal(2456), Decimal(2458)} <= {value for value, _ in stated(answer)}
    assert "conflict" in {caveat.code for caveat in answer.caveats}
    assert "2,456" in answer.text and "2,458" in answer.text


def test_the_sample_by_its_units() -> None:
    answer = ask("丧葬费补助多少钱？", KASHGAR)
    assert {(Decimal("438.7"), "万元"), (Decimal("438.7"), "元")} <= stated(answer)
    assert {"unit", "conflict"} & {caveat.code for caveat in answer.caveats}


def test_figures_that_agree_get_no_warning() -> None:
    answer = ask("住房公积金是多少？", KASHGAR)
    assert {caveat.code for caveat in answer.caveats} & {"conflict", "unit", "recovered"} == set()
