"""How amounts are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.amount import Amount
from prompts.display import show, show_amount
from prompts.wording import load_wording


@pytest.mark.parametrize(
    ("value", "unit", "chinese", "english"),
    [
        ("8261.02", "万元", "8,261.02 万元", "RMB 82.61 million (8,261.02 万元)"),
        ("3.51", "万元", "3.51 万元", "RMB 35,100 (3.51 万元)"),
        ("12.5", "亿元", "12.5 亿元", "RMB 1.25 billion (12.5 亿元)"),
        ("870.06", "元", "870.06 元", "RMB 870.06 yuan"),
        ("4333478", "元", "433.35 万元", "RMB 4.33 million (433.35 万元)"),
        ("73.15", "%", "73.15%", "73.15%"),
        ("2456", "人", "2,456 人", "2,456 people"),
        ("8.5", "万人", "8.5 万人", "85,000 people (8.5 万人)"),
        ("7", "辆", "7 辆", "7 vehicles"),
        ("10000", "", "10,000", "10,000"),
        ("0.00", "万元", "0.00 万元", "RMB 0 (0.00 万元)"),
    ],
)
def test_amounts(value: str, unit: str, chinese: str, english: str) -> None:
    amount = Amount(Decimal(value), unit)
    assert show_amount(amount, "zh") == chinese
    assert show_amount(amount, "en") == english


@pytest.mark.parametrize(
    ("value", "how", "chinese", "english"),
    [
        ("-8261.02", "change", "减少 8,261.02 万元", "down RMB 82.61 million (8,261.02 万元)"),
        ("173.64", "change", "增加 173.64 万元", "up RMB 1.74 million (173.64 万元)"),
        ("-173.64", "gap", "173.64 万元", "RMB 1.74 million (173.64 万元)"),
    ],
)
def test_a_change_is_said_in_words_and_not_signed(value: str, how: str, chinese: str, english: str) -> None:
    amount = Amount(Decimal(value), "万元")
    assert show(amount, how, None, load_wording("zh")) == chinese
    assert show(amount, how, None, load_wording("en")) == english


def test_percentages_fall_and_rise() -> None:
    assert show(Amount(Decimal("-73.15"), "%"), "percent_change", None, load_wording("zh")) == "下降 73.15%"
    assert show(Amount(Decimal("27.23"), "%"), "percent_change", None, load_wording("en")) == "up 27.23%"


@pytest.mark.parametrize(
    ("bound", "chinese", "english"),
    [
        (">=", "不少于 95%", "at least 95%"),
        ("<=", "不超过 95%", "at most 95%"),
        (None, "95%", "95%"),
    ],
)
def test_a_bound_is_said(bound: str | None, chinese: str, english: str) -> None:
    amount = Amount(Decimal(95), "%")
    assert show(amount, "plain", bound, load_wording("zh")) == chinese
    assert show(amount, "plain", bound, load_wording("en")) == english


def test_more_than_two_decimals_are_rounded_half_up_to_two() -> None:
    assert show_amount(Amount(Decimal("433.345"), "万元"), "zh") == "433.35 万元"
