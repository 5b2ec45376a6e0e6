"""Follow-ups: a question that can't stand alone takes over what the one before it named."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from budget.number import fold
from budget.question.implied import is_whole_budget
from budget.question.operations import Operation
from budget.question.reading import Reading
from budget.question.words import Unit

_FILE = Path(__file__).parent / "data" / "follow.toml"
_KEYS = {"fillers", "leans", "pronouns", "lead", "tail", "asks", "fresh", "continues", "compares", "whole", "percent"}
# Units that say where to look or what is done, not for what.
_NO_SUBJECTS = ("implied", "table", "section")
# Operations that relate several lines: another line can't take the place of one.
_RELATING = (Operation.SUM, Operation.DIFFERENCE, Operation.COMPARE, Operation.CHECK)
# Operations that tell a percentage by themselves.
_TELL_PERCENT = (Operation.CHANGE, Operation.WHY, Operation.SHARE, Operation.EXECUTION)
_YEAR = r"(?:19|20)\d\d(?!\d)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    if set(data) != _KEYS:
        raise ValueError(f"{_FILE.name}: unknown or missing keys {sorted(set(data) ^ _KEYS)}")
    return {name: re.compile("|".join(words), re.I) for name, words in data.items()}


def starts_afresh(question: str) -> bool:
    """True where the question only says that what was asked before is to be forgotten."""
    return bool(_patterns()["fresh"].search(fold(question).strip()))


def stands_alone(reading: Reading) -> bool:
    """True where the question names its own subject: a line, or a word that may be one."""
    if _subjects(reading) or any(unit.kind == "code" for unit in reading.units):
        return True
    bare = _patterns()["fillers"]
    return any(not unit.known and not bare.search(unit.text) for unit in reading.units)


def complete_question(question: Reading, before: Reading) -> str:
    """The question with its gaps filled: a new subject in the old frame, or the old subject under a new operation.

    "那去年呢" after "住房公积金是多少" asks last year's 住房公积金; "退休费呢" after "办公费是多少" asks 退休费.
    """
    text = question.text
    if starts_afresh(text) or not (_subjects(before) or before.units):
        return text
    pattern = _patterns()
    if pattern["percent"].search(text):
        return before.text if before.shows(*_TELL_PERCENT) else _joined(question, before)
    if pattern["continues"].search(text):
        if question.operations == (Operation.LOOKUP,) and _subjects(question):
            return _in_setting(question, before)
        return _joined(question, before)
    if not stands_alone(question):
        return _other_frame(question, before)
    if not pattern["leans"].search(text):
        return text
    if pattern["pronouns"].search(text):
        return _with_subject(question, before)
    return _other_subject(question, before)


def _subjects(reading: Reading) -> list[Unit]:
    """The units of a reading that name lines, and no year or body."""
    whole = _patterns()["whole"]
    return [
        unit
        for unit in reading.units
        if unit.known and (unit.kind not in _NO_SUBJECTS or is_whole_budget(unit) and whole.search(unit.text))
    ]


def _other_frame(question: Reading, before: Reading) -> str:
    """A question that names no line: the question before for another body or year, or its subject under a new operation."""
    compares = _patterns()["compares"].search(question.text)
    swaps = question.bodies or question.periods.years
    if swaps and not compares and question.operations == (Operation.LOOKUP,):
        return _swapped(question, before)
    return _joined(question, before)


def _swapped(question: Reading, before: Reading) -> str:
    """The question before with its bodies and years replaced by the new ones."""
    text = before.text
    if question.bodies:
        text = _cut(text, [(m.start, m.end) for m in before.bodies])
    if question.periods.years:
        text = re.sub(rf"{_YEAR}\s*年?", " ", text)
    names = " ".join(dict.fromkeys(m.text for m in question.bodies))
    years = " ".join(f"{year}" for year in question.periods.years)
    if before.language == "en":
        text = re.sub(r"\s+(?:in|for|of)\s*([?.]*)\s*$", r"\1", re.sub(r"\s+", " ", text)).strip(" ?.")
        return text + (f", {names}" if names else "") + (f", in {years}" if years else "") + "?"
    return f"{names}{years + '年' if years else ''}{text.strip()}"


def _joined(question: Reading, before: Reading) -> str:
    """The subject of the question before, then what is asked of it now."""
    compares = _patterns()["compares"].search(question.text)
    drop_years = bool(question.periods.years) and not compares
    subject = _subject_of(before, drop_years, drop_bodies=bool(question.bodies) and not compares)
    if before.language == "en":
        return f"{subject}: {question.text}"
    return f"{subject}{question.text}" if question.text.startswith("占") else f"{subject}，{question.text}"


def _with_subject(question: Reading, before: Reading) -> str:
    """The question with the subject of the one before where it says "it" or "that money"."""
    subject = _subject_of(before, bool(question.periods.years), bool(question.bodies))
    if before.language == "en":
        return f"{subject}: {question.text}"
    return _patterns()["pronouns"].sub(lambda match: subject, question.text, count=1)


def _other_subject(question: Reading, before: Reading) -> str:
    """The question before about another line; where that one relates several lines, just its body and year are kept."""
    if question.operations != (Operation.LOOKUP,) or before.shows(*_RELATING) or _asks_itself(question):
        return _in_setting(question, before)
    new = _patterns()["tail"].sub("", _patterns()["lead"].sub("", question.text)).strip()
    old = _subjects(before)
    if not old or not new:
        return _in_setting(question, before)
    first = old[0]
    alike = [u for u in old if u is not first and set(u.alternatives) & set(first.alternatives)]
    spans = [(u.start, u.end) for u in alike]
    if question.bodies:
        spans += [(m.start, m.end) for m in before.bodies]
    if question.periods.years:
        spans += [match.span() for match in re.finditer(rf"{_YEAR}\s*年?", before.text)]
    return _cut(before.text, spans, (first.start, first.end, new)).replace("()", "").strip()


def _asks_itself(question: Reading) -> bool:
    """True where a question says itself what it wants to know of its subject (那水费是多少)."""
    bare = _patterns()["tail"].sub("", question.text)
    return (
        bool(question.dimensions) and bare != question.text.rstrip("?？") and not question.text.endswith(("呢?", "呢"))
    )


def _in_setting(question: Reading, before: Reading) -> str:
    """The question for the body and year of the one before, where it says no others."""
    names = "" if question.bodies else " ".join(dict.fromkeys(m.text for m in before.bodies))
    own = question.periods.years or question.periods.last_year or question.periods.span
    years = "" if own else " ".join(str(year) for year in before.periods.years)
    if question.language == "en":
        return question.text.rstrip(" ?") + "".join(f", {word}" for word in (names, years) if word) + "?"
    text = re.sub(r"^那么?", "", question.text)
    if not question.dimensions and (asked := _patterns()["asks"].search(before.text)):
        text = _patterns()["tail"].sub("", text) + asked.group()
    return f"{names}{years + '年' if years else ''}{text}"


def _subject_of(reading: Reading, drop_years: bool, drop_bodies: bool) -> str:
    """The run of the text that names body, year and line; without years or bodies where new ones take their place."""
    text = reading.text
    bodies = [(m.start, m.end) for m in reading.bodies]
    years = [match.span() for match in re.finditer(rf"{_YEAR}\s*年?", text)]
    subjects = _subjects(reading) or list(reading.units)
    spans = [(u.start, u.end) for u in subjects] + ([] if drop_bodies else bodies) + ([] if drop_years else years)
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    cut = [s for s in (bodies if drop_bodies else []) + (years if drop_years else []) if start <= s[0] < end]
    return (
        _patterns()["asks"]
        .sub("", _cut(text[:end], cut)[start:] if not cut else _cut_from(text, start, end, cut))
        .strip()
    )


def _cut_from(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> str:
    return _cut(text[start:end], [(a - start, b - start) for a, b in spans])


def _cut(text: str, spans: list[tuple[int, int]], put: tuple[int, int, str] | None = None) -> str:
    """The text without those spans, and with one span replaced."""
    for a, b, word in sorted([*((a, b, " ") for a, b in spans), *([put] if put else [])], reverse=True):
        text = text[:a] + word + text[b:]
    return text
