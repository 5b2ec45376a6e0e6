"""The one door from printed text to Decimal, and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget.number import decimal_to_text, fold, group_digits, squeeze, text_to_decimal

MONEY = st.decimals(min_value=-(10**10), max_value=10**10, places=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3032.71", "3032.71"),
        ("3,032.71", "3032.71"),
        ("189,767,551", "189767551"),
        ("３０３２．７１", "3032.71"),
        (" 3032\n.71 ", "3032.71"),
        ("−8,261.02", "-8261.02"),
        ("—8261.02", "-8261.02"),
        ("(8,261.02)", "-8261.02"),
        ("（8261.02）", "-8261.02"),
        ("78.90%", "78.90"),
        ("0.00", "0.00"),
        ("+5", "5"),
        ("△8,261.02", "-8261.02"),
        ("▲ 7.94％", "-7.94"),
        ("（20.00%）", "-20.00"),
        ("(-20)", "-20"),
        ("￥1,234.50", "1234.50"),
    ],
)
def test_reads_what_filings_print(text: str, expected: str) -> None:
    value = text_to_decimal(text)
    assert value is not None
    assert decimal_to_text(value) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        "—",
        "/",
        "无",
        "3032.71万元",
        "≥95%",
        "1,23",
        "12,3456",
        "1.2.3",
        "2026年",
        "1e5",
        "NaN",
        "Infinity",
        "..",
        "()",
        "12-13",
        "½x",
    ],
)
def test_what_is_no_single_number_stays_words(text: str) -> None:
    assert text_to_decimal(text) is None


def test_blank_is_not_zero() -> None:
    assert text_to_decimal("") is None
    assert text_to_decimal("0") == 0


@given(MONEY)
def test_printed_with_separators_and_read_again(value: Decimal) -> None:
    assert text_to_decimal(group_digits(value)) == value
    assert text_to_decimal(decimal_to_text(value)) == value


@given(st.text(max_size=20))
def test_never_fails_and_gives_finite_numbers(text: str) -> None:
    value = text_to_decimal(text)
    assert value is None or value.is_finite()


@given(st.text(alphabet="一二万元（）()％%，,.．0１2−－ \n\u3000AaＡ", max_size=30))
def test_squeezing_twice_is_squeezing_once(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


def test_plain_text_keeps_its_digits() -> None:
    assert decimal_to_text(Decimal("0.00")) == "0.00"
    assert decimal_to_text(Decimal("1E+5")) == "100000"
    assert decimal_to_text(Decimal("-0.0000001")) == "-0.0000001"


def test_rounds_half_up() -> None:
    assert group_digits(Decimal("2.345"), 2) == "2.35"
    assert group_digits(Decimal("-2.345"), 2) == "-2.35"
    assert group_digits(Decimal("1234567.5"), 0) == "1,234,568"


def test_folding_meets_two_printings_of_one_label() -> None:
    assert squeeze("因公出国（境） 费") == squeeze("因公出国(境)费")
    assert fold("－５ ％") == "-5 %"
