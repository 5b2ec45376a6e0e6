"""How changes and shares are read: whose they are, on which basis."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.statement_item import Item, equal_names, same_line
from ingest.statement_reading import Reading
from ingest.statement_subjects import Words
from ingest.statement_words import statement_words


def read_change(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """A rise or a fall, of an amount or a percentage."""
    words = held.words(gap)
    item = _item_for(held, words)
    if item is None:
        return None
    by = Decimal(found.group("by").replace(",", ""))
    signed = by if found.group("direction") in statement_words().up else -by
    if found.group("by_unit") == "%":
        item.percent = signed
    else:
        item.delta, item.delta_unit = signed, "万元" if found.group("by_unit") == "万" else found.group("by_unit")
    _tell_basis(held, item, words)
    return found.end()


def read_level(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """The words that nothing has changed."""
    if held.is_inner:
        return None
    hedged = statement_words().hedged.search(gap)
    words = held.words(gap[: hedged.start()] if hedged else gap)
    if not words.basis and not (words.line.subject and found.group() in ("持平", "无增减变化")):
        return None
    item = _item_for(held, words)
    if item is None:
        return None
    if not hedged and not item.changed:
        item.delta, item.delta_unit = Decimal(0), item.unit
    _tell_basis(held, item, words)
    return found.end()


def _tell_basis(held: Reading, item: Item, words: Words) -> None:
    item.basis = words.basis or item.basis
    item.end = held.sentence[1]
    held.current = item


def _item_for(held: Reading, words: Words) -> Item | None:
    """The item that a change is told of: the one of that name, the current one, or a new one."""
    name = words.line.subject
    if not name:
        if held.current is None and held.topic is not None:
            held.add(Item(held.topic, *held.sentence, year=words.year))
        return held.current
    open_items = [item for item in reversed(held.items) if not item.changed and not _is_other_year(held, item)]
    for same in (equal_names, same_line):
        for item in open_items:
            if same(item.line.subject, name) or same(item.line.subject + item.measure, name):
                return item
    held.add(Item(words.line, *held.sentence, year=None))
    return held.current


def _is_other_year(held: Reading, item: Item) -> bool:
    return bool(item.year and held.subjects.year and item.year != held.subjects.year)


def read_share(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """A share of a whole (占…的…%)."""
    return _tell_share(held, found.group("part"), found.group("whole"), found, gap)


def read_ratio(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """What was done of the budget (完成预算的…%)."""
    return _tell_share(held, found.group("done"), found.group("budget"), found, gap)


def _tell_share(held: Reading, value: str, whole: str, found: re.Match[str], gap: str) -> int | None:
    words = held.words(gap)
    if words.line.subject and not (held.current and same_line(held.current.line.subject, words.line.subject)):
        held.add(Item(words.line, *held.sentence, year=words.year))
    if held.current is None:
        return None
    held.current.share = Decimal(value.replace(",", ""))
    held.current.share_of = whole.strip("，的") or (held.current.parent.line.subject if held.current.parent else "")
    held.current.end = held.sentence[1]
    return found.end()
