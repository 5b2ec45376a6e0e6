"""What a question wants done: look up, explain, compare, rank … by the patterns in data/operations.toml."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


class Operation(StrEnum):
    """The operations that questions ask for."""

    CHECK = "check"
    DEFINITION = "definition"
    AFFORD = "afford"
    RANK = "rank"
    SUM = "sum"
    DIFFERENCE = "difference"
    PER_UNIT = "per_unit"
    SHARE = "share"
    WHY = "why"
    EXECUTION = "execution"
    VERIFY = "verify"
    COMPARE = "compare"
    CHANGE = "change"
    PRIOR = "prior"
    COUNT = "count"
    LIST = "list"
    TEXT = "text"
    LOOKUP = "lookup"


@cache
def _operations() -> tuple[tuple[Operation, ...], dict[str, tuple[tuple[Operation, re.Pattern[str]], ...]]]:
    data = tomllib.loads((_DATA / "operations.toml").read_text(encoding="utf-8"))
    order = tuple(Operation(name) for name in data.pop("order"))
    patterns = {
        language: tuple((Operation(name), re.compile("|".join(words))) for name, words in groups.items())
        for language, groups in data.items()
    }
    return order, patterns


def find_operations(text: str, language: str) -> tuple[Operation, ...]:
    """All operations that the folded text shows, the leading one first; LOOKUP where it shows none."""
    order, patterns = _operations()
    text = text.lower() if language == "en" else text
    shown = {operation for operation, pattern in patterns[language] if pattern.search(text)}
    if language == "zh" and re.search(r"[a-z]{3}", text.lower()):
        shown |= {operation for operation, pattern in patterns["en"] if pattern.search(text.lower())}
    return tuple(operation for operation in order if operation in shown) or (Operation.LOOKUP,)


def operation_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where the text says what is to be done: loose words there name nothing."""
    folded = text.lower() if language == "en" else text
    return [match.span() for _, pattern in _operations()[1][language] for match in pattern.finditer(folded)]


@cache
def _dimensions() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    data = tomllib.loads((_DATA / "dimensions.toml").read_text(encoding="utf-8"))
    return {
        language: tuple((name, re.compile("|".join(words))) for name, words in groups.items())
        for language, groups in data.items()
    }


def asked_dimensions(text: str, language: str) -> tuple[str, ...]:
    """The kinds of figure that the text asks for (money, people, percent, area, count), the strongest first."""
    text = text.lower() if language == "en" else text
    return tuple(name for name, pattern in _dimensions()[language] if pattern.search(text))


_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "十": 10}


def asked_top(text: str, language: str) -> int | None:
    """How many places of a ranking are asked for; None where no number is said."""
    if language == "en":
        words = {
            w: i
            for i, w in enumerate(
                ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
            )
        }
        match = re.search(
            r"(?:which|what|name the|list the) (\d+|two|three|four|five|six|ten)\b", text.lower()
        ) or re.search(r"(?:top|the)\s+(\d+|[a-z]+)\s+(?:largest|biggest|most|smallest|highest|lowest)?", text.lower())
        found = match and (int(match.group(1)) if match.group(1).isdigit() else words.get(match.group(1)))
        return found or None
    match = re.search(
        r"(?:前|哪|最[多大高少小低].{0,3}的?)([一二两三四五六七八九十]|\d+)(?:个|项|名|位|大|笔|家|条|类|$|的|是)?",
        text,
    )
    if not match:
        match = re.search(r"排(?:在)?前([一二两三四五六七八九十]|\d+)", text)
    if not match:
        return None
    return int(match.group(1)) if match.group(1).isdigit() else _CHINESE_DIGITS[match.group(1)]


def wants_smallest(text: str, language: str) -> bool:
    """True where a ranking asks for the low end."""
    if language == "en":
        return bool(re.search(r"\b(?:smallest|lowest|least|fewest|cheapest|worst)\b", text.lower()))
    return bool(re.search(r"最(?:少|小|低|省|便宜|差|慢)", text))
