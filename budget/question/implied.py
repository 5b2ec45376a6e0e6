"""What a question word asks for without saying it: 什么文件 asks for the line 政策依据, where for 办公地点."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from budget.question.phrases import phrase
from budget.question.words import Unit

_FILE = Path(__file__).parent / "data" / "implied.toml"
_KEYS = {"zh", "en", "words"}
# The one group that stands for a body's whole budget.
_WHOLE = "whole"


@cache
def _groups() -> tuple[tuple[dict[str, re.Pattern[str]], tuple[str, ...]], ...]:
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["implied"]
    for group in groups:
        if set(group) - {_WHOLE} != _KEYS:
            raise ValueError(f"{_FILE.name}: each group has {sorted(_KEYS)}, one has {sorted(group)}")
    return tuple(
        ({language: re.compile("|".join(group[language]), re.I) for language in ("zh", "en")}, tuple(group["words"]))
        for group in groups
    )


@cache
def _whole_words() -> tuple[str, ...]:
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["implied"]
    return next(tuple(group["words"]) for group in groups if group.get(_WHOLE))


def is_whole_budget(unit: Unit) -> bool:
    """True for the unit that stands for a body's whole budget."""
    return unit.kind == "implied" and unit.alternatives == _whole_words()


def whole_budget(text: str, language: str) -> Unit | None:
    """The unit for a body's whole budget, which a question means that speaks of its budget and names no line."""
    match = phrase(f"money_{language}").search(text)
    return Unit(match.group(), _whole_words(), match.start(), match.end(), "implied") if match else None


def implied_units(text: str, language: str) -> tuple[Unit, ...]:
    """The units that the question words of a folded text imply, at the places where they are asked."""
    found = []
    for patterns, words in _groups():
        if match := patterns[language].search(text):
            found.append(Unit(match.group(), words, match.start(), match.end(), "implied"))
    return tuple(found)
