"""Follow-ups: a question that can't stand alone takes over what the one before it named."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from budget.number import fold

_FILE = Path(__file__).parent / "data" / "follow.toml"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: re.compile("|".join(words), re.I) for name, words in data.items()}


def stands_alone(question: str) -> bool:
    """True where the question names its own subject."""
    text = fold(question).strip()
    bare = _patterns()["fillers"].sub("", text)
    return len(re.findall(r"[㐀-鿿]", bare)) > 1 or len(re.findall(r"[A-Za-z]{3,}", bare)) > 1


def complete_question(question: str, before: str) -> str:
    """The question with its gaps filled: a new subject in the old frame, or the old subject under a new operation.

    "那去年呢" after "住房公积金是多少" asks last year's 住房公积金; "退休费呢" after "办公费是多少" asks 退休费.
    """
    text = fold(question).strip()
    if _patterns()["fresh"].search(text):
        return question
    if stands_alone(text) and not _patterns()["leans"].search(text):
        return question
    subject = _patterns()["asks"].sub(" ", fold(before))
    if re.search(r"(?:19|20)\d\d", text):
        subject = re.sub(r"(?:19|20)\d\d\s*年?", " ", subject)
    if _patterns()["continues"].search(text):
        return f"{subject.strip()}{text}"
    if stands_alone(text) and _patterns()["replaces"].search(text):
        return _patterns()["replaces"].sub("", text) + _tail(before)
    return f"{subject.strip()}，{text}"


def _tail(before: str) -> str:
    """What the question before asked of its subject (是多少), kept for the new subject."""
    match = _patterns()["asks"].search(fold(before))
    return match.group() if match else ""
