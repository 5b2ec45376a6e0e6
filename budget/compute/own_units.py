"""A body's units and offices, as its filing's part on its structure tells them: the sentence, then the items that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Line, Outcome
from budget.compute.passage import clip, quote_line
from budget.fact import Fact
from budget.filing import Filing
from budget.printed_amounts import printed_amounts
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.sentence_facts import row_fact, text_fact

# What asks for figures of units is answered by those.
_OTHER = (Operation.RANK, Operation.COMPARE, Operation.SUM, Operation.DIFFERENCE, Operation.SHARE, Operation.PER_UNIT)
_NUMBERED = re.compile(r"\s*[（(]?\d{1,2}[)）.、．](?!\d)")
# A sentence of money is of no structure.
_MONEY = re.compile(r"[万亿]元")
_STOP = re.compile(r"(?<=[。！？])")
_COUNTED = ("家", "个")
_MOST, _LONGEST = 14, 300


def run(desk: Desk) -> Outcome | None:
    """The units, or the offices, that the question asks for; None where it asks for none or the filings tell of none."""
    reading = desk.reading
    if reading.shows(*_OTHER) or "money" in reading.dimensions or "people" in reading.dimensions:
        return None
    for kind in ("units", "offices"):
        if phrase(f"asks_{kind}").search(reading.text):
            lines = [line for filing in desk.frame for line in _told(desk, filing, phrase(f"tells_{kind}"))]
            return Outcome(Status.ANSWERED, tuple(lines[:_MOST]), operation="list") if lines else None
    return None


def _told(desk: Desk, filing: Filing, tells: re.Pattern[str]) -> Iterator[Line]:
    """The sentences that tell of them, each followed by its numbered items; then the rows of the table of units."""
    for at, paragraph in enumerate(filing.paragraphs):
        said = [
            sentence
            for sentence in _STOP.split(paragraph.text)
            if tells.search(sentence) and not _MONEY.search(sentence)
        ]
        if not said or paragraph.is_heading or phrase("is_explained").search(paragraph.text):
            continue
        fact = text_fact(filing, paragraph, clip("".join(said).strip(), _LONGEST))
        yield _with_counts(fact)
        items = takewhile(lambda p: _NUMBERED.match(p.text), filing.paragraphs[at + 1 :])
        if paragraph.text.rstrip().endswith(("：", ":", "）：")):
            for item in items:
                yield _item(text_fact(filing, item, clip(item.text, _LONGEST)), item.text)
    if "单位" in tells.pattern:
        for fact in _rows(desk, filing):
            yield _item(fact, fact.label)


def _with_counts(fact: Fact) -> Line:
    """The sentence, with the numbers of units or offices that it gives."""
    amounts = [amount for amount in printed_amounts(fact.quote) if amount.unit in _COUNTED]
    figures = {f"figure_{i}": Fig(RESULT, fact.subject, amount, (fact,)) for i, amount in enumerate(amounts)}
    line = quote_line(fact)
    return Line(line.key, line.words, figures, line.facts)


def _item(fact: Fact, name: str) -> Line:
    return Line("list.named", {"name": clip(name.strip(), _LONGEST)}, facts=(fact,))


def _rows(desk: Desk, filing: Filing) -> Sequence[Fact]:
    """The rows of the filing's table of units: those whose names hold a word of the question, else all."""
    facts = [
        row_fact(filing, table, r)
        for table in filing.tables
        if table.kind == "bodies"
        for r, row in enumerate(table.rows)
        if row.label
    ]
    words = [unit.text for unit in desk.reading.units if unit.kind != "implied"]
    named = [fact for fact in facts if any(word in fact.label for word in words)]
    return named if len(named) > 1 else facts
