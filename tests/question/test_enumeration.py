"""The items of an enumeration."""

from __future__ import annotations

import pytest

from budget.question.enumeration import items_of
from tests.answering import read


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("会议费、培训费和公务接待费各是多少", [["会议费"], ["培训费"], ["公务接待费"]]),
        ("办公设备购置的会议费是多少", [["办公设备购置", "会议费"]]),
        ("How much are wages, training and hospitality?", [["wages"], ["training"], ["hospitality"]]),
    ],
)
def test_items_are_parted_by_commas_and_by_and(question: str, items: list[list[str]]) -> None:
    reading = read(question)
    assert [[unit.text for unit in item] for item in items_of(reading, reading.units)] == items
