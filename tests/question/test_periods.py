"""The years that a question speaks of."""

from __future__ import annotations

import pytest

from budget.question.periods import Periods, find_periods


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年的预算", (2026,)),
        ("2024年和2025年哪个多", (2024, 2025)),
        ("2025年度预算", (2025,)),
        ("the 2024 budget", (2024,)),
        ("between 2023 and 2025?", (2023, 2025)),
        ("2021到2024年怎么变化", (2021, 2024)),
        ("2021 年至 2024 年的收入", (2021, 2024)),
        ("2021-2024年", (2021, 2024)),
        ("from 2021 to 2024", (2021, 2024)),
        ("2021—2024年每年的收入", (2021, 2022, 2023, 2024)),
        ("income from 2021 through 2023, year by year", (2021, 2022, 2023)),
        ("截至2024年底", ()),
        ("至2024年末还有多少", ()),
        ("2025年比2025年", (2025,)),
        ("一共2026万元", ()),
        ("2026.5万元", ()),
        ("2024人", ()),
        ("12026", ()),
        ("“2023年公园改造项目”花了多少", ()),
        ("《2023年管理办法》", ()),
        ("多少钱", ()),
    ],
)
def test_years_named_outright(text: str, years: tuple[int, ...]) -> None:
    assert find_periods(text).years == years


def test_years_inside_a_name_of_the_library_do_not_count() -> None:
    name = "2024年取暖项目"
    assert find_periods(f"{name}在2026年是多少", (name,)).years == (2026,)
    assert find_periods(f"{name}在2026年是多少").years == (2024, 2026)


@pytest.mark.parametrize("text", ["去年的办公费", "比上年多", "What was it last year?", "the PREVIOUS YEAR"])
def test_the_year_before(text: str) -> None:
    assert find_periods(text) == Periods(last_year=True)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("近三年", 3),
        ("这两年的变化", 2),
        ("最近5年", 5),
        ("over the three years", 3),
        ("in two budget years", 2),
        ("2023年", 0),
        pytest.param("十二年前", 0, marks=pytest.mark.xfail(reason="bug: 十二年 is read as two years")),
    ],
)
def test_a_span_of_years(text: str, span: int) -> None:
    assert find_periods(text).span == span


@pytest.mark.parametrize(
    ("text", "since"), [("2023年以来", 2023), ("从2022年起", 2022), ("since 2024", 2024), ("2023年", None)]
)
def test_since_a_year(text: str, since: int | None) -> None:
    assert find_periods(text).since == since
