"""How reasons, purposes and lists of parts are read: what they explain, where they end, the figures told within them."""

from __future__ import annotations

import re

from ingest.statement_item import Item
from ingest.statement_reading import Reading
from ingest.statement_subjects import Line
from ingest.statement_words import statement_words


def read_reason(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """The words after 主要原因是."""
    if held.current is None:
        name = held.words(found.group().split("的")[0]).line.subject if "的" in found.group() else ""
        name = re.sub(r"(?:增加|减少|增长|下降|变动|变化|增减)+$", "", name)
        if not name.endswith(statement_words().line_endings):
            return None
        held.add(Item(Line(name), *held.sentence))
    assert held.current is not None
    return _take_reason(held, found.end())


def _take_reason(held: Reading, start: int) -> int:
    assert held.current is not None
    end = _extent(held, start, is_reason=True)
    if not held.current.reason:
        held.current.reason = held.text.original(start, end).strip("。；：:，, ")
        held.current.end = held.sentence[1]
    _read_inside(held, start, end)
    return end


def read_because(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """The words after 主要是: a reason where a change was told, else a purpose."""
    if held.current is None or held.words(gap).line.subject:
        return None
    if held.current.changed and not held.current.reason:
        return _take_reason(held, found.end())
    return _take_purpose(held, found.end())


def read_purpose(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """The words after 主要用于."""
    if held.words(gap).line.subject or (held.current is None and held.topic is None):
        return found.end() if not gap.strip("，。；：、") else None
    return _take_purpose(held, found.end())


def _take_purpose(held: Reading, start: int) -> int:
    end = _extent(held, start, is_reason=False)
    purpose = held.text.original(start, end).strip("。；：:，, ")
    if held.current is None:
        held.pending_purpose = purpose
    elif not held.current.purpose:
        held.current.purpose = purpose
        held.current.end = max(held.current.end, held.sentence[1])
    if _read_inside(held, start, end):
        held.pending_purpose = ""
    return end


def read_list(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """The parts after 其中 or 包括: lines with figures of their own, or what the money is for."""
    rest = held.text.text[found.end() : held.sentence[1]]
    words = held.words(gap)
    if statement_words().stated.search(rest):
        if words.line.subject and not statement_words().stated.search(gap):
            held.parent = Item(words.line, *held.sentence)
        elif held.current is not None:
            held.parent = held.current
        return found.end()
    if words.line.subject.endswith(statement_words().line_endings) and len(gap) < 40 and not held.is_inner:
        held.add(Item(words.line, *held.sentence, year=words.year))
    return _take_purpose(held, found.end()) if held.current is not None else None


def _read_inside(held: Reading, start: int, end: int) -> bool:
    """Figures told within a reason or a purpose are items too, of lines that are named there; False where none are."""
    inside = Reading(held.text, held.subjects, held.walk, None, held.current, is_inner=True)
    items = held.walk(inside, start, end)
    for item in items:
        item.start, item.end = held.sentence
        held.items.append(item)
    return bool(items)


def _extent(held: Reading, start: int, is_reason: bool) -> int:
    """Where a reason or purpose ends: with the sentence, or before a clause that states another line's figures."""
    words, text, stop = statement_words(), held.text.text, held.sentence[1]
    if not is_reason:
        for comma in re.finditer("，", text[start:stop]):
            clause = text[start + comma.end() : stop].split("，")[0]
            basis = words.basis.match(clause)
            if basis and words.change.search(clause) or words.change.match(clause):
                stop = start + comma.start()
                break
    for pause in re.finditer("；|，(?=其中[：，]|主要用于)", text[start:stop]):
        clause = re.split("；", text[start + pause.end() : stop])[0]
        if words.stated.search(clause) and not words.goes_on.match(clause):
            return start + pause.start()
    return stop
