"""Passages: the filing's own words, verbatim, for definitions, duties, grounds, purposes and open questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budget.answer import Status
from budget.compute.desk import Desk, kind_of_unit
from budget.compute.outcome import RESULT, Fig, Line, Outcome
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.printed_amounts import printed_amounts
from budget.question.link import Match
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.sentence_facts import CELL, DEFINITION, FIELD, text_fact

# A sentence must explain this share of the question's words to be quoted as its answer.
_LEAST_RECALL = 0.62
# The same where the question word itself says which line it wants (where: 办公地点).
_LEAST_IMPLIED = 0.5
_LONGEST = 360
_MOST_COUNTED = 5
_FIRST, _NEXT, _END = phrase("counts_off"), phrase("goes_on_counting"), re.compile(r"(?<=[。；])")
# An entry of the glossary must be named so well; so many are looked at.
_LEAST_NAMED, _ENTRIES = 0.5, 40
# A cell no longer than this is a mark, no text.
_MARK = 4


def best_sentences(desk: Desk, kinds: Sequence[str] = (), most: int = 3) -> list[Match]:
    """The sentences that the question's units fit, best first; held to some kinds of sentence where given."""
    matches = desk.shelf.sentences.match(
        (*desk.reading.units, *desk.reading.context),
        lambda f: f.measure is Measure.TEXT and (not kinds or f.kind in kinds) and not _is_mark(f),
        files={filing.file for filing in desk.frame},
    )
    return sorted(matches, key=lambda m: (-round(m.recall, 2), len(m.fact.quote)))[:most]


def _is_mark(fact: Fact) -> bool:
    """True for a cell that only ticks off its row (计划标准 under 指标值设定依据): it says nothing by itself."""
    return fact.kind == CELL and len(fact.quote) <= _MARK


def clip(text: str, longest: int = 80) -> str:
    """The text up to the last comma or stop that fits: never cut within a number or a name."""
    if len(text) <= longest:
        return text
    end = max(text.rfind(mark, 0, longest) for mark in "，。；：、,;")
    return text[: end if end > 0 else longest] + "……"


def counted_off(desk: Desk, fact: Fact) -> list[Fact]:
    """The sentence; where it begins to count things off (三个方面：一是 …。), with those of its paragraph that go on (二是 …)."""
    if fact.source.paragraph is None or not _FIRST.search(fact.quote):
        return [fact]
    filing = desk.shelf.filings[fact.filing]
    own = filing.paragraphs[fact.source.paragraph]
    after = _END.split(own.text.partition(fact.quote)[2])
    further = [text_fact(filing, own, sentence.strip()) for sentence in after if _NEXT.match(sentence)]
    return [fact, *further[:_MOST_COUNTED]]


def quote_line(fact: Fact) -> Line:
    """One line that quotes a sentence, with what it stands under."""
    text = clip(fact.quote, _LONGEST)
    key = {DEFINITION: "quote.definition", FIELD: "quote.field", CELL: "quote.field"}.get(fact.kind, "quote.sentence")
    return Line(key, {"quote": text, "label": fact.label, "subject": fact.subject or fact.table}, facts=(fact,))


def run_definition(desk: Desk) -> Outcome | None:
    """The glossary's own words; None where the term is in no glossary."""
    matches = best_sentences(desk, (DEFINITION,), most=_ENTRIES)
    best = max(matches, key=lambda m: m.precision, default=None)
    if best is None or best.precision < _LEAST_NAMED:
        return None
    return Outcome(Status.ANSWERED, (quote_line(best.fact),), operation="definition")


def _least_recall(desk: Desk, match: Match) -> float:
    """Less is asked where the question word itself names the line, and the sentence has another of the question's words too."""
    units = (*desk.reading.units, *desk.reading.context)
    implied = {i for i, unit in enumerate(units) if unit.kind == "implied"}
    alone = match.explained <= implied and len(units) > len(implied)
    return _LEAST_IMPLIED if implied and not alone else _LEAST_RECALL


def run(desk: Desk) -> Outcome | None:
    """The best sentence; None where none fits the question well enough."""
    matches = best_sentences(desk, most=2)
    if not matches or matches[0].recall < _least_recall(desk, matches[0]):
        return None
    line, *further = map(quote_line, counted_off(desk, matches[0].fact))
    if desk.reading.asks_figure or desk.reading.shows(Operation.CHANGE, Operation.WHY):
        line = replace(line, figures=_stated(desk, matches[0].fact))
    return Outcome(Status.ANSWERED, (line, *further), operation="text")


def _stated(desk: Desk, sentence: Fact) -> dict[str, Fig]:
    """The figures of the sentence, those of the kind that is asked for first."""
    change = desk.reading.shows(Operation.CHANGE, Operation.WHY)
    facts = [f for f in desk.shelf.said(sentence.filing, sentence.quote) if f.value is not None]
    facts.sort(key=lambda f: (f.measure is Measure.DELTA) != change)
    return {f"figure_{i}": Fig(RESULT, line_name(f), amount_of(f), (f,)) for i, f in enumerate(facts)}


def asked_figures(desk: Desk, line: Line) -> Line | None:
    """The quote with the one figure that it prints of a kind that is asked for; None where it prints none or several."""
    asked = desk.reading.dimensions
    found = [amount for amount in printed_amounts(line.words["quote"]) if kind_of_unit(amount.unit) in asked]
    if len(found) != 1:
        return None
    return replace(line, figures={"figure": Fig(RESULT, line.words["label"], found[0], line.facts)})
