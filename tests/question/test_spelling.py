"""Names that an English question spells in Latin letters are found where a filing prints them."""

from __future__ import annotations

import pytest
from pypinyin import lazy_pinyin

from budget.question.spelling import spelled_units
from budget.question.words import Vocabulary

PRINTED = "2.烟台市莱州荣军医院\n真金路新建工程\n来周的安排"


def romanise(text: str) -> list[str]:
    return [str(syllable) for syllable in lazy_pinyin(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What does Zhenjin cost?", {"真金"}),
        ("Laizhou's beds", {"莱州", "来周"}),
        ("What does Kunlun cost?", set()),
        ("What does laizhou cost?", set()),
    ],
)
def test_a_spelled_name_stands_for_what_is_printed(text: str, names: set[str]) -> None:
    units = spelled_units(Vocabulary().units(text), PRINTED, romanise)
    assert {a for unit in units if unit.kind == "name" for a in unit.alternatives} == names


def test_without_readings_nothing_is_spelled() -> None:
    units = Vocabulary().units("Laizhou's beds")
    assert spelled_units(units, PRINTED, None) == units
