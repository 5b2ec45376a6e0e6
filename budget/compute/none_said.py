"""The sentences in which a filing says that there is none of something (未安排, 没有使用 …)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from budget.amount import Amount
from budget.compute.desk import Desk
from budget.compute.outcome import RESULT, Fig, Line
from budget.compute.passage import clip, quote_line
from budget.compute.target import Target
from budget.fact import Fact, Measure
from budget.question.implied import is_whole_budget
from budget.question.phrases import phrase

_NONE = phrase("says_none")
_WHETHER = phrase("whether")
_TO_WRITER = phrase("tells_writer")
_LEAST_RECALL = 0.5


def none_lines(desk: Desk, targets: list[Target]) -> list[Line]:
    """The sentence that says "none", where the question asks whether there is any, or a figure asked for is zero or blank."""
    nothing = not targets or any(not variant.fact.value for target in targets for variant in target.variants)
    if not nothing and not _WHETHER.search(desk.reading.text):
        return []
    if not targets and any(u.kind == "measure" or is_whole_budget(u) for u in desk.reading.units):
        # That there is none of one fund says nothing of the whole.
        return []
    matches = desk.shelf.sentences.match(
        desk.reading.units,
        lambda f: f.measure is Measure.TEXT and bool(_NONE.search(f.quote)) and not _TO_WRITER.search(f.quote),
        desk.reading.context,
        {filing.file for filing in desk.frame},
    )
    if not targets and desk.reading.dimensions and "money" not in desk.reading.dimensions:
        # That no money is set aside for something says nothing of how many there are.
        return []
    found = [m for m in matches if m.recall >= _LEAST_RECALL]
    best = min(found, key=lambda m: (-round(m.recall, 1), len(m.fact.quote)), default=None)
    if best is None:
        return []
    line = quote_line(best.fact)
    return (
        [line]
        if targets or not desk.reading.asks_figure
        else [replace(line, key="quote.none", figures=_zero(best.fact))]
    )


def _zero(sentence: Fact) -> dict[str, Fig]:
    """None of something is zero of it; of what unit the sentence does not say, and money is what filings tell of."""
    return {"zero": Fig(RESULT, clip(sentence.quote, 24), Amount(Decimal(0), "万元"), (sentence,))}
