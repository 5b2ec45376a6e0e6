"""Form rows that list several indicators in one label and their targets in one cell (甲、乙、丙: ≥1件；≥2件；≥3件)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from budget.fact import Fact, Measure, column_to_measure
from budget.printed_amounts import printed_amounts
from budget.taxonomy.table_kinds import PERFORMANCE

_NAMES, _VALUES = re.compile("[、；;]"), re.compile("[；;\n]")


def listed_facts(facts: Iterable[Fact]) -> Iterator[Fact]:
    """One fact an indicator, where a label names as many as its cell gives amounts, one each."""
    for fact in facts:
        if fact.kind != PERFORMANCE or fact.value is not None or column_to_measure(fact.column) is not Measure.TARGET:
            continue
        names, texts = (_parts(split, text) for split, text in ((_NAMES, fact.label), (_VALUES, fact.text)))
        amounts = [printed_amounts(text) for text in texts]
        if len(names) < 2 or len(names) != len(texts) or any(len(found) != 1 for found in amounts):
            continue
        for name, text, (amount,) in zip(names, texts, amounts, strict=True):
            yield replace(fact, label=name, measure=Measure.TARGET, value=amount.value, unit=amount.unit, text=text)


def _parts(split: re.Pattern[str], text: str) -> list[str]:
    return [part.strip() for part in split.split(text) if part.strip()]
