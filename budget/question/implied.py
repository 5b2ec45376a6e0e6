"""What a question word asks for without saying it: 什么文件 asks for the line 政策依据, where for 办公地点."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from budget.question.words import Unit

_FILE = Path(__file__).parent / "data" / "implied.toml"
_KEYS = {"zh", "en", "words"}


@cache
def _groups() -> tuple[tuple[dict[str, re.Pattern[str]], tuple[str, ...]], ...]:
    groups = tomllib.loads(_FILE.read_text(encoding="utf-8"))["implied"]
    for group in groups:
        if set(group) != _KEYS:
            raise ValueError(f"{_FILE.name}: each group has {sorted(_KEYS)}, one has {sorted(group)}")
    return tuple(
        ({language: re.compile("|".join(group[language]), re.I) for language in ("zh", "en")}, tuple(group["words"]))
        for group in groups
    )


def implied_units(text: str, language: str) -> tuple[Unit, ...]:
    """The units that the question words of a folded text imply, at the places where they are asked."""
    found = []
    for patterns, words in _groups():
        if match := patterns[language].search(text):
            found.append(Unit(match.group(), words, match.start(), match.end(), "implied"))
    return tuple(found)
