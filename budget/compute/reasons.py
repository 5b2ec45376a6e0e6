"""Reasons that stand apart from the change they explain: in the next sentence or paragraph."""

from __future__ import annotations

import re

from budget.compute.shelf import Shelf
from budget.compute.target import Variant
from budget.fact import Fact
from budget.question.phrases import phrase
from budget.sentence_facts import text_fact
from budget.statement import Statement

_REASON = phrase("gives_reason")
_END = re.compile(r"(?<=[。！？])")
# A reason paragraph may follow so many paragraphs behind the change.
_REACH = 3
_LONGEST = 400
# The parts of a total are told within so many paragraphs; so many are quoted.
_PARTS_REACH, MOST_PARTS = 8, 3


def nearby_reason(shelf: Shelf, variant: Variant) -> Fact | None:
    """The sentence that gives the reason behind the one that states the change; None where none follows.

    In the same paragraph it follows the change's sentence; in a later one (of the same section) it begins with the reason
    (预算收支减少主要原因说明：…).
    """
    told = variant.delta or variant.percent
    if told is None or told.source.paragraph is None or told.statement is None:
        return None
    filing = shelf.filings[told.filing]
    at = told.source.paragraph
    own = filing.paragraphs[at]
    after = own.text.partition(told.statement.quote)[2]
    for sentence in _END.split(after)[:2]:
        if _REASON.search(sentence):
            return text_fact(filing, own, sentence.strip())
    for paragraph in filing.paragraphs[at + 1 : at + 1 + _REACH]:
        if paragraph.is_heading or paragraph.headings != own.headings:
            break
        if (found := _REASON.search(paragraph.text)) and found.start() <= 20:
            return text_fact(filing, paragraph, paragraph.text[:_LONGEST])
    return None


def part_reasons(shelf: Shelf, variant: Variant) -> list[Statement]:
    """What the filing says of the parts behind a total that it gives no reason for: how they moved (in money or in percent) and
    why, in the same section and within a few paragraphs."""
    told = variant.delta or variant.percent
    if told is None or told.source.paragraph is None:
        return []
    at, headings = told.source.paragraph, shelf.filings[told.filing].paragraphs[told.source.paragraph].headings
    return [
        s
        for s in shelf.filings[told.filing].statements
        if s.source.paragraph is not None
        and at <= s.source.paragraph <= at + _PARTS_REACH
        and s.headings[: len(headings)] == headings
        and s.reason
        and (s.delta or s.percent)
        and s is not told.statement
    ][:MOST_PARTS]
