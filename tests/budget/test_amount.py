"""Money, people and percentages keep their units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.amount import Amount, UnlikeUnits, dimension, readable, scale


@pytest.mark.parametrize(
    ("value", "unit", "other", "expected"),
    [
        ("30327100", "元", "万元", "3032.71"),
        ("3032.71", "万元", "元", "30327100"),
        ("1.5", "亿元", "万元", "15000"),
        ("12", "千元", "元", "12000"),
        ("45.59", "万人", "人", "455900"),
        ("2456", "名", "人", "2456"),
        ("0.7", "%", "百分点", "0.7"),
    ],
)
def test_converts_exactly(value: str, unit: str, other: str, expected: str) -> None:
    converted = Amount(Decimal(value), unit).to(other)
    assert (converted.value, converted.unit) == (Decimal(expected), other)


@pytest.mark.parametrize("value", ["0.01", "8261.02", "-73.15", "1581.24", "123456789.99"])
def test_there_and_back_changes_nothing(value: str) -> None:
    amount = Amount(Decimal(value), "万元")
    assert amount.to("元").to("亿元").to("万元").value == amount.value


@pytest.mark.parametrize(
    ("left", "right"), [("万元", "人"), ("元", "%"), ("元", "元/人/月"), ("辆", "台"), ("%", "万人")]
)
def test_unlike_units_refuse_and_say_which(left: str, right: str) -> None:
    with pytest.raises(UnlikeUnits, match="unlike units") as raised:
        Amount(Decimal(1), left) + Amount(Decimal(1), right)
    assert left in str(raised.value) and right in str(raised.value)
    with pytest.raises(UnlikeUnits):
        Amount(Decimal(1), left) - Amount(Decimal(1), right)


def test_sum_and_difference_are_in_the_left_unit() -> None:
    total = Amount(Decimal("1.5"), "万元") + Amount(Decimal(500), "元")
    assert total == Amount(Decimal("1.55"), "万元")
    assert Amount(Decimal(500), "元") - Amount(Decimal("1.5"), "万元") == Amount(Decimal(-14500), "元")
    assert -Amount(Decimal(3), "人") == Amount(Decimal(-3), "人")


def test_decimal_tenths_stay_tenths() -> None:
    assert (Amount(Decimal("0.1"), "万元") + Amount(Decimal("0.2"), "万元")).value == Decimal("0.3")


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万元", "money"),
        ("人次", "people"),
        ("%", "percent"),
        ("平方米", "area"),
        ("元/人/月", "money/人/月"),
        ("辆", "辆"),
        ("", ""),
    ],
)
def test_dimension(unit: str, expected: str) -> None:
    assert dimension(unit) == expected


def test_scale_is_one_where_a_unit_has_none() -> None:
    assert (scale("辆"), scale("万元"), scale("元/人/月")) == (1, 10_000, 1)


def test_large_sums_of_yuan_are_read_in_ten_thousands() -> None:
    assert readable(Amount(Decimal(4333478), "元")) == Amount(Decimal("433.3478"), "万元")
    assert readable(Amount(Decimal(-10000), "元")) == Amount(Decimal(-1), "万元")
    assert readable(Amount(Decimal(9999), "元")) == Amount(Decimal(9999), "元")
    assert readable(Amount(Decimal(20000), "人")) == Amount(Decimal(20000), "人")
