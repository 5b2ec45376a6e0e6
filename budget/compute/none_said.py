"""The sentences in which a filing says that there is none of something (未安排, 没有使用 …)."""

from __future__ import annotations

import re

from budget.compute.desk import Desk
from budget.compute.outcome import Line
from budget.compute.passage import quote_line
from budget.compute.target import Target
from budget.fact import Measure

_NONE = re.compile(r"未安排|没有安排|没有使用|未使用|不涉及|没有.{0,12}(?:安排|支出|收入)|无.{0,14}(?:安排|支出|预算|收入|拨款|经费)|为空表|无发生额|无此项")
_WHETHER = re.compile(r"有没有|是有还是没有|有无|是否有|有吗|有.{0,10}吗|是否(?:安排|使用)|\b(?:any|set (?:any )?money aside|is there|are there|has it set|does it (?:have|own))\b", re.I)
_LEAST_RECALL = 0.5


def none_lines(desk: Desk, targets: list[Target]) -> list[Line]:
    """The sentence that says "none", where the question asks whether there is any, or a figure asked for is zero or blank."""
    nothing = any(not variant.fact.value for target in targets for variant in target.variants)
    if not nothing and not _WHETHER.search(desk.reading.text):
        return []
    files = {filing.file for filing in desk.frame}
    matches = desk.shelf.sentences.match(
        desk.reading.units,
        lambda f: f.filing in files and f.measure is Measure.TEXT and bool(_NONE.search(f.quote)),
        desk.reading.context,
    )
    found = [m for m in matches if m.recall >= _LEAST_RECALL]
    best = min(found, key=lambda m: (-round(m.recall, 1), len(m.fact.quote)), default=None)
    return [quote_line(best.fact)] if best is not None else []
