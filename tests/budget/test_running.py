"""Running sums say of any span what adding it up says."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budget.checks.running import RunningSums

LINE = [Decimal("1.10"), None, Decimal("2.25"), Decimal("0"), Decimal("3.00")]


@pytest.mark.parametrize(
    ("total", "spans", "expected"),
    [
        ("3.35", ((0, 3),), True),
        ("3.36", ((0, 3),), True),
        ("3.37", ((0, 3),), False),
        ("4.10", ((0, 1), (4, 5)), True),
        ("3.00", ((3, 5),), None),
        ("9.00", ((3, 5),), False),
        ("1.00", ((1, 2),), None),
        (None, ((0, 5),), None),
    ],
)
def test_a_span_meets_a_total_within_rounding(
    total: str | None, spans: tuple[tuple[int, int], ...], expected: bool | None
) -> None:
    assert RunningSums(LINE).meets(None if total is None else Decimal(total), spans) is expected
