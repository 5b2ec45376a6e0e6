"""Walks through a paragraph, figure by figure, and gathers what is said of each line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from ingest.sentences import sentence_spans
from ingest.statement_amounts import read_amount, read_raised
from ingest.statement_changes import read_change, read_level, read_ratio, read_share
from ingest.statement_item import Item, fits, move_change
from ingest.statement_reading import Reading
from ingest.statement_reasons import read_because, read_list, read_purpose, read_reason
from ingest.statement_subjects import Line, SubjectReader
from ingest.statement_text import FoldedText
from ingest.statement_words import statement_words

# Each is given the match and the words before it, and returns where the words before the next figure begin; None where
# the match says nothing.
_Reader = Callable[[Reading, re.Match[str], str], int | None]
# A bound (不超过5%) is no figure of a line.
_READERS: Final[Mapping[str, _Reader | None]] = {
    "bound": None,
    "reason": read_reason,
    "because": read_because,
    "raised": read_raised,
    "change": read_change,
    "share": read_share,
    "ratio": read_ratio,
    "level": read_level,
    "purpose": read_purpose,
    "list": read_list,
    "amount": read_amount,
}
_PARTS_END = re.compile(r"(?:其中|包括|如下|为)[，：]?$")


def read_items(
    text: FoldedText, subjects: SubjectReader, topic: Line | None = None, parent: Item | None = None, start: int = 0
) -> list[Item]:
    """The items of a folded text from `start` on; figures without a name of their own are the topic's."""
    return _walk(Reading(text, subjects, _walk, topic, parent), start, len(text.text))


def _walk(held: Reading, start: int, stop: int) -> list[Item]:
    text = held.text.text
    for first, last in sentence_spans(text[start:stop]):
        held.sentence = (start + first, start + last)
        if not _PARTS_END.search(text[start : start + first].rstrip("。")):
            held.parent = held.outer
        _return_to_head(held)
        _read_sentence(held)
        _rehang(held)
    return held.items


def _return_to_head(held: Reading) -> None:
    """A sentence without a name speaks of the line that the sentence before began with, not of its last part."""
    current = held.current
    while current is not None and current.parent in held.items and not current.changed:
        current = current.parent
    held.current = current


def _rehang(held: Reading) -> None:
    """Where a change told in a later sentence fits the amount of another line of this paragraph, it is that line's."""
    for item in [item for item in held.items if item.start < held.sentence[0] and item.end == held.sentence[1]]:
        if fits(item) is not False or item.basis == "":
            continue
        for other in held.items:
            if other.amount is not None and not other.changed and other.start <= item.start and other.unit == item.unit:
                move_change(item, other)
                if fits(other):
                    held.current = other
                    break
                move_change(other, item)


def _read_sentence(held: Reading) -> None:
    words = statement_words()
    gap_start, stop = held.sentence
    at = gap_start
    held.last_kind = ""
    while found := words.marks.search(held.text.text, at, stop):
        kind = next(kind for kind in _READERS if found.group(kind) is not None)
        read = _READERS[kind]
        after = read(held, found, held.text.text[gap_start : found.start()]) if read else None
        at = max(found.end(), after or 0)
        if after is not None:
            gap_start = after
            held.last_kind = kind
