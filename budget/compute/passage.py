"""Passages: the filing's own words, verbatim, for definitions, duties, grounds, purposes and open questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Line, Outcome
from budget.fact import Fact, Measure
from budget.line import amount_of, line_name
from budget.question.link import Match
from budget.question.operations import Operation
from budget.sentence_facts import CELL, DEFINITION, FIELD

# A sentence must explain this share of the question's words to be quoted as its answer.
_LEAST_RECALL = 0.62
# The same where the question word itself says which line it wants (where: 办公地点).
_LEAST_IMPLIED = 0.5
_LONGEST = 360
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
    line = quote_line(matches[0].fact)
    if desk.reading.asks_figure or desk.reading.shows(Operation.CHANGE, Operation.WHY):
        line = replace(line, figures=_stated(desk, matches[0].fact))
    return Outcome(Status.ANSWERED, (line,), operation="text")


def _stated(desk: Desk, sentence: Fact) -> dict[str, Fig]:
    """The figures of the sentence, those of the kind that is asked for first."""
    change = desk.reading.shows(Operation.CHANGE, Operation.WHY)
    facts = [f for f in desk.shelf.said(sentence.filing, sentence.quote) if f.value is not None]
    facts.sort(key=lambda f: (f.measure is Measure.DELTA) != change)
    return {f"figure_{i}": Fig(RESULT, line_name(f), amount_of(f), (f,)) for i, f in enumerate(facts)}
