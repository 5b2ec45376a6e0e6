"""What a question word asks for without saying it: 什么文件 asks for the line 政策依据, where for 办公地点."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from budget.data_file import read_data
from budget.question.phrases import phrase
from budget.question.words import Unit

_FILE = Path(__file__).parent / "data" / "implied.toml"
_KEYS = {"zh", "en", "words"}
# The groups that stand for a body's whole budget.
_WHOLE = "whole"
_IMPLIED, _ALONE = "implied", "alone"


@dataclass(frozen=True, slots=True)
class _Group:
    """Question words and the words of filings that they imply; `whole` marks those for a body's whole budget."""

    zh: re.Pattern[str]
    en: re.Pattern[str]
    words: tuple[str, ...]
    whole: bool


@cache
def _groups(of: str = _IMPLIED) -> tuple[_Group, ...]:
    groups = read_data(_FILE, (_IMPLIED, _ALONE))[of]
    for group in groups:
        if set(group) - {_WHOLE} != _KEYS:
            raise ValueError(f"{_FILE.name}: each group has {sorted(_KEYS)}, one has {sorted(group)}")
    return tuple(
        _Group(
            re.compile("|".join(group["zh"]), re.I),
            re.compile("|".join(group["en"]), re.I),
            tuple(group["words"]),
            group.get(_WHOLE, False),
        )
        for group in groups
    )


@cache
def _whole_words() -> tuple[str, ...]:
    return next(group.words for group in _groups() if group.whole)


def is_whole_budget(unit: Unit) -> bool:
    """True for the unit that stands for a body's whole budget."""
    return unit.kind == "implied" and unit.alternatives == _whole_words()


def whole_budget(text: str, language: str) -> Unit | None:
    """The unit for a body's whole budget, which a question means that speaks of its budget and names no line."""
    match = phrase(f"money_{language}").search(text)
    return Unit(match.group(), _whole_words(), match.start(), match.end(), "implied") if match else None


def implied_units(text: str, language: str) -> tuple[Unit, ...]:
    """The units that the question words of a folded text imply, at the places where they are asked."""
    found = [
        Unit(match.group(), group.words, match.start(), match.end(), "implied")
        for group in _groups()
        if (match := (group.en if language == "en" else group.zh).search(text))
    ]
    return tuple(unit for unit in found if not any(_lies_in(unit, other) for other in found))


def _lies_in(unit: Unit, other: Unit) -> bool:
    """True for the shorter of two question words in one place (部门是干什么的 asks for duties, 是干什么的 for a purpose)."""
    return other.start <= unit.start and unit.end <= other.end and len(unit.text) < len(other.text)


def unit_of_nothing_named(text: str, language: str) -> Unit | None:
    """The unit that a question means which names nothing: the staff (多少人), the duties (干什么的), else the whole budget."""
    for group in _groups(_ALONE):
        if match := (group.en if language == "en" else group.zh).search(text):
            words = _whole_words() if group.whole else group.words
            return Unit(match.group(), words, match.start(), match.end(), "implied")
    return whole_budget(text, language)
