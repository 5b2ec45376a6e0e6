"""The sentences in which a filing says that there is none of something (未安排, 没有使用 …)."""

from __future__ import annotations

from budget.compute.desk import Desk
from budget.compute.outcome import Line
from budget.compute.passage import quote_line
from budget.compute.target import Target
from budget.fact import Measure
from budget.question.phrases import phrase

_NONE = phrase("says_none")
_WHETHER = phrase("whether")
_LEAST_RECALL = 0.5


def none_lines(desk: Desk, targets: list[Target]) -> list[Line]:
    """The sentence that says "none", where the question asks whether there is any, or a figure asked for is zero or blank."""
    nothing = any(not variant.fact.value for target in targets for variant in target.variants)
    if not nothing and not _WHETHER.search(desk.reading.text):
        return []
    matches = desk.shelf.sentences.match(
        desk.reading.units,
        lambda f: f.measure is Measure.TEXT and bool(_NONE.search(f.quote)),
        desk.reading.context,
        {filing.file for filing in desk.frame},
    )
    found = [m for m in matches if m.recall >= _LEAST_RECALL]
    best = min(found, key=lambda m: (-round(m.recall, 1), len(m.fact.quote)), default=None)
    return [quote_line(best.fact)] if best is not None else []
