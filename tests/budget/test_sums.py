"""Which cells add up to which, and within what rounding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.sums import Outcome, adds_up, column_groups, outcome, row_groups
from budget.table import Row


@pytest.mark.parametrize(
    ("total", "parts", "holds"),
    [
        ("10.00", ["3.00", "7.00"], True),
        ("10.01", ["3.00", "7.00"], True),
        ("10.02", ["3.00", "7.00"], False),
        ("154369326", ["154369320", "7"], True),
        ("154369326", ["154369320", "8"], False),
        ("5", ["4"], False),
        ("5", ["4.6"], True),
    ],
)
def test_tolerance_is_half_a_unit_of_the_last_digit_a_term(total: str, parts: list[str], holds: bool) -> None:
    assert adds_up(Decimal(total), [Decimal(part) for part in parts]) is holds


def test_blank_is_not_zero() -> None:
    assert outcome(None, [None, None]) is Outcome.BLANK
    assert outcome(Decimal(5), [None]) is Outcome.ONE_SIDED
    assert outcome(None, [Decimal(5)]) is Outcome.ONE_SIDED
    assert outcome(Decimal(5), [Decimal(5), None]) is Outcome.HOLDS
    assert outcome(Decimal(5), [Decimal(4)]) is Outcome.BROKEN


def test_rows_by_code_and_totals() -> None:
    rows = [
        Row("类", (), "208"),
        Row("款", (), "20801", 2),
        Row("项", (), "2080101", 3),
        Row("类", (), "210"),
        Row("合计", (), level=0),
    ]
    assert row_groups(rows) == [(0, (1,)), (1, (2,)), (4, (0, 3))]


def test_a_second_total_is_over_the_first_and_what_follows() -> None:
    rows = [Row("一、拨款", ()), Row("其中：补助", (), level=2), Row("本年合计", (), level=0)]
    rows += [Row("上年结转", ()), Row("总计", (), level=0)]
    assert row_groups(rows) == [(2, (0,)), (4, (2, 3))]


def test_columns_by_their_paths() -> None:
    columns = (
        "合计",
        "财政拨款 / 小计",
        "财政拨款 / 基本支出 / 人员经费",
        "财政拨款 / 项目支出",
        "单位资金",
        "其中：上级",
    )
    assert column_groups(columns) == [(0, (1, 4)), (1, (2, 3))]
